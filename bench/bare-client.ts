import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { credentials } from '@grpc/grpc-js';
import { createCertificate } from '../packages/go-plugin/src/certificate/certificate.js';
import { ExecuteRequest, type ExecuteResponse } from '../src/wire/generated/plugin/v1/plugin_pb.cjs';
import { OperationServiceClient } from '../src/wire/generated/plugin/v1/plugin_grpc_pb.cjs';
import { awfHandshake as handshake } from '../src/wire/handshake.js';

/** A plugin and a grpc-js client on grpc-js's own channel, without any of our code. */
export interface BareClient extends AsyncDisposable {
  execute(operation: string, inputs: Readonly<Record<string, Uint8Array>>): Promise<ExecuteResponse>;
}

/** Starts `binary` over AutoMTLS and connects to it without the host. */
export async function startBareClient(binary: string): Promise<BareClient> {
  const own = createCertificate();
  const child = spawn(binary, {
    env: {
      ...process.env,
      [handshake.magicCookieKey]: handshake.magicCookieValue,
      PLUGIN_PROTOCOL_VERSIONS: String(handshake.protocolVersion),
      PLUGIN_CLIENT_CERT: own.certificatePem,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const [, , network, address, , certificate = ''] = line.split('|');
  const pem = new X509Certificate(Buffer.from(certificate, 'base64')).toString();
  const tls = credentials.createSsl(Buffer.from(pem), Buffer.from(own.privateKeyPem), Buffer.from(own.certificatePem));
  const client = new OperationServiceClient(`${network ?? ''}:${address ?? ''}`, tls, {
    'grpc.ssl_target_name_override': 'localhost',
    'grpc.default_authority': 'localhost',
  });
  return {
    execute(operation, inputs) {
      const request = new ExecuteRequest();
      request.setOperation(operation);
      for (const [name, value] of Object.entries(inputs)) request.getInputsMap().set(name, value);
      return new Promise((resolve, reject) => {
        client.execute(request, (error, response) => {
          if (error === null) resolve(response);
          else reject(error);
        });
      });
    },
    async [Symbol.asyncDispose]() {
      client.close();
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
