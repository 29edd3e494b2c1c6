import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A request that a proxy got. */
export interface ProxiedRequest {
  readonly method: string;
  /** What it is to lead to: a URL, or host and port. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
}

/** Options of {@link LocalProxy.start}. */
export interface LocalProxyOptions {
  /** The servers on this machine that it finds under names which nobody else knows: `name:port`, and the port here. */
  readonly names?: ReadonlyMap<string, number>;
  /** Answers `CONNECT` with another status. */
  readonly refusal?: string;
  /** Answers nothing. */
  readonly isSilent?: boolean;
}

/** An HTTP proxy on this machine, which looks names up by itself. Disposing ends it. */
export class LocalProxy implements AsyncDisposable {
  readonly seen: ProxiedRequest[] = [];
  readonly #server: Server;
  readonly #options: LocalProxyOptions;
  readonly #sockets = new Set<Socket>();
  #url = '';

  private constructor(options: LocalProxyOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => this.#forward(request, response));
    this.#server.on('connect', (request: IncomingMessage, socket: Socket) => this.#tunnel(request, socket));
  }

  static async start(options: LocalProxyOptions = {}): Promise<LocalProxy> {
    const proxy = new LocalProxy(options);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.#url = `http://127.0.0.1:${(proxy.#server.address() as AddressInfo).port}`;
    return proxy;
  }

  get url(): string {
    return this.#url;
  }

  /** Waits for the next request. */
  async asked(): Promise<void> {
    await once(this.#server, 'asked');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url: target = '', headers } = request;
    this.#see({ method, target, headers });
    if (this.#options.isSilent === true) return;
    const url = new URL(target);
    const to = { host: '127.0.0.1', port: this.#portOf(`${url.hostname}:${url.port === '' ? 80 : url.port}`) };
    const forwarded = ask({ ...to, method, path: `${url.pathname}${url.search}`, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.writeHead(502).end());
    request.pipe(forwarded);
  }

  #tunnel({ url: target = '', headers }: IncomingMessage, socket: Socket): void {
    this.#see({ method: 'CONNECT', target, headers });
    this.#keep(socket);
    const { refusal, isSilent } = this.#options;
    if (isSilent === true) return;
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    const server = this.#keep(connect(this.#portOf(target), '127.0.0.1'));
    server.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(server).pipe(socket);
    });
  }

  #see(request: ProxiedRequest): void {
    this.seen.push(request);
    this.#server.emit('asked');
  }

  /** A port of this machine. What has no name here leads to its own port. */
  #portOf(target: string): number {
    return this.#options.names?.get(target) ?? Number(target.slice(target.lastIndexOf(':') + 1));
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    // A tunnel ends when either side goes away.
    socket.on('error', () => undefined);
    return socket;
  }
}
