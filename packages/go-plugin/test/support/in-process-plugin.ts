import { PassThrough } from 'node:stream';
import { tlsServerOptions } from '../../src/certificate/tls-settings.js';
import type { Certificate } from '../../src/certificate/certificate.js';
import { formatHandshakeLine } from '../../src/handshake/handshake-line.js';
import type { ServiceRegistrar } from '../../src/plugin-set.js';
import type { ProcessExit, Runner, RunnerFunction } from '../../src/process/runner.js';
import { GrpcServer } from '../../src/grpc/grpc-server.js';
import { listen } from '../../src/net/listener.js';
import { tlsListener } from '../../src/net/tls-listener.js';

/** The behaviour of a test's plugin. */
export interface PluginBehaviour {
  /** The certificate in its handshake line. */
  readonly announced: Certificate;
  /** The certificate in the TLS handshake. */
  readonly shown: Certificate;
  readonly register: (server: ServiceRegistrar) => void;
}

/** Runs a plugin inside this process, with certificates that the test chooses. */
export function inProcessRunner({ announced, shown, register }: PluginBehaviour): RunnerFunction {
  return async ({ env }) => {
    const listener = await listen({ network: 'unix', directory: env['PLUGIN_UNIX_SOCKET_DIR'] ?? '' });
    const server = new GrpcServer();
    register(server);
    const peerCertificatePem = env['PLUGIN_CLIENT_CERT'] ?? '';
    server.serve(tlsListener(listener, tlsServerOptions({ own: shown, peerCertificatePem }), () => undefined));
    const { network, address } = listener;
    const line = formatHandshakeLine({ version: 1, network, address, certificateDer: announced.certificateDer });
    return startedRunner(line, () => server.stop(0));
  };
}

function startedRunner(line: string, stop: () => Promise<void>): Runner {
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
