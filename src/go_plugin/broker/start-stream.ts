import { Client, type ClientDuplexStream, type ServerDuplexStream } from '@grpc/grpc-js';
import type { GrpcConnection, ServiceRegistrar } from '../plugin-set.js';
import type { BrokerMessage, BrokerStream } from './broker-message.js';
import { startStreamMethod } from './conn-info.js';

/** Opens StartStream as the host does, once, right after it has connected. */
export function openBrokerStream(connection: GrpcConnection): BrokerStream {
  const { path, requestSerialize, responseDeserialize } = startStreamMethod;
  const call = connection.client(Client).makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  return new CallBrokerStream(call);
}

/** Serves StartStream as the plugin does; `opened` gets every stream that a host opens, the later ones after a reconnection. */
export function registerBrokerService(server: ServiceRegistrar, opened: (stream: BrokerStream) => void): void {
  server.addService(
    { startStream: startStreamMethod },
    { startStream: (call: ServerDuplexStream<BrokerMessage, BrokerMessage>) => opened(new CallBrokerStream(call)) },
  );
}

type BrokerCall = ClientDuplexStream<BrokerMessage, BrokerMessage> | ServerDuplexStream<BrokerMessage, BrokerMessage>;

class CallBrokerStream implements BrokerStream {
  readonly ended: Promise<'over' | 'lost'>;
  #over = false;

  constructor(private readonly call: BrokerCall) {
    this.ended = new Promise((resolve) => {
      const lost = (): void => {
        this.#over = true;
        resolve('lost');
      };
      for (const event of ['error', 'cancelled', 'close']) call.on(event, lost);
      // At the plugin a broken connection looks like the host's half-close at first, and like a cancelled call right after.
      call.on('end', () => {
        setImmediate(() => {
          if (this.#over) return;
          this.#over = true;
          call.end();
          resolve('over');
        });
      });
    });
  }

  send(message: BrokerMessage): Promise<void> {
    if (this.#over) return Promise.reject(new Error('the stream has ended'));
    const lost = this.ended.then(() => Promise.reject(new Error('the stream has ended')));
    const sent = new Promise<void>((resolve) => this.call.write(message, () => resolve()));
    return Promise.race([sent, lost]);
  }

  onMessage(handler: (message: BrokerMessage) => void): void {
    this.call.on('data', handler);
  }

  close(): void {
    this.call.end();
  }
}
