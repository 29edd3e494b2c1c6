import { truncate } from '../domain/text.js';

/** Causes may form a ring, and an error may be made to carry megabytes: a log line has to end. */
const mostCauses = 8;
const longest = 16_384;

/** The error's message, in one line for people. */
export function textOf(error: unknown): string {
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
    stacks.push(at.stack ?? textOf(at));
  const whole = stacks.length === 0 ? textOf(error) : stacks.join('\ncaused by ');
  return shortened(whole);
}

/** A text that a log line has room for. */
export const shortened = (text: string): string => truncate(text, longest);
