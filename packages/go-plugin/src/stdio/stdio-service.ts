import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';
import { GRPCStdioService } from '../generated/go_plugin/stdio_grpc_pb.cjs';
import { StdioData } from '../generated/go_plugin/stdio_pb.cjs';
import { settlesWithin } from 'plugin-async';
import type { ServiceRegistrar } from '../plugin-set.js';
import { OutputBuffer, type OutputChannel } from './output-buffer.js';

/** go-plugin sends at most this many bytes a message. */
const chunkBytes = 1024;
/** A writer that asks is told to wait from here on. */
const highWaterBytes = 64 * 1024;

/** How many printed bytes are kept for the host, of both channels together; beyond, the oldest are dropped. */
export interface StdioLimits {
  /** While nobody reads: the host has not connected yet, or does not want them. Default: 1 MiB. */
  readonly unreadBytes?: number | undefined;
  /** While somebody reads, but slower than the plugin prints. Default: 64 MiB. */
  readonly pendingBytes?: number | undefined;
}

const defaultUnreadBytes = 1024 * 1024;
const defaultPendingBytes = 64 * 1024 * 1024;

type Reader = ServerWritableStream<Empty, StdioData>;

/**
 * The plugin half of GRPCStdio: hands what the plugin prints to the host. It is meant for one reader; several share the output
 * among them, as in go-plugin. Output that does not fit the limits is dropped, oldest first, and `onDropped` is told how much.
 */
export class StdioService {
  readonly #buffer = new OutputBuffer();
  readonly #idle: Reader[] = [];
  /**
   * Who reads, with how many of its messages HTTP/2 has not taken yet. They are forgotten with their reader: grpc-js never calls back for
   * those that a broken call has swallowed.
   */
  readonly #readers = new Map<Reader, number>();
  #waiters: (() => void)[] = [];
  #drained: () => void = () => undefined;

  constructor(
    private readonly onDropped: (bytes: number) => void = () => undefined,
    private readonly limits: StdioLimits = {},
  ) {}

  register(server: ServiceRegistrar): void {
    server.addService(GRPCStdioService, { streamStdio: (call: Reader) => this.#attach(call) });
  }

  /** Takes printed bytes. False when the writer had better wait for {@link onDrained}; they are taken all the same. */
  push(channel: OutputChannel, data: Uint8Array): boolean {
    const { unreadBytes = defaultUnreadBytes, pendingBytes = defaultPendingBytes } = this.limits;
    this.#buffer.push(channel, data, this.#readers.size === 0 ? unreadBytes : pendingBytes);
    this.#pump();
    this.#reportDropped();
    // Without a reader nothing would ever drain, and what waits for it would wait for ever.
    return this.#readers.size === 0 || this.#buffer.size < highWaterBytes;
  }

  /** Called whenever everything has been fetched. */
  onDrained(handler: () => void): void {
    this.#drained = handler;
  }

  /** Resolves when all output is on its way to the host, when nobody reads it, or after `timeoutMs`. */
  async flush(timeoutMs: number): Promise<void> {
    if (this.#settled()) return;
    await settlesWithin(new Promise<void>((resolve) => this.#waiters.push(resolve)), timeoutMs);
  }

  /** Ends the streams of all readers. */
  end(): void {
    for (const reader of [...this.#readers.keys()]) {
      this.#detach(reader);
      reader.end();
    }
  }

  #attach(reader: Reader): void {
    this.#readers.set(reader, 0);
    this.#idle.push(reader);
    const gone = (): void => this.#detach(reader);
    reader.on('cancelled', gone);
    reader.on('close', gone);
    reader.on('error', gone);
    reader.on('drain', () => {
      if (!this.#readers.has(reader)) return;
      this.#idle.push(reader);
      this.#pump();
    });
    this.#pump();
  }

  #detach(reader: Reader): void {
    this.#readers.delete(reader);
    const at = this.#idle.indexOf(reader);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#wake();
  }

  #pump(): void {
    for (let reader = this.#idle.shift(); reader !== undefined; reader = this.#idle.shift()) {
      const chunk = this.#buffer.take(chunkBytes);
      if (chunk === undefined) {
        this.#idle.unshift(reader);
        break;
      }
      const message = new StdioData();
      message.setChannel(chunk.channel === 'stdout' ? StdioData.Channel.STDOUT : StdioData.Channel.STDERR);
      message.setData(chunk.data);
      if (this.#send(reader, message)) this.#idle.push(reader);
    }
    if (this.#buffer.size === 0) this.#drained();
  }

  /** @returns whether the reader can take another one at once */
  #send(reader: Reader, message: StdioData): boolean {
    this.#count(reader, 1);
    return reader.write(message, () => {
      this.#count(reader, -1);
      this.#wake();
    });
  }

  #count(reader: Reader, change: number): void {
    const unconfirmed = this.#readers.get(reader);
    if (unconfirmed !== undefined) this.#readers.set(reader, unconfirmed + change);
  }

  #settled(): boolean {
    if (this.#readers.size === 0) return true;
    return this.#buffer.size === 0 && [...this.#readers.values()].every((unconfirmed) => unconfirmed === 0);
  }

  #wake(): void {
    if (!this.#settled()) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  #reportDropped(): void {
    const dropped = this.#buffer.takeDropped();
    if (dropped > 0) this.onDropped(dropped);
  }
}
