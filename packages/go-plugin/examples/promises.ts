// Generated clients and services use callbacks. These two functions turn them into promises.
import type { sendUnaryData, ServiceError } from '@grpc/grpc-js';

/** Answers a call with the result of the work. If an error has a gRPC status as its `code`, the call ends with that status. */
export function answer<T>(reply: sendUnaryData<T>, work: () => Promise<T>): void {
  work().then(
    (response) => reply(null, response),
    (error: unknown) => reply(error as Error),
  );
}

/** Turns a call of a generated client into a promise. */
export function call<T>(start: (done: (error: ServiceError | null, response?: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, response) => {
      if (error === null && response !== undefined) resolve(response);
      else reject(error ?? new Error('the call ended without a response'));
    });
  });
}
