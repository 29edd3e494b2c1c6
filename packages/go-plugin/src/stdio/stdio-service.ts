import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';
import { GRPCStdioService } from '../generated/go_plugin/stdio_grpc_pb.cjs';
import { StdioData } from '../generated/go_plugin/stdio_pb.cjs';
import { settlesWithin } from 'plugin-async';
import type { ServiceRegistrar } from '../plugin-set.js';
import { OutputBuffer, type OutputChannel } from './output-buffer.js';

/** go-plugin sends at most this many bytes per message. */
const chunkBytes = 1024;
/** From this size on, writers are asked to wait. */
const highWaterBytes = 64 * 1024;

/** How many printed bytes of both channels together are kept for the host. Beyond that, the oldest are dropped. */
export interface StdioLimits {
  /** The limit while nobody reads, because the host has not connected or does not want the text. Default: 1 MiB. */
  readonly unreadBytes?: number | undefined;
  /** The limit while the host reads more slowly than the plugin prints. Default: 64 MiB. */
  readonly pendingBytes?: number | undefined;
}

const defaultUnreadBytes = 1024 * 1024;
const defaultPendingBytes = 64 * 1024 * 1024;

type Reader = ServerWritableStream<Empty, StdioData>;

/**
 * The plugin half of GRPCStdio. It passes printed text to the host. It is meant for one reader; as in go-plugin,
 * several readers share the output. Output beyond the limits is dropped, oldest first, and `onDropped` gets the amount.
 */
export class StdioService {
  readonly #onDropped: (bytes: number) => void;
  readonly #limits: StdioLimits;
  readonly #buffer = new OutputBuffer();
  readonly #idle: Reader[] = [];
  /**
   * The readers, each with the number of its messages that HTTP/2 has not taken yet. The number is dropped with its
   * reader, because grpc-js does not call back for messages of a broken call.
   */
  readonly #readers = new Map<Reader, number>();
  #waiters: (() => void)[] = [];
  #drained: () => void = () => undefined;

  constructor(onDropped: (bytes: number) => void = () => undefined, limits: StdioLimits = {}) {
    this.#onDropped = onDropped;
    this.#limits = limits;
  }

  register(server: ServiceRegistrar): void {
    server.addService(GRPCStdioService, { streamStdio: (call: Reader) => this.#attach(call) });
  }

  /** Takes printed bytes. Returns false if the writer should wait for {@link onDrained}; the bytes are taken anyway. */
  push(channel: OutputChannel, data: Uint8Array): boolean {
    const { unreadBytes = defaultUnreadBytes, pendingBytes = defaultPendingBytes } = this.#limits;
    this.#buffer.push(channel, data, this.#readers.size === 0 ? unreadBytes : pendingBytes);
    this.#pump();
    this.#reportDropped();
    // Without a reader nothing drains, so a waiting writer would wait for ever.
    return this.#readers.size === 0 || this.#buffer.size < highWaterBytes;
  }

  /** Calls `handler` whenever everything has been fetched. */
  onDrained(handler: () => void): void {
    this.#drained = handler;
  }

  /** Resolves when all output has been sent to the host, if nobody reads it, or after `timeoutMs`. */
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

  /** @returns whether the reader can take another message at once */
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
    if (dropped > 0) this.#onDropped(dropped);
  }
}
