import type { HeaderField } from './hpack/header-field.js';
import type { SendScheduler, Sender } from './send-scheduler.js';
import type { Place } from './write-batch.js';

/** What a stream needs of its connection. */
export interface StreamLink {
  readonly scheduler: SendScheduler;
  readonly maxFrameBytes: number;
  /** Whether a stream that this side has ended is reset, when the other side still sends: a server's answer is complete then. */
  readonly resetsUnread: boolean;
  sendHeaders(streamId: number, shared: readonly HeaderField[], own: readonly HeaderField[], endStream: boolean): void;
  /** @returns where the frame is, as long as it can be changed */
  sendData(streamId: number, bytes: Buffer): Place;
  /** Ends the stream; on its last DATA frame if that has not left yet. */
  sendEnd(streamId: number, lastData: Place | undefined): void;
  sendReset(streamId: number, code: number): void;
  sendWindowUpdate(streamId: number, increment: number): void;
  /** The stream means nothing any more. */
  closed(stream: Sender & { readonly id: number }): void;
}
