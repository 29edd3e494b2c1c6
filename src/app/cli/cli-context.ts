import type { Colors } from 'picocolors/types.js';

/** What the command line has of the process it runs in; tests give another. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Version of this package. */
  readonly version: string;
  /** Writes to stdout: data. */
  readonly out: (text: string) => void;
  /** Writes to stderr: diagnostics. */
  readonly err: (text: string) => void;
  /** Whether stdout is a terminal, where a line may be written over. */
  readonly isTerminal: boolean;
  /** Colours for stdout, and for stderr; they do nothing where colours are not wanted. */
  readonly colors: Colors;
  readonly errColors: Colors;
  /** Aborted when the user cancels; the reason is the {@link Interruption}. */
  readonly signal: AbortSignal;
}

/** Why a command was canceled, as the reason of {@link CliContext.signal}. */
export class Interruption extends Error {
  constructor(readonly signalNumber: number) {
    super('canceled by the user');
  }
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly format: OutputFormat;
  readonly verbose?: boolean;
  readonly pluginsDir?: string;
}

export const outputFormats = ['text', 'json', 'quiet'] as const;
/** `text` for people, `json` for machines, `quiet` for scripts that look at the exit status. */
export type OutputFormat = (typeof outputFormats)[number];
