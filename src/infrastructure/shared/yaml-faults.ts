/**
 * What can be wrong with YAML text, in words for people. The keys are the codes that the `yaml` package gives its errors; its own
 * messages are for people who know its internals ("Nested mappings are not allowed in compact mappings").
 */
const words: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'an alias (*name) can have no anchor or tag of its own',
  BAD_ALIAS: 'an anchor (&name) or alias (*name) is not written as it must be',
  BAD_COLLECTION_TYPE: 'the tag does not go with what follows it',
  BAD_DIRECTIVE: 'unknown directive (a line that begins with %)',
  BAD_DQ_ESCAPE: 'there is no such escape sequence in double quotes: write \\\\ for a backslash, or take single quotes',
  BAD_INDENT: 'wrong indentation: what belongs together must begin in the same column, and a bracket must be closed',
  BAD_PROP_ORDER: 'an anchor or tag must come after "-", "?" or ":"',
  BAD_SCALAR_START: 'a text that begins with this character must be in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'a second ": " in the same line: put the text in quotes, or begin the inner map on a line of its own',
  BLOCK_IN_FLOW: 'inside [ ] and { } everything must be written with brackets',
  DUPLICATE_KEY: 'this key is there already',
  KEY_OVER_1024_CHARS: 'a key may have 1024 characters at most; is a line break or a quote missing?',
  MISSING_CHAR: 'a character is missing: a closing quote or bracket, a comma, or a blank after ":"',
  MULTILINE_IMPLICIT_KEY: 'a key must be on one line; is a ":" missing, or a line indented wrongly?',
  MULTIPLE_ANCHORS: 'there can be one anchor here',
  MULTIPLE_DOCS: 'the file holds more than one YAML document (a line "---")',
  MULTIPLE_TAGS: 'there can be one tag here',
  NON_STRING_KEY: 'a key must be a plain name',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'tabs cannot indent; use blanks',
  TAG_RESOLVE_FAILED: 'the tag (!name) is unknown, or does not go with this value',
  UNEXPECTED_TOKEN: 'this cannot stand here: quotes, a comma or a bracket may be missing, or too many',
};

/** What is wrong with YAML text, by the code that its parser gives; an unknown code also means invalid YAML. */
export const yamlProblem = (code: string): string => words[code] ?? 'no valid YAML';

/** What is wrong with an alias that cannot be followed. `name` is its anchor, where there is none; without it, it expands too far ("billion laughs"). */
export const aliasProblem = (name?: string): string =>
  name === undefined
    ? 'the aliases (*name) stand for too much, or for themselves'
    : `there is no anchor &${name} before this alias`;
