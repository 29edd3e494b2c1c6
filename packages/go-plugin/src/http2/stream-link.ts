import type { HeaderField } from './hpack/header-field.js';
import type { SendScheduler, Sender } from './send-scheduler.js';
import type { BatchPlace } from './write-batch.js';

/** The part of a connection that its streams use. */
export interface StreamLink {
  readonly scheduler: SendScheduler;
  readonly maxFrameBytes: number;
  /** Whether this side resets a stream that it has ended while the other side still sends. A server does, because its answer is complete. */
  readonly resetsUnread: boolean;
  sendHeaders(streamId: number, shared: readonly HeaderField[], own: readonly HeaderField[], endStream: boolean): void;
  /** @returns where the frame is, so that {@link sendEnd} can still change it */
  sendData(streamId: number, bytes: Buffer): BatchPlace;
  /** Ends the stream. Uses its last DATA frame if that has not been sent yet. */
  sendEnd(streamId: number, lastData: BatchPlace | undefined): void;
  sendReset(streamId: number, code: number): void;
  sendWindowUpdate(streamId: number, increment: number): void;
  /** Removes a stream that has ended. */
  closed(stream: Sender & { readonly id: number }): void;
}
