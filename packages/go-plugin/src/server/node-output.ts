import { writeSync } from 'node:fs';
import { settlesWithin } from 'plugin-async';
import { OutputBuffer, type OutputChannel } from '../stdio/output-buffer.js';
import { captureOutput, type CaptureSink, type OutputCapture } from '../stdio/output-capture.js';
import type { PluginOutput } from './plugin-process.js';

const stderrLimitBytes = 1024 * 1024;
const heldLimitBytes = 1024 * 1024;
const fileDescriptors = { stdout: 1, stderr: 2 } as const;

const outputs = () => [process.stdout, process.stderr] as const;

/** stdout and stderr of this process. */
export class NodeOutput implements PluginOutput {
  readonly #captures = new Map<OutputChannel, OutputCapture>();
  readonly #brokenHandlers = new Set<() => void>();
  #held: OutputBuffer | undefined;
  #lostLines = 0;
  #broken = false;
  #attending = 0;

  /** Holds back stdout, up to 1 MiB, until it is captured. */
  holdStdout(): void {
    if (this.#held !== undefined || this.#captures.has('stdout')) return;
    const held = new OutputBuffer();
    this.#held = held;
    const hold = (data: Uint8Array): boolean => (held.push('stdout', data, heldLimitBytes), true);
    this.#divert('stdout', hold);
  }

  /** Writes what is still held back, for a process that exits without serving. */
  releaseHeldNow(): void {
    const held = this.#held?.take(heldLimitBytes);
    if (held === undefined) return;
    try {
      writeAll(fileDescriptors.stdout, held.data);
    } catch {
      // Nobody reads it.
    }
  }

  capture(channel: OutputChannel, sink: CaptureSink): OutputCapture {
    this.#captures.get(channel)?.release();
    const capture = this.#divert(channel, sink);
    const held = channel === 'stdout' ? this.#held : undefined;
    if (held !== undefined) {
      this.#held = undefined;
      for (let chunk = held.take(heldLimitBytes); chunk !== undefined; chunk = held.take(heldLimitBytes))
        sink(chunk.data);
    }
    return capture;
  }

  writeHandshake(line: string): void {
    writeAll(fileDescriptors.stdout, line);
  }

  writeNotice(text: string): void {
    process.stdout.write(text);
  }

  writeError(text: string): void {
    if (this.#broken) return;
    if (process.stderr.writableLength > stderrLimitBytes) {
      this.#lostLines++;
      return;
    }
    const write = this.#captures.get('stderr')?.original ?? process.stderr.write.bind(process.stderr);
    if (this.#lostLines > 0)
      write(`[WARN] ${this.#lostLines} lines of the log were dropped: nobody was reading stderr\n`);
    this.#lostLines = 0;
    if (this.#captures.size > 0) {
      write(text);
      return;
    }
    // For a logger without `serve`. The event of a failed write comes after its callback.
    const ignore = this.#attend();
    write(text, () => setImmediate(ignore));
  }

  writeErrorNow(text: string): void {
    try {
      writeAll(fileDescriptors.stderr, text);
    } catch {
      // The host is gone or does not read, so the error cannot be reported.
    }
  }

  async flushErrors(timeoutMs: number): Promise<void> {
    if (this.#broken || process.stderr.writableLength === 0) return;
    const write = this.#captures.get('stderr')?.original ?? process.stderr.write.bind(process.stderr);
    await settlesWithin(new Promise<void>((resolve) => write('', () => resolve())), timeoutMs);
  }

  onOutputBroken(handler: () => void): () => void {
    const ignore = this.#attend();
    this.#brokenHandlers.add(handler);
    return () => {
      this.#brokenHandlers.delete(handler);
      ignore();
    };
  }

  #divert(channel: OutputChannel, sink: CaptureSink): OutputCapture {
    const ignore = this.#attend();
    const diverted = captureOutput(process[channel], sink);
    const capture: OutputCapture = {
      ...diverted,
      release: () => {
        diverted.release();
        if (this.#captures.get(channel) === capture) this.#captures.delete(channel);
        ignore();
      },
    };
    this.#captures.set(channel, capture);
    return capture;
  }

  /**
   * Listens for a broken stdout or stderr until the returned function is called. A Go program gets SIGPIPE. Node emits
   * EPIPE as an event, which ends the process if there is no listener. That is right for a program that only tests its
   * plugin, so there is no listener then.
   */
  #attend(): () => void {
    if (this.#attending++ === 0) for (const stream of outputs()) stream.on('error', this.#outputBroke);
    let attends = true;
    return () => {
      if (!attends) return;
      attends = false;
      if (--this.#attending === 0) for (const stream of outputs()) stream.off('error', this.#outputBroke);
    };
  }

  readonly #outputBroke = (): void => {
    this.#broken = true;
    for (const handler of this.#brokenHandlers) handler();
  };
}

/**
 * Writes the whole content. If the pipe is full, Node's descriptors fail with EAGAIN, so this waits for the reader in a
 * loop.
 */
function writeAll(descriptor: number, content: string | Uint8Array): void {
  const bytes = Buffer.from(content);
  const deadline = Date.now() + 2_000;
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const full = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (!full || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
