/** Causes may form a ring, and an error may be made to carry megabytes: a log line has to end. */
const mostCauses = 8;
const longest = 16_384;

/** What went wrong, in a line for people. */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}

/**
 * Where it went wrong: the stack and those of its causes. Properties that libraries hang on their errors are left out: requests with
 * their credentials are among them.
 */
export function stackOf(error: unknown): string {
  const stacks: string[] = [];
  for (let at = error; at instanceof Error && stacks.length < mostCauses; at = at.cause)
    stacks.push(at.stack ?? textOf(at));
  const whole = stacks.length === 0 ? textOf(error) : stacks.join('\ncaused by ');
  return shortened(whole);
}

/** A text that a log line has room for. */
export const shortened = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)}…`);
