// Serves the raw service once on our server and once on grpc-js's, on the unix sockets that it is given; started by server.ts.
import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { GrpcServer } from '../packages/go-plugin/src/grpc/grpc-server.js';
import { rawService } from '../packages/go-plugin/test/support/raw-service.js';
import { listen } from './raw-link.js';

const [ourPath = '', theirPath = ''] = process.argv.slice(2);
const implementation = {
  unary: (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => done(null, call.request),
};

const ours = new GrpcServer();
ours.addService(rawService, implementation);
const theirs = new Server();
theirs.addService(rawService, implementation);
theirs.bindAsync(`unix:${theirPath}`, ServerCredentials.createInsecure(), () => {
  void listen(ours, ourPath).then(() => process.send?.('ready'));
});
process.once('disconnect', () => process.exit());
