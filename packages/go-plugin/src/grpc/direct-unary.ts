import { Metadata, status, type MethodDefinition, type ServiceError } from '@grpc/grpc-js';
import type { DirectCallTarget } from '../channel/direct-call.js';
import { decidedHere } from '../channel/failure-origin.js';
import type { Http2Channel } from '../channel/http2-channel.js';
import { fieldsOfMetadata, metadataOfFields, reservedRequestNames } from '../channel/metadata-headers.js';
import type { CallStatus } from '../channel/status-mapping.js';
import type { HeaderBlock } from '../http2/hpack/header-block.js';
import type { HeaderField } from '../http2/hpack/header-field.js';
import type { DirectCallOptions } from '../plugin-set.js';

const none: readonly HeaderField[] = [];

/**
 * A unary call straight on the channel. It fails with the same errors as a client's.
 * @throws ServiceError
 */
export function callDirectly<Request, Response>(
  channel: Http2Channel,
  method: MethodDefinition<Request, Response>,
  request: Request,
  { signal, timeoutMs, metadata }: DirectCallOptions = {},
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const target = new Answer(method, resolve, reject);
    const message = serialized(method, request, target);
    if (message === undefined) return;
    const { maxSendBytes } = channel.settings;
    if (maxSendBytes >= 0 && message.length > maxSendBytes) {
      const details = `Attempted to send message with a size larger than ${maxSendBytes}`;
      target.fail(decidedHere({ code: status.RESOURCE_EXHAUSTED, details }));
      return;
    }
    const fields = metadata === undefined ? none : fieldsOfMetadata(metadata, reservedRequestNames);
    const deadline = timeoutMs === undefined ? Infinity : Date.now() + timeoutMs;
    channel.callDirectly({ path: method.path, message, fields, deadline, signal }, target);
  });
}

function serialized<Request>(
  { requestSerialize }: Pick<MethodDefinition<Request, unknown>, 'requestSerialize'>,
  request: Request,
  target: DirectCallTarget,
): Buffer | undefined {
  try {
    return requestSerialize(request);
  } catch (error) {
    target.fail(decidedHere(internal('Request message serialization failure', error)));
    return undefined;
  }
}

/** Settles the promise of a call. */
class Answer<Response> implements DirectCallTarget {
  readonly #method: Pick<MethodDefinition<never, Response>, 'responseDeserialize'>;
  readonly #resolve: (response: Response) => void;
  readonly #reject: (error: ServiceError) => void;

  constructor(
    method: Pick<MethodDefinition<never, Response>, 'responseDeserialize'>,
    resolve: (response: Response) => void,
    reject: (error: ServiceError) => void,
  ) {
    this.#method = method;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  succeed(message: Buffer): void {
    let response: Response;
    try {
      response = this.#method.responseDeserialize(message);
    } catch (error) {
      this.fail(decidedHere(internal('Response message parsing error', error)));
      return;
    }
    this.#resolve(response);
  }

  fail(failure: CallStatus, trailers?: HeaderBlock): void {
    const metadata = trailers === undefined ? new Metadata() : metadataOfFields(trailers.fields);
    const error = new Error(`${failure.code} ${status[failure.code]}: ${failure.details}`);
    this.#reject(Object.assign(error, failure, { metadata }));
  }
}

const internal = (what: string, error: unknown): CallStatus => ({
  code: status.INTERNAL,
  details: `${what}: ${error instanceof Error ? error.message : String(error)}`,
});
