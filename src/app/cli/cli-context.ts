import type { Colors } from 'picocolors/types.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import type { LiveLine } from './live-line.js';
import type { ShownLines } from './shown-lines.js';

/** The parts of the process that the command line uses. Tests provide their own. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Version of this package. */
  readonly version: string;
  /** The folder of this package, which has the templates of plugins. */
  readonly packageRoot: string;
  /** Writes to stdout: text for people, in which secrets are masked. */
  readonly out: (text: string) => void;
  /** Writes to stdout what has no secrets any more, such as JSON, in which a mask could stand in the place of a number. */
  readonly data: (text: string) => void;
  /** Resolves when stdout takes more. Without waiting for it, all that a slow reader has not taken yet is in memory. */
  readonly drained: () => Promise<void>;
  /** Writes to stderr: diagnostics, in which secrets are masked. */
  readonly err: (text: string) => void;
  /** The line that shows the step under way; undefined where stdout is not a terminal. */
  readonly live: LiveLine | undefined;
  /** The secrets that no output may show. A host adds those that it learns. */
  readonly secrets: SecretMask;
  /** The log that was shown on stderr so far. */
  readonly shown: ShownLines;
  /** Colours for stdout and for stderr. They do nothing if colours are off. */
  readonly colors: Colors;
  readonly errColors: Colors;
  /** Aborted when the user cancels; the reason is the {@link Interruption}. */
  readonly signal: AbortSignal;
  /** Aborted when the user cancels a second time. Nothing is waited for after that. */
  readonly givenUp: AbortSignal;
}

/** The result of a command's work. Rejects with `error` if the user cancels a second time before that. */
export async function unlessGivenUp<T>(work: Promise<T>, { givenUp }: CliContext, error: () => Error): Promise<T> {
  let giveUp: () => void = () => undefined;
  const given = new Promise<never>((_, reject) => {
    giveUp = () => reject(error());
    if (givenUp.aborted) giveUp();
  });
  givenUp.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work, given]);
  } finally {
    givenUp.removeEventListener('abort', giveUp);
  }
}

/** Why a command was canceled, as the reason of {@link CliContext.signal}. */
export class Interruption extends Error {
  constructor(
    readonly signalName: NodeJS.Signals,
    readonly signalNumber: number,
  ) {
    super('canceled by the user');
  }
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly format: OutputFormat;
  readonly verbose?: boolean;
  readonly pluginsDir?: string;
  /** The settings of the project. */
  readonly config?: string;
  /** Start what other users could change, with a warning. */
  readonly allowInsecure?: boolean;
  /** Start and install what the lock of the project names, and nothing else. */
  readonly frozen?: boolean;
}

export const outputFormats = ['text', 'json', 'quiet'] as const;
/** `text` for people, `json` for machines, `quiet` for scripts that look at the exit status. */
export type OutputFormat = (typeof outputFormats)[number];
