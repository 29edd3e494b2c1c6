/**
 * Characters that a terminal obeys or that nobody sees, although JSON has them without an escape: C1 controls, marks that reverse the direction of
 * text, other ends of lines, spaces without a width, fillers and tags. With them, a text says something else than it appears to, and two names look
 * the same. For the brackets of an expression with the flag `u`.
 *
 * Joiners and tags also make some emoji of others, which are then shown in parts.
 */
export const invisibleCharacters =
  '\\u007f-\\u009f\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\u{e0000}-\\u{e0fff}';

const invisible = new RegExp(`[${invisibleCharacters}]`, 'gu');

/** A text of JSON with escapes for {@link invisibleCharacters}, which does not change its value. */
export const withVisibleEscapes = (json: string): string =>
  json.replace(invisible, (found) =>
    Array.from({ length: found.length }, (_, unit) => unitEscape(found.charCodeAt(unit))).join(''),
  );

const unitEscape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
