import type { Platform } from '../platform.js';
import type { OutputChannel } from '../stdio/output-buffer.js';
import type { CaptureSink, OutputCapture } from '../stdio/output-capture.js';

/** What the plugin side does with the stdout and stderr of the process it runs in. */
export interface PluginOutput {
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
}

/** What the plugin side needs of the process it runs in; a fake one serves in tests. */
export interface PluginProcess extends PluginOutput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: Platform;
  readonly pid: number;
  /** Where unix sockets go unless the host says otherwise. */
  readonly tempDir: string;
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
