import { expect } from 'chai';
import { FieldReader } from '../../../../src/infrastructure/workflow_file/field-reader.js';
import { Findings } from '../../../../src/infrastructure/workflow_file/findings.js';
import { parseYaml } from '../../../../src/infrastructure/shared/parse-yaml.js';

/** A reader of a map, and what it reports. */
function reader(text: string, path = 'step') {
  const source = parseYaml(text);
  if (!source.ok || source.root.kind !== 'map') throw new Error('the test gives no map');
  const findings = new Findings('f.yaml');
  const fields = new FieldReader(source.root, path, findings);
  return {
    fields,
    problems: () => findings.problems.map(({ message }) => message.replace('f.yaml:', '')),
    warnings: () => findings.warnings.map(({ field = '', problem }) => `${field}: ${problem}`),
  };
}

const readers: Readonly<Record<string, (fields: FieldReader) => unknown>> = {
  text: (fields) => fields.text('x')?.value,
  requiredText: (fields) => fields.requiredText('x')?.value,
  template: (fields) => fields.template('x')?.template.parts,
  choice: (fields) => fields.choice('x', ['a', 'b']),
  flag: (fields) => fields.flag('x'),
  number: (fields) => fields.number('x'),
  duration: (fields) => fields.duration('x'),
  list: (fields) => fields.list('x').length,
  submap: (fields) => fields.submap('x')?.entries.length,
};

/** What each method makes of a field, and the problem that it reports. */
const table: readonly (readonly [method: string, text: string, value: unknown, problem?: string])[] = [
  ['text', 'x: 1.0', '1.0'],
  ['text', 'x:', undefined],
  ['text', 'y: 1', undefined],
  ['text', 'x: [1]', undefined, '1:4: step.x: expected a text but found a list'],
  ['requiredText', 'x: a', 'a'],
  ['requiredText', 'y: a', undefined, '1:1: step.x is missing'],
  ['requiredText', 'x: " "', undefined, '1:4: step.x is empty'],
  ['requiredText', 'x: {}', undefined, '1:4: step.x: expected a text but found a map'],
  ['template', 'x: a', ['a']],
  ['template', 'y: a', undefined],
  ['template', 'x: "{{"', ['{{'], '1:4: step.x: "{{" is never closed by "}}"'],
  ['choice', 'x: b', 'b'],
  ['choice', 'y: b', undefined],
  ['choice', 'x: c', undefined, '1:4: step.x is c, but must be a or b'],
  ['flag', 'x: true', true],
  ['flag', 'x: off', false],
  ['flag', 'y: on', false],
  ['flag', 'x: maybe', false, '1:4: step.x: expected true or false but found "maybe"'],
  ['flag', 'x: [true]', false, '1:4: step.x: expected true or false but found a list'],
  ['number', 'x: 1.5', 1.5],
  ['number', 'y: 1', undefined],
  ['number', 'x: "1"', undefined, '1:4: step.x: expected a number but found "1"'],
  ['number', 'x: {}', undefined, '1:4: step.x: expected a number but found a map'],
  ['duration', 'x: 1m30s', 90_000],
  ['duration', 'x: 0', undefined],
  ['duration', 'y: 1', undefined],
  [
    'duration',
    'x: soon',
    undefined,
    '1:4: step.x: expected a duration such as 30s, 1m30s or 500ms, or whole seconds but found "soon"',
  ],
  [
    'duration',
    'x: []',
    undefined,
    '1:4: step.x: expected a duration such as 30s, 1m30s or 500ms, or whole seconds but found a list',
  ],
  ['list', 'x: [1, 2]', 2],
  ['list', 'y: [1]', 0],
  ['list', 'x: 1', 0, '1:4: step.x: expected a list but found 1'],
  ['submap', 'x: { a: 1 }', 1],
  ['submap', 'y: {}', undefined],
  ['submap', 'x: text', undefined, '1:4: step.x: expected a map but found "text"'],
];

describe('FieldReader', () => {
  for (const [method, text, value, problem] of table)
    it(`${method}() reads ${JSON.stringify(text)} as ${JSON.stringify(value)}${problem === undefined ? '' : ', with a problem'}`, () => {
      const { fields, problems } = reader(text);
      expect(readers[method]?.(fields)).to.deep.equal(value);
      expect(problems()).to.deep.equal(problem === undefined ? [] : [problem]);
    });

  it('refuses and ignores only fields that are there, at their place', () => {
    const { fields, problems, warnings } = reader('a: 1\nb: 2\n', '');
    fields.refuse(['a', 'c'], 'not supported');
    fields.ignore(['b', 'd'], 'has no effect');
    expect(problems()).to.deep.equal(['1:1: a: not supported']);
    expect(warnings()).to.deep.equal(['b: has no effect']);
    expect([fields.keyAt('b'), fields.keyAt('d')]).to.deep.equal([{ line: 2, column: 1 }, fields.at]);
  });

  it('warns of every field that nobody asked for, unless it was expected', () => {
    const { fields, warnings } = reader('comand: ls\ntype: step\nextra: 1\n');
    fields.text('type');
    fields.expect(['command', 'extra']);
    fields.finish();
    expect(warnings()).to.deep.equal(['step.comand: unknown field, ignored; did you mean command?']);
  });
});
