import { truncate } from '../domain/text.js';

/** Causes may form a cycle, and an error may contain megabytes, so a log line needs a limit. */
const mostCauses = 8;
const longest = 16_384;

/** The error's message, in one line for people. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}

/**
 * The stack of the error and the stacks of its causes. Other properties are omitted, because libraries attach requests
 * with credentials to their errors.
 */
export function stackOf(error: unknown): string {
  const stacks: string[] = [];
  for (let at = error; at instanceof Error && stacks.length < mostCauses; at = at.cause)
    stacks.push(at.stack ?? messageOf(at));
  const whole = stacks.length === 0 ? messageOf(error) : stacks.join('\ncaused by ');
  return shortened(whole);
}

/** Shortens a text for a log line. */
export const shortened = (text: string): string => truncate(text, longest);
