import type { Platform } from '../platform.js';
import type { OutputChannel } from '../stdio/output-buffer.js';
import type { CaptureSink, OutputCapture } from '../stdio/output-capture.js';

/** What the plugin side needs of the stdout and stderr of its process. */
export interface PluginOutput {
  /** Captures what is printed from now on, and what was held back until now. */
  capture(channel: OutputChannel, sink: CaptureSink): OutputCapture;
  /** Writes the handshake line to the real stdout synchronously. */
  writeHandshake(line: string): void;
  /** Writes to stdout as any program does, for a plugin that no host has started. */
  writeNotice(text: string): void;
  /** Writes to the real stderr, even if it is captured. Unread text beyond 1 MiB is dropped. */
  writeError(text: string): void;
  /** The same, but synchronous, for the last output before the exit. */
  writeErrorNow(text: string): void;
  /** Resolves when the real stderr has taken everything, or after `timeoutMs`. */
  flushErrors(timeoutMs: number): Promise<void>;
  /** Calls `handler` when the host's end of stdout or stderr is gone. */
  onOutputBroken(handler: () => void): () => void;
}

/** A folder that is also removed when the process exits in a way that Node notices. */
export interface SocketFolder {
  readonly path: string;
  /** Never throws. */
  readonly remove: () => void;
}

/** What the plugin side needs of its process. Tests use a fake. */
export interface PluginProcess extends PluginOutput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: Platform;
  readonly pid: number;
  /** For sockets that members of a group share. */
  readonly tempDir: string;
  /** Makes a folder for unix sockets, for this user alone. @throws GoPluginError `LISTEN_FAILED` */
  makeSocketFolder(): Promise<SocketFolder>;
  /** Replaces the default action of the signal until the returned function is called. */
  onSignal(signal: NodeJS.Signals, handler: () => void): () => void;
  /** Calls `handler` with uncaught errors, unless the program has its own listener. */
  onUncaught(handler: (error: unknown) => void): () => void;
  /** Whether the process that started this one has exited. */
  parentGone(): boolean;
  /** Removes a socket file when the process exits in a way that Node notices. Returns a function that cancels this. */
  removeAtExit(path: string): () => void;
  /** Ends the process with `code`, or with the program's own exit code, or with 0. */
  exit(code?: number): void;
}
