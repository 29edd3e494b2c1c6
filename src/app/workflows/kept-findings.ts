import { severities, type Severity, type ValidationResult } from '../../domain/plugin/validation-result.js';
import { truncate } from '../../domain/text.js';

const longestMessage = 2_000;
const longestName = 200;

interface Kept {
  readonly order: number;
  readonly result: ValidationResult;
}

/**
 * The findings of one plugin, as many as a report has room for. They are bounded while they are read: a plugin may have any number of them for each
 * step of a workflow.
 */
export class KeptFindings {
  readonly #most: number;
  readonly #bySeverity = new Map<Severity, Kept[]>();
  readonly #seen = new Set<string>();
  #found = 0;

  /** @param most how many are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many findings are held. */
  get size(): number {
    return this.#seen.size;
  }

  /** As in AWF, a finding is the same as another one with its message, step and field. One that is not kept may count again. */
  add(given: ValidationResult): void {
    const result = shortened(given);
    const key = keyOf(result);
    if (this.#seen.has(key)) return;
    this.#found += 1;
    const same = this.#bySeverity.get(result.severity) ?? [];
    if (same.length >= this.#most) return;
    this.#seen.add(key);
    same.push({ order: this.#found, result });
    this.#bySeverity.set(result.severity, same);
  }

  /**
   * The findings that are kept, without those that others have made. If some are left out, the most serious ones come first.
   * @param others the keys of other plugins' findings, which get those of this one
   */
  unlike(others: Set<string>): { readonly results: readonly ValidationResult[]; readonly omitted: number } {
    const kept = severities.flatMap((severity) => this.#bySeverity.get(severity) ?? []);
    const left = this.#found - kept.length;
    const fresh = kept.filter(({ result }) => !others.has(keyOf(result)));
    for (const { result } of fresh) others.add(keyOf(result));
    const omitted = left + Math.max(0, fresh.length - this.#most);
    const shown = omitted > 0 ? fresh.slice(0, this.#most) : fresh.sort((a, b) => a.order - b.order);
    return { results: shown.map(({ result }) => result), omitted };
  }
}

const keyOf = ({ message, step, field }: ValidationResult): string => JSON.stringify([message, step, field]);

const shortened = ({ severity, message, step, field }: ValidationResult): ValidationResult => ({
  severity,
  message: truncate(message, longestMessage),
  ...(step === undefined ? {} : { step: truncate(step, longestName) }),
  ...(field === undefined ? {} : { field: truncate(field, longestName) }),
});
