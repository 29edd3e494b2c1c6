// What host and plugin agree on: the service of go-plugin's streaming example and one method more.
import type { GrpcPlugin, HandshakeConfig } from 'go-plugin-node';
import { StreamerServiceClient } from './generated/streamer_grpc_pb.cjs';

export const handshake: HandshakeConfig = {
  protocolVersion: 1,
  magicCookieKey: 'BASIC_PLUGIN',
  magicCookieValue: 'hello',
};

/** What the host dispenses is the generated client as it is. */
export const streamer: GrpcPlugin<StreamerServiceClient> = {
  createClient: (connection) => connection.client(StreamerServiceClient),
};
