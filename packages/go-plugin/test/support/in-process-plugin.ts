import { PassThrough } from 'node:stream';
import { tlsServerOptions } from '../../src/certificate/tls-settings.js';
import type { Certificate } from '../../src/certificate/certificate.js';
import { formatHandshakeLine } from '../../src/handshake/handshake-line.js';
import type { ServiceRegistrar } from '../../src/plugin-set.js';
import type { ProcessExit, Runner, RunningPlugin } from '../../src/process/runner.js';
import { GrpcServer } from '../../src/grpc/grpc-server.js';
import { listen } from '../../src/net/listener.js';
import { tlsListener } from '../../src/net/tls-listener.js';

/** What a plugin does that a test makes up. */
export interface PluginBehaviour {
  /** What it announces in its handshake line. */
  readonly announced: Certificate;
  /** What it shows in the TLS handshake. */
  readonly shown: Certificate;
  readonly register: (server: ServiceRegistrar) => void;
}

/** Runs a plugin that is no process: it listens in this one, with certificates of the test's choice. */
export function inProcessRunner({ announced, shown, register }: PluginBehaviour): Runner {
  return async ({ env }) => {
    const listener = await listen({ network: 'unix', directory: env['PLUGIN_UNIX_SOCKET_DIR'] ?? '' });
    const server = new GrpcServer();
    register(server);
    const peerCertificatePem = env['PLUGIN_CLIENT_CERT'] ?? '';
    server.serve(tlsListener(listener, tlsServerOptions({ own: shown, peerCertificatePem }), () => undefined));
    const { network, address } = listener;
    const line = formatHandshakeLine({ version: 1, network, address, certificateDer: announced.certificateDer });
    return runningPlugin(line, () => server.stop(0));
  };
}

function runningPlugin(line: string, stop: () => Promise<void>): RunningPlugin {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  stdout.write(line);
  let resolve: (exit: ProcessExit) => void = () => undefined;
  const exited = new Promise<ProcessExit>((resolveExit) => (resolve = resolveExit));
  const end = (): void => {
    stdout.end();
    stderr.end();
    void stop().then(() => resolve({ exitCode: null, exitSignal: 'SIGKILL' }));
  };
  return {
    name: 'in-process',
    id: 'in-process',
    pid: undefined,
    stdout,
    stderr,
    exited,
    terminate: end,
    kill: end,
    diagnose: () => Promise.resolve([]),
    pluginToHost: (address) => address,
    hostToPlugin: (address) => address,
  };
}
