import * as http2 from 'node:http2';
import * as net from 'node:net';
import * as tls from 'node:tls';
import type { Certificate } from '../../src/go_plugin/certificate/certificate.js';
import { hitPath } from './counting-service.js';
import { expired, forgeCertificate } from './forged-certificates.js';

/** Where somebody listens. */
export interface Target {
  readonly network: string;
  readonly address: string;
}

/** Opens a bare socket. The caller destroys it. */
export function connectTo({ network, address }: Target): net.Socket {
  const colon = address.lastIndexOf(':');
  const socket =
    network === 'unix'
      ? net.connect(address)
      : net.connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
  return socket.on('error', () => undefined);
}

/** How an intruder presents itself: as which TLS client, or without TLS. */
type Guise = tls.ConnectionOptions | 'plaintext';

const as = ({ certificatePem, privateKeyPem }: Certificate): tls.ConnectionOptions => ({
  cert: certificatePem,
  key: privateKeyPem,
});

/** Everyone who is not the peer, by what they have. All trust whoever answers. */
export function intruders(): Readonly<Record<string, Guise>> {
  return {
    'without a certificate': {},
    'with a certificate of its own': as(forgeCertificate({ san: 'intruder' })),
    'with the right name and another key': as(forgeCertificate({ key: 'P-521' })),
    'with the right name and another key, expired': as(forgeCertificate(expired)),
    'in plaintext': 'plaintext',
  };
}

/** Tries one call. Resolves with how it went: `200` would be an answer. */
export async function attempt(target: Target, guise: Guise): Promise<string> {
  const socket = connectTo(target);
  const stream =
    guise === 'plaintext'
      ? socket
      : tls.connect({
          socket,
          servername: 'localhost',
          ALPNProtocols: ['h2'],
          rejectUnauthorized: false,
          ...guise,
        });
  const session = http2.connect('http://localhost', { createConnection: () => stream });
  try {
    return await new Promise<string>((resolve) => {
      const failed = (how: string) => (error?: Error) =>
        resolve(`${how}${error === undefined ? '' : `: ${error.message}`}`);
      stream.on('error', failed('connection failed')).on('close', failed('connection closed'));
      session.on('error', failed('session failed')).on('close', failed('session closed'));
      const headers = { ':method': 'POST', ':path': hitPath, 'content-type': 'application/grpc', te: 'trailers' };
      const request = session.request(headers);
      request.on('response', ({ ':status': status }) => resolve(String(status)));
      request.on('error', failed('request failed')).on('close', failed('request closed'));
      request.end(Buffer.alloc(5));
    });
  } finally {
    session.destroy();
    stream.destroy();
    socket.destroy();
  }
}

/** Someone who sits where the peer ought to listen, and counts the streams that reach it. */
export interface Impostor {
  readonly requests: number;
  close(): Promise<void>;
}

/** Listens at `path` as somebody else: with a certificate that was not agreed on, or without TLS. */
export async function impersonate(path: string, identity: Certificate | undefined): Promise<Impostor> {
  let requests = 0;
  const server =
    identity === undefined
      ? http2.createServer()
      : http2.createSecureServer({
          cert: identity.certificatePem,
          key: identity.privateKeyPem,
          requestCert: true,
          rejectUnauthorized: false,
        });
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => sockets.add(socket.on('error', () => undefined)));
  server.on('sessionError', () => undefined);
  server.on('stream', (stream: http2.ServerHttp2Stream) => {
    requests++;
    stream.on('error', () => undefined);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': 0 }, { endStream: true });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    get requests() {
      return requests;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
