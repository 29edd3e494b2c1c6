import { credentials, type ChannelInterface, type Client, type ClientOptions } from '@grpc/grpc-js';
import type { Http2Channel } from '../channel/http2-channel.js';
import type { ClientConstructor, GrpcConnection } from '../plugin-set.js';
import { callDirectly } from './direct-unary.js';

/** A connection whose clients share one channel. Closing the connection closes the channel. */
export function createGrpcConnection(channel: Http2Channel): GrpcConnection {
  const lent = lendChannel(channel);
  return {
    channel,
    client<T extends Client>(constructor: ClientConstructor<T>, options?: Partial<ClientOptions>): T {
      return new constructor('localhost', credentials.createInsecure(), { ...options, channelOverride: lent });
    },
    callUnary: (method, request, options) => callDirectly(channel, method, request, options),
    async close() {
      channel.close();
      await channel.whenClosed();
    },
  };
}

/** The channel for clients. `client.close()` closes a client's channel, but this one is shared, so it stays open. */
function lendChannel(channel: Http2Channel): ChannelInterface {
  return {
    close: () => undefined,
    getTarget: () => channel.getTarget(),
    getConnectivityState: (tryToConnect) => channel.getConnectivityState(tryToConnect),
    watchConnectivityState: (state, deadline, callback) => channel.watchConnectivityState(state, deadline, callback),
    getChannelzRef: () => channel.getChannelzRef(),
    createCall: (method, deadline, host, parentCall, propagateFlags) =>
      channel.createCall(method, deadline, host, parentCall, propagateFlags),
  };
}
