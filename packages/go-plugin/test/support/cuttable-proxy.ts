import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createCommandRunner } from '../../src/process/child-process-runner.js';
import type { PluginAddress } from '../../src/net/address.js';
import type { RunnerFunction } from '../../src/process/runner.js';

/** A proxy between a host and its plugin that can cut their main connection. Brokered connections bypass it. */
export class CuttableProxy implements AsyncDisposable {
  readonly #server: Server = createServer((socket) => this.#forward(socket));
  readonly #sockets = new Set<Socket>();
  #target: string | undefined;

  private constructor(private readonly path: string) {}

  /** The path to listen on. It must not exist. */
  static async start(path: string): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(path);
    proxy.#server.listen(path);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /**
   * Starts plugins as usual, and makes the host connect to the proxy. The first translated address is the plugin's own.
   */
  readonly runner: RunnerFunction = async (command, signal) => {
    const running = await createCommandRunner({ stdin: 'ignore' })(command, signal);
    return new Proxy(running, {
      get: (target, property) => {
        if (property === 'pluginToHost') return (address: PluginAddress) => this.#translate(address);
        const value: unknown = Reflect.get(target, property);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };

  /** Cuts open connections. Later connections are forwarded again. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #translate(address: PluginAddress): PluginAddress {
    if (this.#target !== undefined) return address;
    this.#target = address.address;
    return { network: 'unix', address: this.path };
  }

  #forward(socket: Socket): void {
    const other = connect(this.#target ?? '');
    for (const [end, next] of [
      [socket, other],
      [other, socket],
    ] as const) {
      this.#sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        this.#sockets.delete(end);
        next.destroy();
      });
      end.pipe(next);
    }
  }
}
