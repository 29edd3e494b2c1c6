import { Client, type ServiceDefinition } from '@grpc/grpc-js';
import type { GrpcConnection, ServiceRegistrar } from '../../src/plugin-set.js';
import { asIs, rawMethod } from './raw-service.js';

const pingService: ServiceDefinition = { ping: rawMethod('/test.Ping/Ping') };
const implementation = {
  ping: (_call: unknown, done: (error: null, answer: Buffer) => void) => done(null, Buffer.from('pong')),
};

/** One call to it. */
export function ping(connection: GrpcConnection): Promise<string> {
  return new Promise((resolve, reject) => {
    const deadline = { deadline: Date.now() + 5_000 };
    connection
      .client(Client)
      .makeUnaryRequest('/test.Ping/Ping', asIs, asIs, Buffer.from('ping'), deadline, (error, answer) => {
        if (error !== null) reject(error);
        else resolve(String(answer));
      });
  });
}

/** Registers a service with one method that answers `pong`. */
export function servePing(server: ServiceRegistrar): void {
  server.addService(pingService, implementation);
}
