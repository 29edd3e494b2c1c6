// Generated clients and services speak in callbacks; these two make promises of them.
import type { sendUnaryData, ServiceError } from '@grpc/grpc-js';

/** Answers a call with what the work gives; an error's `code`, if it is a gRPC status, becomes the call's status. */
export function answer<T>(reply: sendUnaryData<T>, work: () => Promise<T>): void {
  work().then(
    (response) => reply(null, response),
    (error: unknown) => reply(error as Error),
  );
}

/** A call of a generated client as a promise. */
export function call<T>(start: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
