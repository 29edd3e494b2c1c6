import { closest } from '../closest.js';

/** `; did you mean "x"?`, or nothing: the end of a message about an unknown name. */
export function suggestion(name: string, known: readonly string[]): string {
  const similar = closest(name, known);
  return similar === undefined ? '' : `; did you mean "${similar}"?`;
}
