import { parseDuration } from '../../domain/workflow/duration.js';

/** A time, or a duration before now, such as `10m`. @returns undefined for another text */
export function parseSince(text: string, now: Date): Date | undefined {
  const ago = parseDuration(text);
  if (ago !== undefined) return new Date(now.getTime() - ago);
  if (!/^\d{4}-\d\d-\d\d/u.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
