import type { ErrorCode } from './error-details.js';

type Category = ErrorCode extends `${infer First}.${string}` ? First : never;

const statusOf: { readonly [K in Category]: number } = { USER: 1, WORKFLOW: 2, EXECUTION: 3, SYSTEM: 4 };

/** Exit status of the command for a failure: AWF's ADR-002, decided by the code's first segment. */
export function exitStatusOf(code: ErrorCode): number {
  return statusOf[code.slice(0, code.indexOf('.')) as Category];
}
