/** One of the errors behind an error. */
export interface Cause {
  /** Its code, where it has one: that of a system error (`ENOENT`), of another library, or of ours. */
  readonly code?: string;
  readonly message: string;
}

/** Longer chains do not occur in practice. */
const longest = 8;

/** The causes of an error, the nearest first. Leaves out those whose message an earlier one contains. */
export function causesOf(error: Error): readonly Cause[] {
  const causes: Cause[] = [];
  let said = error.message;
  let at = error.cause;
  for (let depth = 0; at instanceof Error && depth < longest; depth += 1) {
    const { message, cause } = at;
    const code = codeOf(at);
    if (!said.includes(message)) causes.push({ ...(code === undefined ? {} : { code }), message });
    said = `${said}\n${message}`;
    at = cause;
  }
  return causes;
}

function codeOf(error: Error): string | undefined {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}
