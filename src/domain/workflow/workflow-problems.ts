import { AwfError } from '../errors/awf-error.js';
import type { ErrorCode } from '../errors/error-details.js';
import type { Problem } from '../errors/problem.js';

/** Codes of what can be wrong in a workflow file. */
export type WorkflowErrorCode = Extract<ErrorCode, `WORKFLOW.${string}`>;

/** One thing wrong in a workflow file. */
export type WorkflowProblem = { [C in WorkflowErrorCode]: AwfError<C> }[WorkflowErrorCode];

/** An error for one problem; its type says which, unlike that of `new AwfError`. */
export const workflowProblem = <C extends WorkflowErrorCode>(
  code: C,
  details: AwfError<C>['details'],
): WorkflowProblem => new AwfError(code, details) as unknown as WorkflowProblem;

/** All problems of a file as one error: the one highest up in the file, with the others and the file's warnings in its details. */
export function asOneError(
  problems: readonly WorkflowProblem[],
  warnings: readonly Problem[] = [],
): WorkflowProblem | undefined {
  const [first, ...rest] = [...problems].sort(
    (a, b) => a.details.line - b.details.line || a.details.column - b.details.column,
  );
  if (first === undefined || rest.length + warnings.length === 0) return first;
  return workflowProblem(first.code, {
    ...first.details,
    ...(rest.length === 0 ? {} : { others: rest.map(briefly) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  });
}

function briefly(error: WorkflowProblem): Problem {
  const { file, line, column } = error.details;
  const place = `${file}:${line}:${column}: `;
  const problem = error.message.startsWith(place) ? error.message.slice(place.length) : error.message;
  return { line, column, problem };
}
