import { usualRetry, type RetryRule } from '../../domain/workflow/retry.js';
import { FieldReader } from './field-reader.js';

/** More executions than anybody waits for. */
const mostAttempts = 1_000;

const backoffs = ['constant', 'linear', 'exponential'] as const;

/** Reads `retry` of a step; undefined where it has none, or none that is valid. Ranges are AWF's, but for the upper limit of the executions. */
export function readRetry(step: FieldReader): RetryRule | undefined {
  const map = step.submap('retry');
  if (map === undefined) return undefined;
  const { findings } = step;
  const fields = new FieldReader(map, step.named('retry'), findings);
  if (fields.node('max_attempts') === undefined)
    findings.problem(fields.at, `${fields.named('max_attempts')} is missing`);
  const maxAttempts = within(fields, 'max_attempts', { from: 1, to: mostAttempts, whole: true });
  const maxDelayMs = fields.duration('max_delay');
  const multiplier = within(fields, 'multiplier', { from: 0, to: Infinity });
  const jitter = within(fields, 'jitter', { from: 0, to: 1 });
  const rule = {
    initialDelayMs: fields.duration('initial_delay') ?? usualRetry.initialDelayMs,
    ...(maxDelayMs === undefined ? {} : { maxDelayMs }),
    backoff: fields.choice('backoff', backoffs) ?? usualRetry.backoff,
    multiplier: multiplier ?? usualRetry.multiplier,
    jitter: jitter ?? usualRetry.jitter,
    exitCodes: readExitCodes(fields),
  };
  fields.finish();
  return maxAttempts === undefined ? undefined : { maxAttempts, ...rule };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly whole?: boolean;
}

function within(fields: FieldReader, key: string, { from, to, whole = false }: Range): number | undefined {
  const value = fields.number(key);
  if (value === undefined) return undefined;
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? 'a whole number' : 'a number';
  const range = to === Infinity ? `of at least ${from}` : `from ${from} to ${to}`;
  fields.findings.problem(fields.keyAt(key), `${fields.named(key)} is ${value}, but must be ${kind} ${range}`);
  return undefined;
}

function readExitCodes(fields: FieldReader): readonly number[] {
  return fields.list('retryable_exit_codes').flatMap((node) => {
    if (node.kind === 'scalar' && Number.isInteger(node.value)) return [Number(node.value)];
    fields.findings.problem(node.at, `${fields.named('retryable_exit_codes')}: expected whole numbers`);
    return [];
  });
}
