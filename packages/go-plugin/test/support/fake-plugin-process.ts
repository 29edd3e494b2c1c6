import { tmpdir } from 'node:os';
import { thisPlatform, type Platform } from '../../src/platform.js';
import type { PluginProcess, SocketFolder } from '../../src/server/plugin-process.js';
import type { OutputChannel } from '../../src/stdio/output-buffer.js';
import type { CaptureSink, OutputCapture } from '../../src/stdio/output-capture.js';

/** A process that only records, so that `serve` does not touch the tests' own process. */
export class FakePluginProcess implements PluginProcess {
  platform: Platform = thisPlatform;
  readonly pid = process.pid;
  readonly sinks = new Map<OutputChannel, CaptureSink>();
  readonly handlers = new Map<NodeJS.Signals | 'uncaught' | 'broken', (error?: unknown) => void>();
  readonly removals = new Set<string>();
  handshake = '';
  errors = '';
  notices = '';
  orphaned = false;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | undefined>;
  #exit: (code: number | undefined) => void = () => undefined;
  #announce: (line: string) => void = () => undefined;
  /** Resolves with the handshake line. */
  readonly announced: Promise<string>;

  constructor(
    readonly env: Readonly<Record<string, string | undefined>>,
    readonly tempDir = tmpdir(),
  ) {
    this.exited = new Promise((resolve) => (this.#exit = resolve));
    this.announced = new Promise((resolve) => (this.#announce = resolve));
  }

  makeSocketFolder(): Promise<SocketFolder> {
    return Promise.resolve({ path: this.tempDir, remove: () => undefined });
  }

  capture(channel: OutputChannel, sink: CaptureSink): OutputCapture {
    this.sinks.set(channel, sink);
    return { original: () => true, drained: () => undefined, release: () => this.sinks.delete(channel) };
  }

  writeHandshake(line: string): void {
    this.handshake += line;
    this.#announce(line);
  }

  writeNotice(text: string): void {
    this.notices += text;
  }

  writeError(text: string): void {
    this.errors += text;
  }

  writeErrorNow(text: string): void {
    this.errors += text;
  }

  flushErrors(): Promise<void> {
    return Promise.resolve();
  }

  onOutputBroken(handler: () => void): () => void {
    return this.#on('broken', handler);
  }

  onSignal(signal: NodeJS.Signals, handler: () => void): () => void {
    return this.#on(signal, handler);
  }

  onUncaught(handler: (error: unknown) => void): () => void {
    return this.#on('uncaught', handler);
  }

  parentGone(): boolean {
    return this.orphaned;
  }

  removeAtExit(path: string): () => void {
    this.removals.add(path);
    return () => this.removals.delete(path);
  }

  exit(code?: number): void {
    this.#exit(code);
  }

  #on(event: NodeJS.Signals | 'uncaught' | 'broken', handler: (error?: unknown) => void): () => void {
    this.handlers.set(event, handler);
    return () => this.handlers.delete(event);
  }
}
