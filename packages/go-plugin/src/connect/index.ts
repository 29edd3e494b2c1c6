// go-plugin-node/connect: Connect's clients and routes on a plugin link.
export { addConnectRoutes } from './connect-routes.js';
export { fileDescriptorsOf } from './file-descriptors.js';
export { createGrpcTransport, type GrpcTransportOptions } from './grpc-transport.js';
export type { ConnectRoutesOptions } from './route.js';
