import type { ConnectionOptions } from './connection-options.js';
import { ConnectionError, errorCode } from './error-code.js';
import { connectionPreface } from './frame.js';
import type { FrameWriter } from './frame-writer.js';
import { defaultWindow, settingId, type Setting } from './settings.js';
import type { WriteBatch } from './write-batch.js';

// How a connection begins, RFC 9113 section 3.4.

/**
 * Writes the first bytes of one side: a client's preface, SETTINGS, and the size of the connection's window.
 * @param window the connection's receive window, bytes
 */
export function greet(
  { role, streamWindow, maxHeaderListBytes, maxConcurrentStreams }: ConnectionOptions,
  window: number,
  batch: WriteBatch,
  writer: FrameWriter,
): void {
  if (role === 'client') batch.append(connectionPreface);
  const settings: Setting[] = [
    { id: settingId.INITIAL_WINDOW_SIZE, value: streamWindow },
    { id: settingId.MAX_HEADER_LIST_SIZE, value: maxHeaderListBytes },
  ];
  if (role === 'client') settings.push({ id: settingId.ENABLE_PUSH, value: 0 });
  if (maxConcurrentStreams !== undefined)
    settings.push({ id: settingId.MAX_CONCURRENT_STREAMS, value: maxConcurrentStreams });
  writer.settings(settings);
  if (window > defaultWindow) writer.windowUpdate(0, window - defaultWindow);
}

/** Checks the first bytes of the other side. Only a client sends a preface. */
export class PrefaceReader {
  /** The part of the preface that has not arrived yet. */
  #rest: Buffer;

  /** @param role this side's */
  constructor(role: ConnectionOptions['role']) {
    this.#rest = role === 'server' ? connectionPreface : connectionPreface.subarray(0, 0);
  }

  /**
   * Returns the bytes behind the preface.
   * @throws ConnectionError if the other side does not speak HTTP/2
   */
  strip(chunk: Buffer): Buffer {
    if (this.#rest.length === 0) return chunk;
    const length = Math.min(this.#rest.length, chunk.length);
    if (this.#rest.compare(chunk, 0, length, 0, length) !== 0)
      throw new ConnectionError(errorCode.PROTOCOL_ERROR, 'the connection does not begin as HTTP/2 does');
    this.#rest = this.#rest.subarray(length);
    return chunk.subarray(length);
  }
}
