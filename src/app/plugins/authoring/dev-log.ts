import { debuggerFailureIn, debuggerUrlIn } from '../../../domain/plugin/debugger.js';
import type { Logger, LogLevel } from '../../../ports/logger.js';

/** What the log tells about the process of a plugin. */
export type ProcessNews =
  | { readonly type: 'process'; readonly pid: number }
  | { readonly type: 'debugger'; readonly url: string }
  | { readonly type: 'debugger-failed'; readonly problem: string };

/** Options of {@link DevLog}. */
export interface DevLogOptions {
  /** The name of the program, which its lines on stderr are logged under. */
  readonly program: string;
  /** Whether everything is logged. */
  readonly verbose: boolean;
  readonly onNews: (news: ProcessNews) => void;
}

/** A log for the author of a plugin: what the plugin prints, and what it and the host log at the level info or above. */
export class DevLog implements Logger {
  readonly #inner: Logger;
  readonly #options: DevLogOptions;
  readonly #isOwn: boolean;

  /** @param inner should write every level */
  constructor(inner: Logger, options: DevLogOptions, isOwn = false) {
    this.#inner = inner;
    this.#options = options;
    this.#isOwn = isOwn;
  }

  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
    const news = this.#isOwn ? newsIn(message) : processIn(message, fields);
    if (news !== undefined) this.#options.onNews(news);
    const isNews = news !== undefined && news.type !== 'process';
    const { verbose } = this.#options;
    // What a plugin prints on stderr as plain text has the level debug.
    const isPrinted = this.#isOwn && fields === undefined;
    const isDetail = level === 'trace' || (level === 'debug' && !isPrinted);
    if (!isNews && !isHelp(message) && (verbose || !isDetail)) this.#inner.log(level, message, fields);
  }

  /** The news come at any level. */
  isEnabled(): boolean {
    return true;
  }

  named(name: string): Logger {
    return new DevLog(this.#inner.named(name), this.#options, this.#isOwn || name === this.#options.program);
  }
}

function newsIn(line: string): ProcessNews | undefined {
  const url = debuggerUrlIn(line);
  if (url !== undefined) return { type: 'debugger', url };
  const problem = debuggerFailureIn(line);
  return problem === undefined ? undefined : { type: 'debugger-failed', problem };
}

/** go-plugin logs the process when the plugin has said where it listens. */
function processIn(message: string, fields?: Readonly<Record<string, unknown>>): ProcessNews | undefined {
  const pid = message === 'using plugin' ? fields?.pid : undefined;
  return typeof pid === 'number' ? { type: 'process', pid } : undefined;
}

/** What Node adds to the address of its debugger. */
const isHelp = (line: string): boolean => line.startsWith('For help, see: https://nodejs.org/');
