// What host and plugin agree on: the counter of go-plugin's bidirectional example.
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { GrpcBroker, GrpcConnection, GrpcPlugin, HandshakeConfig, ServiceRegistrar } from 'go-plugin-node';
import { answer, call } from '../promises.js';
import { AddHelperClient, AddHelperService, CounterClient, CounterService } from './generated/counter_grpc_pb.cjs';
import { Empty, GetRequest, GetResponse, PutRequest, SumRequest, SumResponse } from './generated/counter_pb.cjs';

export const handshake: HandshakeConfig = {
  protocolVersion: 1,
  magicCookieKey: 'BASIC_PLUGIN',
  magicCookieValue: 'hello',
};

/** What the host lends the plugin for the time of one call. */
export type Sum = (a: number, b: number) => Promise<number>;

/** The counter as the plugin implements it, and as the host uses it. */
export interface Counter {
  get(key: string): Promise<number>;
  /** Adds to the number under the key, with the host's help. */
  put(key: string, value: number, sum: Sum): Promise<void>;
}

/** The counter as a plugin: both sides use this class, the plugin side with an implementation. */
export class CounterPlugin implements GrpcPlugin<Counter> {
  constructor(private readonly implementation?: Counter) {}

  registerServices(server: ServiceRegistrar, broker: GrpcBroker): void {
    const counter = this.implementation;
    if (counter === undefined) throw new Error('the plugin side needs an implementation');
    const get: handleUnaryCall<GetRequest, GetResponse> = ({ request }, reply) =>
      answer(reply, async () => new GetResponse().setValue(await counter.get(request.getKey())));
    const put: handleUnaryCall<PutRequest, Empty> = ({ request }, reply) =>
      answer(reply, async () => {
        const connection = await broker.dial(request.getAddServer());
        try {
          await counter.put(request.getKey(), request.getValue(), remoteSum(connection));
        } finally {
          await connection.close();
        }
        return new Empty();
      });
    server.addService(CounterService, { get, put });
  }

  createClient(connection: GrpcConnection, broker: GrpcBroker): Counter {
    const client = connection.client(CounterClient);
    return {
      async get(key) {
        return (await call<GetResponse>((done) => client.get(new GetRequest().setKey(key), done))).getValue();
      },
      async put(key, value, sum) {
        const id = broker.nextId();
        const helper = await broker.acceptAndServe(id, (server) => serveSum(server, sum));
        try {
          const request = new PutRequest().setKey(key).setValue(value).setAddServer(id);
          await call<Empty>((done) => client.put(request, done));
        } finally {
          await helper.close();
        }
      },
    };
  }
}

/** The plugin's end of the brokered connection. */
function remoteSum(connection: GrpcConnection): Sum {
  const client = connection.client(AddHelperClient);
  return async (a, b) => (await call<SumResponse>((done) => client.sum(new SumRequest().setA(a).setB(b), done))).getR();
}

/** The host's end of the brokered connection. */
function serveSum(server: ServiceRegistrar, sum: Sum): void {
  const handler: handleUnaryCall<SumRequest, SumResponse> = ({ request }, reply) =>
    answer(reply, async () => new SumResponse().setR(await sum(request.getA(), request.getB())));
  server.addService(AddHelperService, { sum: handler });
}
