import type { Progress } from '../../domain/plugin/progress.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import { humanDuration, printableLine } from './printable.js';

/** How often the time is shown anew. */
const tickMs = 1_000;

/** The line about the step under way: what it is, how far it is, and how long it takes already. */
export class StepClock {
  readonly #show: (text: string) => void;
  readonly #secrets: SecretMask;
  readonly #now: () => number;
  #label: string | undefined;
  #progress: Progress | undefined;
  #begin = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds */
  constructor(show: (text: string) => void, secrets: SecretMask, now: () => number = () => performance.now()) {
    this.#show = show;
    this.#secrets = secrets;
    this.#now = now;
  }

  /** @param ticks whether somebody sees the line change */
  begin(label: string, ticks: boolean): void {
    this.end();
    this.#label = label;
    this.#begin = this.#now();
    if (ticks) this.#timer = setInterval(() => this.#render(), tickMs).unref();
    this.#render();
  }

  report(progress: Progress): void {
    this.#progress = progress;
    this.#render();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#label = undefined;
    this.#progress = undefined;
  }

  #render(): void {
    if (this.#label === undefined) return;
    const { fraction, text } = this.#progress ?? {};
    const far = fraction === undefined ? '' : `  ${Math.floor(fraction * 100)} %`;
    const what = text === undefined || text === '' ? '' : `  ${printableLine(this.#secrets, text)}`;
    const ms = this.#now() - this.#begin;
    const time = ms < tickMs ? '' : `  ${humanDuration(ms)}`;
    this.#show(`${this.#label}${far}${what}${time}`);
  }
}
