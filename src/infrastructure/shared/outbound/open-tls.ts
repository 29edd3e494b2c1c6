// A file of its own, which is loaded when a request needs TLS.
export { request as openTls } from 'node:https';
export { connect as connectTls } from 'node:tls';
