import type { DownloadProgress } from '../../ports/plugin-releases.js';
import type { CliContext, GlobalOptions } from './cli-context.js';
import { printableLine } from './printable.js';

/** How often the line is shown anew. */
const tickMs = 100;
const barLength = 24;

/** The line about a download: how far it is, and how fast. Shown on a terminal only. */
export class DownloadLine {
  readonly #context: Pick<CliContext, 'live' | 'colors' | 'secrets'>;
  readonly #now: () => number;
  #first: { readonly at: number; readonly received: number } | undefined;
  #shownAt = -Infinity;

  /** @param now milliseconds */
  constructor(context: Pick<CliContext, 'live' | 'colors' | 'secrets'>, now: () => number = () => performance.now()) {
    this.#context = context;
    this.#now = now;
  }

  /** @param name what is downloaded */
  report(name: string, progress: DownloadProgress): void {
    const now = this.#now();
    this.#first ??= { at: now, received: progress.received };
    const isLast = progress.received === progress.total;
    if (!isLast && now - this.#shownAt < tickMs) return;
    this.#shownAt = now;
    this.#show(`${printableLine(this.#context.secrets, name)}  ${barOf(progress)}${this.#speed(progress, now)}`);
  }

  end(): void {
    this.#context.live?.end();
  }

  #speed({ received }: DownloadProgress, now: number): string {
    const { at, received: before } = this.#first ?? { at: now, received };
    const seconds = (now - at) / 1_000;
    return seconds < 0.5 ? '' : `  ${bytesText((received - before) / seconds)}/s`;
  }

  #show(text: string): void {
    const { live, colors: c } = this.#context;
    live?.show(`${c.yellow('…')} ${text}`);
  }
}

/** Shows how far a download is while something is done. For people only. */
export async function withProgress<T>(
  name: string,
  { format }: Pick<GlobalOptions, 'format'>,
  context: CliContext,
  work: (onProgress: ((progress: DownloadProgress) => void) | undefined) => Promise<T>,
): Promise<T> {
  if (format !== 'text') return work(undefined);
  const line = new DownloadLine(context);
  try {
    return await work((progress) => line.report(name, progress));
  } finally {
    line.end();
  }
}

function barOf({ received, total }: DownloadProgress): string {
  if (total === undefined || total === 0) return bytesText(received);
  const fraction = Math.min(1, received / total);
  const done = Math.floor(fraction * barLength);
  const bar = `${'█'.repeat(done)}${'░'.repeat(barLength - done)}`;
  return `${bar}  ${Math.floor(fraction * 100)} %  ${bytesText(received)} of ${bytesText(total)}`;
}

/** A number of bytes for people. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${Math.round(bytes)} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
