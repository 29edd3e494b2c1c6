import type { Writable } from 'node:stream';

/** The `write` of a stream, as Node calls it. */
export type WriteFunction = Writable['write'];

/** Takes written bytes. Returns false if the writer should wait for `drain`. */
export type CaptureSink = (data: Uint8Array) => boolean;

/** A stream whose writes are captured until it is released. */
export interface OutputCapture {
  /** Writes to the real destination of the stream. */
  readonly original: WriteFunction;
  /** Tells waiting writers to continue. */
  drained(): void;
  /** Restores the stream's own `write`. */
  release(): void;
}

/**
 * Redirects writes to `stream` (console.log, `write`, `pipe`) to `sink`. It cannot capture writes to the file
 * descriptor itself, by addons and by children that inherit it.
 */
export function captureOutput(stream: Writable, sink: CaptureSink): OutputCapture {
  const ownWrite = Object.getOwnPropertyDescriptor(stream, 'write');
  const original = stream.write.bind(stream);
  let waiting = false;

  const write = (chunk: unknown, encodingOrDone?: unknown, done?: unknown): boolean => {
    const accepted = sink(toBytes(chunk, encodingOrDone));
    waiting ||= !accepted;
    const callback = typeof encodingOrDone === 'function' ? encodingOrDone : done;
    if (typeof callback === 'function') process.nextTick(callback, null);
    return accepted;
  };
  Object.defineProperty(stream, 'write', { value: write, configurable: true, writable: true, enumerable: false });

  return {
    original,
    drained: () => {
      if (!waiting) return;
      waiting = false;
      stream.emit('drain');
    },
    release: () => {
      if (ownWrite === undefined) Reflect.deleteProperty(stream, 'write');
      else Object.defineProperty(stream, 'write', ownWrite);
    },
  };
}

function toBytes(chunk: unknown, encoding: unknown): Uint8Array {
  // Copy it, because the caller may reuse the memory as soon as write() has returned.
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  if (typeof chunk === 'string') {
    return Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8');
  }
  throw new TypeError('The "chunk" argument must be of type string or an instance of Buffer or Uint8Array');
}
