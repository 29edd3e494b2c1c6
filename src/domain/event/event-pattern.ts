/**
 * Whether an event type fits a pattern: as many segments, each the same or `*`. A `*` is exactly one segment, and nothing fits an empty
 * pattern.
 */
export function matchesEventPattern(pattern: string, type: string): boolean {
  if (pattern === '' || type === '') return false;
  const wanted = pattern.split('.');
  const given = type.split('.');
  return wanted.length === given.length && wanted.every((segment, at) => segment === '*' || segment === given[at]);
}

/** Whether a plugin with these patterns gets events of this type. The pattern `*` alone stands for every type. */
export const subscribesTo = (patterns: readonly string[], type: string): boolean =>
  patterns.some((pattern) => pattern === '*' || matchesEventPattern(pattern, type));

/** Whether a plugin with these patterns may emit this type. The pattern `*` alone stands for types of one segment. */
export const mayEmit = (patterns: readonly string[], type: string): boolean =>
  patterns.some((pattern) => matchesEventPattern(pattern, type));
