import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** What the gate tells of. An event that returns false has the connection left as it is then. */
export interface GateEvents {
  /** The host has connected. */
  connecting(): boolean;
  /** The host has sent its first bytes, which are a ClientHello. */
  hello(): boolean;
}

const slowEveryMs = 300;

/** A socket in front of the plugin's own. What the host and the plugin exchange passes here, and suffers what a bad network does. */
export class Gate {
  readonly #server: Server = createServer({ allowHalfOpen: true });
  #target = '';
  #toHost: Socket | undefined;
  #slow = false;

  private constructor(
    readonly address: string,
    private readonly events: GateEvents,
  ) {}

  /** Listens in a directory. */
  static async open(directory: string, events: GateEvents): Promise<Gate> {
    const gate = new Gate(join(directory, `plugin${randomBytes(6).toString('hex')}`), events);
    gate.#server.on('connection', (socket) => gate.#forward(socket));
    gate.#server.listen(gate.address);
    // The plugin alone decides how long the process lives.
    gate.#server.unref();
    await once(gate.#server, 'listening');
    return gate;
  }

  /** Puts itself into the plugin's handshake line. */
  announceIn(line: string): string {
    const fields = line.split('|');
    this.#target = fields[3] ?? '';
    return fields.with(3, this.address).join('|');
  }

  close(): void {
    this.#toHost?.destroy();
  }

  halfClose(): void {
    this.#toHost?.end();
  }

  garbage(bytes: Buffer): void {
    this.#toHost?.write(bytes);
  }

  slowDown(): void {
    this.#slow = true;
  }

  #forward(toHost: Socket): void {
    this.#toHost = toHost;
    toHost.on('error', () => undefined);
    if (!this.events.connecting()) return;
    toHost.once('data', (hello) => {
      toHost.pause();
      if (this.events.hello()) this.#join(toHost, hello);
    });
  }

  #join(toHost: Socket, hello: Buffer): void {
    const toPlugin = connect(this.#target);
    toPlugin.on('error', () => undefined);
    toPlugin.write(hello);
    toHost.pipe(toPlugin);
    toHost.on('close', () => toPlugin.destroy());
    toPlugin.on('close', () => toHost.destroy());
    let passing = Promise.resolve();
    toPlugin.on('data', (bytes) => {
      if (!this.#slow) toHost.write(bytes);
      else passing = passing.then(() => trickle(toHost, bytes));
    });
  }
}

/** Byte by byte, so that not even a short answer is in time. */
async function trickle(socket: Socket, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length && !socket.destroyed; at++) {
    socket.write(bytes.subarray(at, at + 1));
    await new Promise((resolve) => setTimeout(resolve, slowEveryMs));
  }
}
