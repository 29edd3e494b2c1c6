import { GoPluginError } from '../errors/go-plugin-error.js';

/** One element of a pattern: any number of characters, or one that the predicate accepts. */
type Element = '*' | ((character: string) => boolean);

/**
 * Turns a pattern of Go's filepath.Match into a predicate for one part of a path.
 * @throws GoPluginError `CONFIG_INVALID` for a malformed pattern
 */
export function matchGlobSegment(pattern: string): (name: string) => boolean {
  const elements = parse(pattern);
  return (name) => matches(elements, Array.from(name));
}

/**
 * When a character does not fit, only the last `*` takes one more: what an earlier one takes cannot matter any more. A regular expression
 * would try all of them, in a time that grows exponentially with the number of `*`.
 */
function matches(elements: readonly Element[], characters: readonly string[]): boolean {
  let element = 0;
  let star = -1;
  let afterStar = 0;
  for (let at = 0; at < characters.length;) {
    const wanted = elements[element];
    if (wanted === '*') {
      star = element;
      afterStar = at;
      element += 1;
    } else if (wanted?.(characters[at] ?? '') === true) {
      element += 1;
      at += 1;
    } else if (star >= 0) {
      afterStar += 1;
      at = afterStar;
      element = star + 1;
    } else return false;
  }
  return elements.slice(element).every((rest) => rest === '*');
}

const token = /\\([^])|\[(\^?)((?:\\[^]|[^\]\\])+)\]|([*?])|([^\\[])/uy;

function parse(pattern: string): readonly Element[] {
  const elements: Element[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < pattern.length) {
    const match = token.exec(pattern);
    if (match === null) throw malformed(pattern);
    const [, escaped, negation, members, wildcard, plain = ''] = match;
    if (members !== undefined) elements.push(classOf(pattern, members, negation === '^'));
    else if (wildcard === '*') elements.push('*');
    else if (wildcard === '?') elements.push(() => true);
    else elements.push((character) => character === (escaped ?? plain));
  }
  return elements;
}

/** Single characters and ranges. In Go, a minus that is not part of a range is malformed. */
function classOf(pattern: string, members: string, negated: boolean): Element {
  const item = /\\?([^])(?:-\\?([^]))?/uy;
  const ranges: (readonly [from: number, to: number])[] = [];
  while (item.lastIndex < members.length) {
    const [whole = '', from = '', to = from] = item.exec(members) ?? [];
    if (from === '-' && !whole.startsWith('\\')) throw malformed(pattern);
    if (codeOf(from) > codeOf(to)) throw malformed(pattern);
    ranges.push([codeOf(from), codeOf(to)]);
  }
  return (character) => ranges.some(([from, to]) => from <= codeOf(character) && codeOf(character) <= to) !== negated;
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

const malformed = (pattern: string): GoPluginError =>
  new GoPluginError('CONFIG_INVALID', { problem: `${JSON.stringify(pattern)} is a malformed pattern` });
