import * as http2 from 'node:http2';
import * as net from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import type { Certificate } from '../../src/certificate/certificate.js';
import { hitPath } from './counting-service.js';
import { expired, forgeCertificate } from './forged-certificates.js';

/** The address of a listener. */
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

/** How an intruder connects: with TLS options, or without TLS. */
export type Guise = tls.ConnectionOptions | 'plaintext';

const as = ({ certificatePem, privateKeyPem }: Certificate): tls.ConnectionOptions => ({
  cert: certificatePem,
  key: privateKeyPem,
});

/** All kinds of intruders, by their credentials. They all trust any server. */
export function intruders(): Readonly<Record<string, Guise>> {
  return {
    'without a certificate': {},
    'with a certificate of its own': as(forgeCertificate({ san: 'intruder' })),
    'with the right name and another key': as(forgeCertificate({ key: 'P-521' })),
    'with the right name and another key, expired': as(forgeCertificate(expired)),
    'in plaintext': 'plaintext',
  };
}

/** Tries one call over a new connection. Resolves with the outcome: `200` is an answer. */
export async function attempt(target: Target, guise: Guise): Promise<string> {
  return attemptOver(connectTo(target), guise);
}

/** Tries one call over a stream that is open, and destroys it. */
export async function attemptOver(raw: Duplex, guise: Guise): Promise<string> {
  raw.on('error', () => undefined);
  const stream =
    guise === 'plaintext'
      ? raw
      : tls.connect({
          socket: raw,
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
      // After only `end()`, a yamux stream stays half open, and so does Node's TLS on it.
      stream.on('error', failed('connection failed')).on('end', failed('connection closed'));
      stream.on('close', failed('connection closed'));
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
    raw.destroy();
  }
}

/** An impostor at the peer's address. It counts the streams that reach it. */
export interface Impostor {
  readonly requests: number;
  close(): Promise<void>;
}

/** Listens at `path` as an impostor, with an unknown certificate or without TLS. */
export async function impersonate(path: string, identity: Certificate | undefined): Promise<Impostor> {
  const impostor = new ImpostorServer(identity);
  await impostor.listen(path);
  return impostor;
}

/** An impostor that answers instead of the peer, on given streams or at an address. */
export class ImpostorServer implements Impostor {
  requests = 0;
  readonly #server: http2.Http2Server | http2.Http2SecureServer;
  readonly #sockets = new Set<Duplex>();
  #listening = false;

  constructor(identity: Certificate | undefined) {
    this.#server =
      identity === undefined
        ? http2.createServer()
        : http2.createSecureServer({
            cert: identity.certificatePem,
            key: identity.privateKeyPem,
            requestCert: true,
            rejectUnauthorized: false,
          });
    this.#server.on('connection', (socket: net.Socket) => this.#sockets.add(socket.on('error', () => undefined)));
    this.#server.on('sessionError', () => undefined);
    this.#server.on('stream', (stream: http2.ServerHttp2Stream) => {
      this.requests++;
      stream.on('error', () => undefined);
      stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': 0 }, { endStream: true });
    });
  }

  /** Answers on this stream as on a connection. */
  take(stream: Duplex): void {
    this.#server.emit('connection', stream);
  }

  async listen(path: string): Promise<void> {
    this.#listening = true;
    await new Promise<void>((resolve) => this.#server.listen(path, resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#listening) await new Promise((resolve) => this.#server.close(resolve));
  }
}
