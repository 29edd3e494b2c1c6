import type { ConnectionEvents } from './connection-events.js';

/** The writing half of the byte stream below a connection. */
export interface ByteSink {
  /** Bytes that have been written and not accepted yet. Infinity while the byte stream is full. */
  readonly unsent: number;
  /** Bytes of memory that the waiting writes hold. */
  readonly held: number;
  write(chunks: readonly Buffer[]): void;
  /** No further writes follow, and further input is ignored. */
  end(): void;
}

/** The options of a connection. */
export interface ConnectionOptions {
  readonly role: 'client' | 'server';
  readonly sink: ByteSink;
  readonly events: ConnectionEvents;
  /** The initial receive window of each stream, in bytes. */
  readonly streamWindow: number;
  /** The largest block of headers that this side accepts, in bytes as SETTINGS_MAX_HEADER_LIST_SIZE counts them. */
  readonly maxHeaderListBytes: number;
  /** How many streams the other side may have open. Only on a server. Default: any number. */
  readonly maxConcurrentStreams?: number | undefined;
}
