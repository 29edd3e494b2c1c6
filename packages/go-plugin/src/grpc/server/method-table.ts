import {
  status,
  type sendUnaryData,
  type ServiceDefinition,
  type UntypedHandleCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';

/** The four kinds of methods. */
export type MethodKind = 'unary' | 'clientStream' | 'serverStream' | 'bidi';

/** A method that is served. */
export interface Method {
  readonly path: string;
  readonly kind: MethodKind;
  readonly serialize: (value: unknown) => Buffer;
  readonly deserialize: (bytes: Buffer) => unknown;
  /** The user's handler, with the parameters `(call, callback)` or `(call)`. */
  readonly handler: (call: unknown, callback?: sendUnaryData<unknown>) => unknown;
}

/** The methods of all services of a server, by path. */
export class MethodTable {
  readonly #methods = new Map<string, Method>();
  readonly #services = new Set<string>();

  /** Fully qualified names of the services added so far. */
  get serviceNames(): readonly string[] {
    return [...this.#services];
  }

  /**
   * Adds a service, like grpc-js's Server. A method without an implementation answers UNIMPLEMENTED.
   * @throws Error for an empty service, and for a method that has already been added
   */
  add(service: ServiceDefinition, implementation: UntypedServiceImplementation): void {
    const entries = Object.entries(service);
    if (entries.length === 0) throw new Error('Cannot add an empty service to a server');
    for (const [name, definition] of entries) {
      const { path, requestStream, responseStream, responseSerialize, requestDeserialize, originalName } = definition;
      if (this.#methods.has(path)) throw new Error(`Method handler for ${path} already provided.`);
      const kind = kindOf(requestStream, responseStream);
      const given = implementation[name] ?? (originalName === undefined ? undefined : implementation[originalName]);
      this.#methods.set(path, {
        path,
        kind,
        serialize: responseSerialize,
        deserialize: requestDeserialize,
        handler: given === undefined ? unimplemented(kind, path) : bind(given, implementation),
      });
      this.#services.add(path.split('/')[1] ?? path);
    }
  }

  find(path: string): Method | undefined {
    return this.#methods.get(path);
  }
}

function kindOf(requestStream: boolean, responseStream: boolean): MethodKind {
  if (requestStream) return responseStream ? 'bidi' : 'clientStream';
  return responseStream ? 'serverStream' : 'unary';
}

const bind = (handler: UntypedHandleCall, implementation: UntypedServiceImplementation): Method['handler'] =>
  handler.bind(implementation) as Method['handler'];

function unimplemented(kind: MethodKind, path: string): Method['handler'] {
  const error = { code: status.UNIMPLEMENTED, details: `The server does not implement the method ${path}` };
  if (kind === 'unary' || kind === 'clientStream') return (_call, callback) => callback?.(error);
  return (call) => (call as NodeJS.EventEmitter).emit('error', error);
}
