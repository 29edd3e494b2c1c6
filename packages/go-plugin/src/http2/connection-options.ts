import type { ConnectionEvents } from './connection-events.js';

/** The byte stream below a connection, as far as the connection writes to it. */
export interface ByteSink {
  /** Bytes that have been written and not been taken; Infinity while it is full. */
  readonly unsent: number;
  /** Bytes of memory that wait to be taken. */
  readonly held: number;
  write(chunks: readonly Buffer[]): void;
  /** Nothing more is written, and what still comes is of no interest. */
  end(): void;
}

/** What a connection is made of. */
export interface ConnectionOptions {
  readonly role: 'client' | 'server';
  readonly sink: ByteSink;
  readonly events: ConnectionEvents;
  /** The receive window that each stream begins with, bytes. */
  readonly streamWindow: number;
  /** What this side takes in one block of headers, as SETTINGS_MAX_HEADER_LIST_SIZE counts it. */
  readonly maxHeaderListBytes: number;
  /** How many streams the other side may have open; a server's. */
  readonly maxConcurrentStreams?: number | undefined;
}
