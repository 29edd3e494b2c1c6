import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildGoProgram } from './go.js';

/** grpc-go's own interop server, running. */
export interface GrpcInteropServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Certificate files for the server; without them it speaks plain tcp. */
export interface ServerCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Starts `google.golang.org/grpc/interop/server` on a free port. */
export async function startGrpcInteropServer(tls?: ServerCertificate): Promise<GrpcInteropServer> {
  const program = await buildGoProgram('test/interop/go-grpc-interop', 'google.golang.org/grpc/interop/server');
  const tlsFlags =
    tls === undefined ? [] : ['-use_tls', `-tls_cert_file=${tls.certificateFile}`, `-tls_key_file=${tls.keyFile}`];
  const child = spawn(program, ['-port=0', ...tlsFlags], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, GRPC_GO_LOG_SEVERITY_LEVEL: 'info' },
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stderr });
  const port = await new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /listening on .*:(\d+)$/.exec(line);
      if (found !== null) resolve(Number(found[1]));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the interop server exited with ${code ?? 'a signal'}`)));
  });
  return {
    port,
    async close() {
      child.kill('SIGKILL');
      await exited;
      lines.close();
    },
  };
}
