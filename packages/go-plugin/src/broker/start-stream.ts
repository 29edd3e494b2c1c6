import { Client, status, type ClientDuplexStream, type ServerDuplexStream, type ServiceError } from '@grpc/grpc-js';
import type { GrpcConnection, ServiceRegistrar } from '../plugin-set.js';
import type { BrokerMessage, BrokerStream } from './broker-message.js';
import { startStreamMethod } from './conn-info.js';

/** Opens StartStream, as the host does once after it has connected. */
export function openBrokerStream(connection: GrpcConnection): BrokerStream {
  const { path, requestSerialize, responseDeserialize } = startStreamMethod;
  const call = connection.client(Client).makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  return new CallBrokerStream(call);
}

/**
 * Serves StartStream, as the plugin does. `opened` gets every stream that a host opens. A host that reconnects opens
 * another one.
 */
export function registerBrokerService(server: ServiceRegistrar, opened: (stream: BrokerStream) => void): void {
  server.addService(
    { startStream: startStreamMethod },
    { startStream: (call: ServerDuplexStream<BrokerMessage, BrokerMessage>) => opened(new CallBrokerStream(call)) },
  );
}

type BrokerCall = ClientDuplexStream<BrokerMessage, BrokerMessage> | ServerDuplexStream<BrokerMessage, BrokerMessage>;

class CallBrokerStream implements BrokerStream {
  readonly #call: BrokerCall;

  readonly ended: Promise<'over' | 'lost'>;
  /**
   * The `reject` functions of messages that are being sent. grpc-js does not call back for messages of a broken call.
   */
  readonly #unsent = new Set<(error: Error) => void>();
  #over = false;

  constructor(call: BrokerCall) {
    this.#call = call;

    this.ended = new Promise((resolve) => {
      const lost = (error?: Partial<ServiceError>): void => {
        this.#over = true;
        // A server without a broker will not have one next time either.
        resolve(error?.code === status.UNIMPLEMENTED ? 'over' : 'lost');
      };
      call.on('error', lost);
      for (const event of ['cancelled', 'close']) call.on(event, () => lost());
      // At the plugin, a broken connection looks like the host's half-close first, and like a cancelled call right
      // after.
      call.on('end', () => {
        setImmediate(() => {
          if (this.#over) return;
          this.#over = true;
          call.end();
          resolve('over');
        });
      });
    });
    void this.ended.then(() => {
      for (const reject of this.#unsent) reject(streamEnded());
    });
  }

  send(message: BrokerMessage): Promise<void> {
    if (this.#over) return Promise.reject(streamEnded());
    return new Promise((resolve, reject) => {
      this.#unsent.add(reject);
      this.#call.write(message, () => {
        this.#unsent.delete(reject);
        resolve();
      });
    });
  }

  onMessage(handler: (message: BrokerMessage) => void): void {
    this.#call.on('data', handler);
  }

  close(): void {
    this.#call.end();
  }
}

const streamEnded = (): Error => new Error('the stream has ended');
