import type { sendUnaryData, ServerUnaryCall, ServiceError } from '@grpc/grpc-js';
import { PluginClient } from '../../src/client/plugin-client.js';
import type { PluginClientOptions } from '../../src/client/options.js';
import type { GrpcBroker, GrpcConnection, GrpcPlugin, ServiceRegistrar } from '../../src/plugin-set.js';
import { pluginServer } from './fixtures.js';
import { patientStopMs } from './fixture-client.js';
import { InteropClient, PingPongClient, PingPongService } from './generated/interop_test_grpc_pb.cjs';
import {
  CallBackRequest,
  PingRequest,
  PingResponse,
  ServeRequest,
  type CallBackResponse,
  type ServeResponse,
} from './generated/interop_test_pb.cjs';

type Unary<Request, Response> = (
  request: Request,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** A unary method of a generated client as a promise. */
export function call<Request, Response>(method: Unary<Request, Response>, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    method(request, (error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

/** The host side of a plugin with the service Interop, with brokered calls in both directions. */
export class InteropHost {
  readonly client: InteropClient;

  constructor(
    connection: GrpcConnection,
    readonly broker: GrpcBroker,
  ) {
    this.client = connection.client(InteropClient);
  }

  /** Serves PingPong on this side for one ping of the plugin. @returns the answer that the plugin got */
  async letPluginDial(message: string): Promise<string> {
    const id = this.broker.nextId();
    const server = await this.broker.acceptAndServe(id, servePingPong);
    const request = new CallBackRequest().setBrokerId(id).setMessage(message);
    const answer = await call<CallBackRequest, CallBackResponse>(this.client.callBack.bind(this.client), request);
    await server.close();
    return answer.getAnswer();
  }

  /** Connects to the PingPong that the plugin serves under its own id. */
  async dialPlugin(): Promise<GrpcConnection> {
    const answer = await call<ServeRequest, ServeResponse>(this.client.serve.bind(this.client), new ServeRequest());
    return this.broker.dial(answer.getBrokerId());
  }

  /** Dials the plugin's PingPong, and pings it once. */
  async dialAndPing(message: string): Promise<string> {
    const connection = await this.dialPlugin();
    const answer = await pingOver(connection, message);
    await connection.close();
    return answer;
  }
}

/** Registers PingPong, answering as the host. */
export function servePingPong(server: ServiceRegistrar): void {
  server.addService(PingPongService, {
    ping: (request: ServerUnaryCall<PingRequest, PingResponse>, done: sendUnaryData<PingResponse>) =>
      done(null, new PingResponse().setMessage(`pong: ${request.request.getMessage()} from host`)),
  });
}

/** One ping over a brokered connection. */
export async function pingOver(connection: GrpcConnection, message: string): Promise<string> {
  const client = connection.client(PingPongClient);
  const request = new PingRequest().setMessage(message);
  const answer = await call<PingRequest, PingResponse>(client.ping.bind(client), request);
  return answer.getMessage();
}

/** The host half of the plugin `interop`. */
export const interopPlugin = {
  createClient: (connection, broker) => new InteropHost(connection, broker),
} satisfies GrpcPlugin<InteropHost>;

/** A host for a program that serves Interop; without a program one that attaches. */
export function interopClient(
  command: string | undefined,
  options: Partial<PluginClientOptions> = {},
): PluginClient<{ readonly interop: typeof interopPlugin }> {
  return new PluginClient({
    handshake: { protocolVersion: 1, magicCookieKey: 'INTEROP_PLUGIN', magicCookieValue: 'interop-test' },
    command,
    stdin: 'ignore',
    gracefulStopMs: patientStopMs,
    ...options,
    plugins: { interop: interopPlugin },
  });
}

/** The TypeScript program that serves Interop: with this as its argument, for {@link process.execPath}. */
export const interopPluginProgram = pluginServer('interop-plugin');
