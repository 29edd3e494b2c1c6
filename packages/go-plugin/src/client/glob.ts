import { GoPluginError } from '../errors/go-plugin-error.js';

/**
 * Turns a pattern of Go's filepath.Match into a predicate for one part of a path.
 * @throws GoPluginError `CONFIG_INVALID` for a malformed pattern
 */
export function matchGlobSegment(pattern: string): (name: string) => boolean {
  const expression = new RegExp(`^${translate(pattern)}$`, 'su');
  return (name) => expression.test(name);
}

const token = /\\([^])|\[(\^?)((?:\\[^]|[^\]\\])+)\]|([*?])|([^\\[])/uy;

function translate(pattern: string): string {
  let expression = '';
  token.lastIndex = 0;
  while (token.lastIndex < pattern.length) {
    const match = token.exec(pattern);
    if (match === null) throw malformed(pattern);
    const [, escaped, negation, members, wildcard, plain = ''] = match;
    if (members !== undefined) expression += `[${negation ?? ''}${translateMembers(pattern, members)}]`;
    else if (wildcard !== undefined) expression += wildcard === '*' ? '.*' : '.';
    else expression += literal(escaped ?? plain);
  }
  return expression;
}

/** Single characters and ranges. In Go, a minus that is not part of a range is malformed. */
function translateMembers(pattern: string, members: string): string {
  const item = /\\?([^])(?:-\\?([^]))?/uy;
  let expression = '';
  while (item.lastIndex < members.length) {
    const [whole = '', from = '', to] = item.exec(members) ?? [];
    if (from === '-' && !whole.startsWith('\\')) throw malformed(pattern);
    if (to !== undefined && from > to) throw malformed(pattern);
    expression += literal(from) + (to === undefined ? '' : `-${literal(to)}`);
  }
  return expression;
}

const literal = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

const malformed = (pattern: string): GoPluginError =>
  new GoPluginError('CONFIG_INVALID', { problem: `${JSON.stringify(pattern)} is a malformed pattern` });
