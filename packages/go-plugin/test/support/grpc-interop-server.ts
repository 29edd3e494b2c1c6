import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildGoProgram } from './go.js';

const goModule = 'packages/go-plugin/test/interop/go-grpc-interop';

/** A gRPC server of grpc-go, running. */
export interface GrpcInteropServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Certificate files for the server. Without them it uses plaintext. */
export interface ServerCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Starts grpc-go's own interop server, `google.golang.org/grpc/interop/server`, on a free port. */
export async function startGrpcInteropServer(tls?: ServerCertificate): Promise<GrpcInteropServer> {
  const program = await buildGoProgram(goModule, 'google.golang.org/grpc/interop/server');
  const tlsFlags =
    tls === undefined ? [] : ['-use_tls', `-tls_cert_file=${tls.certificateFile}`, `-tls_key_file=${tls.keyFile}`];
  return startServer(program, ['-port=0', ...tlsFlags]);
}

/**
 * Starts grpc-go's interop service with gzip and details of errors, on a free port.
 * @param flags of the program, for yamux and for mutual TLS
 */
export async function startCompressingServer(flags: readonly string[] = []): Promise<GrpcInteropServer> {
  return startServer(await buildGoProgram(goModule, './cmd/compressingserver'), flags);
}

async function startServer(program: string, args: readonly string[]): Promise<GrpcInteropServer> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GRPC_GO_LOG_SEVERITY_LEVEL: 'info' },
  });
  const exited = once(child, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr])
      createInterface({ input: output }).on('line', (line) => {
        const found = /listening on .*:(\d+)$/.exec(line);
        if (found !== null) resolve(Number(found[1]));
      });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${program} exited with ${code ?? 'a signal'}`)));
  });
  return {
    port,
    async close() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
