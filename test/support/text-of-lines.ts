import fc, { type Arbitrary } from 'fast-check';

/** Texts that are almost a file of a kind: its usual lines, and lines that do not belong there, in any order; and texts of any kind. */
export function textsOfLines(usual: readonly string[], odd: readonly string[], most = 12): Arbitrary<string> {
  const line = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  );
  const inOrder = fc.subarray([...usual]);
  const lines = fc.oneof(fc.array(line, { maxLength: most }), inOrder);
  return fc.oneof(
    { weight: 8, arbitrary: lines.map((parts) => parts.join('\n')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}

/** What no file of ours needs, and YAML has. */
export const oddYaml = [
  '&a [*a]',
  '*a',
  '<<: {name: x}',
  '\t',
  '? [a]',
  '%YAML 1.1',
  '---',
  '...',
  '__proto__: {a: 1}',
  'constructor: x',
  '- 1',
  ': :',
  '"',
  '!!binary aGk=',
  'a: !!float x',
  'a: 0o17',
  'a: .nan',
  '\uFEFF',
];
