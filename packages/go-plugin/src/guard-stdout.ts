/**
 * The entry `go-plugin-node/guard-stdout`: what a plugin needs before anything else. It loads in a millisecond and without gRPC, so that a
 * plugin can import it first and load the rest while nothing can print in front of its handshake.
 */
export { guardStdout } from './server/node-plugin-process.js';
