import type { AwfError } from '../../../domain/errors/awf-error.js';

/** The stages of an examination, in their order. It is the order in which a host starts a plugin. */
export const examinationStages = [
  'found',
  'manifest',
  'executable',
  'checksum',
  'owner',
  'config',
  'handshake',
  'TLS',
  'info',
  'init',
  'operations',
  'step types',
  'validators',
  'events',
  'shutdown',
] as const;
/** One of {@link examinationStages}. */
export type ExaminationStage = (typeof examinationStages)[number];

/** How a stage went. */
export interface StageReport {
  readonly stage: ExaminationStage;
  /** `warning`: the plugin can be used, but not as its author may think. `skipped`: not reached, or nothing to do. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** What was found, for people. */
  readonly detail?: string | undefined;
  /** Why it failed. */
  readonly error?: AwfError | undefined;
}

/** What a stage found. A text alone means that all is well. */
export type Finding = string | { readonly status: 'warning' | 'skipped'; readonly detail: string };

/** Collects the reports of one examination. After a failure, no further stage is examined. */
export class Examination {
  readonly #now: () => number;
  readonly #reports = new Map<ExaminationStage, StageReport>();
  #failed = false;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** The report of every stage. */
  get reports(): readonly StageReport[] {
    return examinationStages.map(
      (stage) => this.#reports.get(stage) ?? { stage, status: 'skipped', durationMs: 0, detail: undefined },
    );
  }

  /** Examines a stage, unless another one has failed. What is thrown is its failure. */
  async examine(stage: ExaminationStage, work: () => Finding | Promise<Finding>): Promise<void> {
    if (this.#failed) return;
    const begin = this.#now();
    try {
      const finding = await work();
      this.note(stage, this.#now() - begin, finding);
    } catch (error) {
      this.fail(stage, this.#now() - begin, error as AwfError);
    }
  }

  /** Notes what a stage has found. */
  note(stage: ExaminationStage, durationMs: number, finding: Finding): void {
    const found = typeof finding === 'string' ? { status: 'ok' as const, detail: finding } : finding;
    this.#reports.set(stage, { stage, durationMs, ...found, detail: found.detail || undefined });
  }

  /** Notes the failure of a stage. */
  fail(stage: ExaminationStage, durationMs: number, error: AwfError): void {
    this.#failed = true;
    this.#reports.set(stage, { stage, status: 'failed', durationMs, error });
  }
}
