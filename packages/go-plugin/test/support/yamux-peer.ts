import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { promisify } from 'node:util';
import { buildGoProgram } from './go.js';

/** The Go program's report on one connection after its end. */
export interface YamuxPeerReport {
  readonly action: string;
  readonly bytes: number;
  readonly sha256?: string;
  readonly error?: string;
  /** The log of hashicorp/yamux. */
  readonly log: string;
}

/** What the Go program does on a connection. */
export interface YamuxPeerCommand {
  readonly transport?: 'yamux' | 'plain';
  /** Its role; ours is the other. */
  readonly role?: 'server' | 'client';
  readonly action: string;
  readonly number?: number;
}

/** The program packages/go-plugin/test/interop/go/cmd/yamuxpeer: hashicorp/yamux at the other end of unix sockets. */
export class YamuxPeer implements AsyncDisposable {
  readonly #reports: AsyncIterator<string>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    private readonly path: string,
    private readonly lines: Interface,
  ) {
    this.#reports = lines[Symbol.asyncIterator]();
  }

  static async start(): Promise<YamuxPeer> {
    const program = await buildGoProgram('packages/go-plugin/test/interop/go', './cmd/yamuxpeer');
    const directory = await mkdtemp(join(tmpdir(), 'yamux-'));
    const path = join(directory, 'peer');
    const child = spawn(program, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const peer = new YamuxPeer(child, directory, path, createInterface(child.stdout));
    await peer.report();
    return peer;
  }

  /** The process, for measurements. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Opens a connection on which the peer does this. */
  async connect({ transport = 'yamux', role = 'server', action, number = 0 }: YamuxPeerCommand): Promise<Socket> {
    const socket = connect(this.path);
    await once(socket, 'connect');
    socket.write(`${transport} ${role} ${action} ${number}\n`);
    return socket;
  }

  /**
   * The milliseconds that a Go client takes to move this many bytes to or from this peer, through one stream or the
   * bare socket.
   */
  async measureGoClient(
    action: 'drain' | 'source',
    bytes: number,
    transport: 'yamux' | 'plain' = 'yamux',
  ): Promise<number> {
    const command = [this.path, action, String(bytes), transport];
    const { stdout } = await promisify(execFile)(this.child.spawnfile, command);
    await this.report();
    return Number(stdout);
  }

  /** The report on the next connection that ends. */
  async report(): Promise<YamuxPeerReport> {
    const next = await this.#reports.next();
    if (next.done === true) throw new Error('the yamux peer has ended');
    return JSON.parse(next.value) as YamuxPeerReport;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.lines.close();
    const ended = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await ended;
    await rm(this.directory, { recursive: true });
  }
}
