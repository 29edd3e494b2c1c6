import { AwfError } from './awf-error.js';

/** Returns what was thrown as an AwfError. Anything else is a defect of this program, and the error says so. */
export function asAwfError(thrown: unknown): AwfError {
  if (AwfError.is(thrown)) return thrown;
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  return new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what }, { cause: thrown });
}
