import { Client, type ServiceDefinition } from '@grpc/grpc-js';
import type { GrpcConnection, ServiceRegistrar } from '../../src/plugin-set.js';
import { asIs, rawMethod } from './raw-service.js';

/** The path whose calls {@link CountingService} counts. */
export const hitPath = '/test.Count/Hit';
const definition: ServiceDefinition = { hit: rawMethod(hitPath) };

/** A service that counts its calls. The count stays 0 if no intruder reaches it. */
export class CountingService {
  calls = 0;

  /** Several servers can share one count. */
  readonly register = (server: ServiceRegistrar): void => {
    server.addService(definition, {
      hit: (_call: unknown, done: (error: null, answer: Buffer) => void) => {
        this.calls++;
        done(null, Buffer.from(this.calls.toString()));
      },
    });
  };
}

/** Makes one call to it, and resolves with the count. */
export function hit(connection: GrpcConnection): Promise<number> {
  return new Promise((resolve, reject) => {
    connection
      .client(Client)
      .makeUnaryRequest(hitPath, asIs, asIs, Buffer.alloc(0), { deadline: Date.now() + 5_000 }, (error, answer) => {
        if (error === null) resolve(Number(answer?.toString()));
        else reject(error);
      });
  });
}
