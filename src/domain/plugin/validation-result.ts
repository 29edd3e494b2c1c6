/** How serious a finding is: an `error` refuses the workflow, the others are shown. */
export const severities = ['error', 'warning', 'info'] as const;
/** How serious a finding is: an `error` refuses the workflow, the others are shown. */
export type Severity = (typeof severities)[number];

/** What a validator found in a workflow. */
export interface ValidationResult {
  /** How serious it is. */
  readonly severity: Severity;
  /** For people. */
  readonly message: string;
  /** Name of the step; absent for the workflow as a whole. */
  readonly step?: string;
  /** The field of the step or the workflow. */
  readonly field?: string;
}
