import { writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { settlesWithin } from '../async/waiting.js';
import type { HandshakeConfig } from '../handshake/handshake-config.js';
import { removeSocketFile } from '../net/socket-path.js';
import { thisPlatform, type Platform } from '../platform.js';
import { OutputBuffer, type OutputChannel } from '../stdio/output-buffer.js';
import { captureOutput, type CaptureSink, type OutputCapture } from '../stdio/output-capture.js';

/** What the plugin side needs of the process it runs in; a fake one serves in tests. */
export interface PluginProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: Platform;
  readonly pid: number;
  /** Where unix sockets go unless the host says otherwise. */
  readonly tempDir: string;
  /** Diverts what is printed from now on, and what was held back until now. */
  capture(channel: OutputChannel, sink: CaptureSink): OutputCapture;
  /** Writes the handshake line on the real stdout, whole and at once. */
  writeHandshake(line: string): void;
  /** Writes on stdout as any program does: for a plugin that no host has started. */
  writeNotice(text: string): void;
  /** Writes on the real stderr, whatever is captured. Text that nobody fetches is dropped beyond 1 MiB. */
  writeError(text: string): void;
  /** The same, done when it returns: for last words. */
  writeErrorNow(text: string): void;
  /** Resolves when the real stderr has taken all, at the latest after `timeoutMs`. */
  flushErrors(timeoutMs: number): Promise<void>;
  /** Called when the host's end of stdout or stderr is gone. */
  onOutputBroken(handler: () => void): () => void;
  /** Replaces what the signal does by default, until the returned function is called. */
  onSignal(signal: NodeJS.Signals, handler: () => void): () => void;
  /** Called with what nobody caught, unless the program listens for it itself. */
  onUncaught(handler: (error: unknown) => void): () => void;
  /** Whether the process that started this one has ended. */
  parentGone(): boolean;
  /** Has a socket file removed when the process exits by whichever way Node notices; returns how to call that off. */
  removeAtExit(path: string): () => void;
  /** Ends the process; without a code with the one that the program has set, else 0. */
  exit(code?: number): void;
}

const stderrLimitBytes = 1024 * 1024;
const heldLimitBytes = 1024 * 1024;
const fileDescriptors = { stdout: 1, stderr: 2 } as const;

const outputs = () => [process.stdout, process.stderr] as const;

let current: NodePluginProcess | undefined;

/**
 * This process. All that go-plugin's plugin side changes for the whole process is in this file: the captured stdout and stderr,
 * signal handlers, and what happens at the exit. There is one of each, so there is one object.
 */
export function nodePluginProcess(): PluginProcess & { holdStdout(): void } {
  current ??= new NodePluginProcess();
  return current;
}

/**
 * Holds back all that is printed on stdout from now on, if a host of `handshake` has started this process: there the first line
 * must be the handshake and nothing else (T25). `serve` does so by itself and sends to the host what was held. Call this before
 * importing modules that print while they load. If `serve` never comes, the text appears when the process exits.
 */
export function guardStdout(handshake: HandshakeConfig): void {
  if (process.env[handshake.magicCookieKey] === handshake.magicCookieValue) nodePluginProcess().holdStdout();
}

class NodePluginProcess implements PluginProcess {
  readonly env = process.env;
  readonly platform = thisPlatform;
  readonly pid = process.pid;
  readonly tempDir = tmpdir();
  readonly #parent = process.ppid;
  readonly #captures = new Map<OutputChannel, OutputCapture>();
  readonly #removals = new Set<string>();
  readonly #brokenHandlers = new Set<() => void>();
  #held: OutputBuffer | undefined;
  #lostLines = 0;
  #broken = false;
  #attending = 0;

  constructor() {
    process.on('exit', () => this.#atExit());
  }

  holdStdout(): void {
    if (this.#held !== undefined || this.#captures.has('stdout')) return;
    const held = new OutputBuffer();
    this.#held = held;
    const hold = (data: Uint8Array): boolean => (held.push('stdout', data, heldLimitBytes), true);
    this.#divert('stdout', hold);
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
    // A logger without `serve`: the event of a failed write comes after its callback.
    const ignore = this.#attend();
    write(text, () => setImmediate(ignore));
  }

  writeErrorNow(text: string): void {
    try {
      writeAll(fileDescriptors.stderr, text);
    } catch {
      // The host is gone or does not read: there is nobody left to tell.
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

  onSignal(signal: NodeJS.Signals, handler: () => void): () => void {
    process.on(signal, handler);
    return () => process.off(signal, handler);
  }

  onUncaught(handler: (error: unknown) => void): () => void {
    const listener = (error: unknown): void => {
      if (process.listenerCount('uncaughtException') === 1) handler(error);
    };
    process.on('uncaughtException', listener);
    return () => process.off('uncaughtException', listener);
  }

  parentGone(): boolean {
    return this.platform.parentGone(this.#parent);
  }

  removeAtExit(path: string): () => void {
    this.#removals.add(path);
    return () => this.#removals.delete(path);
  }

  exit(code?: number): void {
    process.exit(code);
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
   * Looks out for a broken stdout or stderr until the returned function is called: Node gets EPIPE as an event where a Go program gets
   * SIGPIPE, and without a listener it ends the process (T21). That is right for a program that only tests its plugin: it is left alone.
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

  #atExit(): void {
    for (const path of this.#removals) removeSocketFile(path);
    const held = this.#held?.take(heldLimitBytes);
    if (held === undefined) return;
    try {
      writeAll(fileDescriptors.stdout, held.data);
    } catch {
      // Nobody reads it.
    }
  }
}

/** Writes all of it; a full pipe makes Node's descriptors answer EAGAIN, so that we have to wait for the reader by hand. */
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
