import type { ClientUnaryCall, ServiceError } from '@grpc/grpc-js';

/**
 * Turns a generated client's unary method into a promise; aborting cancels the call.
 * @throws ServiceError
 */
export function unaryCall<Response>(
  call: (callback: (error: ServiceError | null, response: Response) => void) => ClientUnaryCall,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const running = call((error, response) => {
      signal.removeEventListener('abort', cancel);
      if (error === null) resolve(response);
      else reject(error);
    });
    const cancel = (): void => running.cancel();
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}
