import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { pluginsOf } from '../../../../src/domain/workflow/workflow.js';
import type { WorkflowProblem } from '../../../../src/domain/workflow/workflow-problems.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

const parse = (text: string) => parseWorkflow(text, 'flow.yaml', compilePattern);

function errorOf(text: string): WorkflowProblem {
  try {
    parse(text);
  } catch (error) {
    if (AwfError.is(error) && error.code.startsWith('WORKFLOW.')) return error as unknown as WorkflowProblem;
    throw error;
  }
  throw new Error('the workflow is valid');
}

const hello = `name: hello
version: 1.0
inputs:
  - name: who
    type: string
    required: true
states:
  initial: greet
  greet:
    type: operation
    operation: echo.echo
    inputs:
      message: "Hello {{.inputs.who}}"
      options: { loud: true, tags: ["{{inputs.who}}", 3, null] }
    timeout: 500ms
    on_success: show
    on_failure:
      message: "no greeting for {{inputs.who}}: {{states.greet.Error}}"
  show:
    type: step
    command: echo {{states.greet.Output | escape}}
    dir: /tmp
    continue_on_error: true
    on_success: done
  done:
    type: terminal
`;

describe('parseWorkflow()', () => {
  it('reads a workflow with all kinds of states', () => {
    const { workflow, warnings } = parse(hello);
    expect(warnings).to.deep.equal([]);
    expect(workflow.version).to.equal('1.0');
    expect([...workflow.states.keys()]).to.deep.equal(['greet', '__inline_error_greet', 'show', 'done']);
    expect(workflow.states.get('greet')).to.deep.include({ kind: 'operation', timeoutMs: 500, continueOnError: false });
    expect(workflow.states.get('show')).to.deep.include({ kind: 'command', continueOnError: true });
    expect(workflow.states.get('done')).to.deep.include({ kind: 'terminal', status: 'success', inline: false });
    expect(pluginsOf(workflow)).to.deep.equal(['echo']);
  });

  it('keeps the places of states and transitions', () => {
    const { workflow } = parse(hello);
    expect(workflow.initial).to.deep.equal({ value: 'greet', at: { line: 8, column: 12 } });
    expect(workflow.states.get('greet')?.at).to.deep.equal({ line: 9, column: 3 });
  });

  it('resolves aliases and merge keys', () => {
    const { workflow } = parse(`name: merged
states:
  initial: a
  a: &step { type: step, command: "true", on_success: b }
  b: { <<: *step, on_success: done }
  done: { type: terminal }
`);
    expect(workflow.states.get('b')).to.deep.include({ kind: 'command' });
  });

  it('warns of a tag that means nothing', () => {
    const { warnings } = parse(`name: !who me\nstates: { initial: done, done: { type: terminal } }\n`);
    expect(warnings).to.deep.equal([
      { line: 1, column: 7, problem: 'the tag (!name) is unknown, or does not go with this value' },
    ]);
  });

  it('warns of unknown fields and of states that cannot be reached, with the line', () => {
    const { warnings } = parse(`name: w
colour: red
states:
  initial: a
  a: { type: step, command: "true", on_succes: x, on_success: done }
  lonely: { type: terminal }
  done: { type: terminal }
`);
    expect(warnings).to.deep.equal([
      { field: 'states.a.on_succes', line: 5, column: 37, problem: 'unknown field, ignored; did you mean on_success?' },
      { field: 'colour', line: 2, column: 1, problem: 'unknown field, ignored' },
      { line: 6, column: 3, problem: 'no state leads to lonely' },
    ]);
  });
});

const flow = (states: string): string => `name: f\nstates:\n  initial: a\n${states}`;
const end = '  done: { type: terminal }\n';

describe('a workflow file with mistakes and slips', () => {
  const parts = (text: string) => {
    const { details, message } = errorOf(text);
    return { lines: message.split('\n'), warnings: (details.warnings ?? []).map(({ field }) => field) };
  };

  it('is reported with its unknown fields, however wrong the rest is', () => {
    const { lines, warnings } = parts(`nmae: f
states:
  initial: a
  a: { type: step, comand: x, on_sucess: b }
  b: { type: stpe, comand: x }
  c: { tpye: step }
  d: { type: parallel, branches: [] }
  done: { type: terminal, mesage: x }
`);
    expect(lines.map((line) => line.replace(/^flow\.yaml:\d+:\d+: /u, ''))).to.deep.equal([
      'name is missing',
      'states.a.command is missing',
      'states.b.type: stpe: unknown step type; there are: step, command, operation, terminal; did you mean step?',
      'states.c.type is missing',
      'states.d.type: parallel: not supported by this version; supported: step, command, operation, terminal',
    ]);
    expect(warnings).to.have.members([
      ...['nmae', 'states.a.comand', 'states.a.on_sucess', 'states.b.comand', 'states.c.tpye', 'states.done.mesage'],
    ]);
  });

  it('is reported with the mistakes of its fields, its transitions and its references at once', () => {
    const { lines } = parts(
      flow(
        `  a: { type: step, command: "{{inputs.x}} {{states.q.Output}}", timeout: soon, on_success: nowhere }\n${end}`,
      ),
    );
    expect(lines).to.have.length(4);
    for (const [line, part] of ['{{inputs.x}}', '{{states.q.Output}}', 'timeout', 'nowhere'].entries())
      expect(lines.join('\n'), String(line)).to.contain(part);
  });

  it('says nothing about what depends on a part that cannot be read', () => {
    const broken = `  a: { type: step, on_success: b }\n  b: { type: step, command: "{{states.a.Output}}", on_success: a }\n`;
    expect(parts(`name: f\nstates:\n  initial: a\n${broken}`).lines).to.have.length(1);
    expect(parts(flow(`  a: { type: step, command: x, on_success: [done] }\n${end}`)).lines).to.have.length(1);
    const inputs = 'inputs: [{ nmae: x }]';
    const text = `name: f\n${inputs}\nstates:\n  initial: a\n  a: { type: step, command: "{{inputs.x}}", on_success: done }\n${end}`;
    expect(parts(text).lines).to.deep.equal(['flow.yaml:2:10: inputs.0.name is missing']);
    expect(parts(text.replace(inputs, 'inputs: { x: y }')).lines).to.have.length(1);
  });

  it('has its unknown inputs reported beside an input with a wrong default', () => {
    const text = `name: f\ninputs: [{ name: x, type: integer, default: y }]\nstates:\n  initial: a\n  a: { type: step, command: "{{inputs.z}}", on_success: done }\n${end}`;
    expect(parts(text).lines).to.have.length(2);
  });
});

describe('a wrong workflow file', () => {
  const table: readonly (readonly [what: string, text: string, code: string, message: RegExp])[] = [
    ['text that is not YAML', 'name: [1, 2\nstates: }', 'WORKFLOW.PARSE.YAML_SYNTAX', /flow\.yaml:2:\d+/],
    [
      'a duplicate key',
      'name: a\nname: b\n',
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /flow\.yaml:2:1: this key is there already/,
    ],
    ['an empty file', '', 'WORKFLOW.PARSE.YAML_SYNTAX', /flow\.yaml:1:1: .*the file is empty/],
    ['a list', '- a\n', 'WORKFLOW.PARSE.YAML_SYNTAX', /found a list/],
    ['plain text', 'hello', 'WORKFLOW.PARSE.YAML_SYNTAX', /found "hello"/],
    ['an alias bomb', bomb(), 'WORKFLOW.PARSE.YAML_SYNTAX', /flow\.yaml:\d+:\d+: the aliases/],
    ['an alias to itself', 'a: &a [*a]\n', 'WORKFLOW.PARSE.YAML_SYNTAX', /flow\.yaml:\d/],
    [
      'an alias of nothing',
      'name: f\nstates: *all\n',
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /flow\.yaml:2:9: there is no anchor &all before this alias$/,
    ],
    [
      'very deep nesting',
      `a: 1\nb: ${'['.repeat(500)}${']'.repeat(500)}`,
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /flow\.yaml:2:103: nested deeper than 100 levels$/,
    ],
    [
      'two megabytes of brackets',
      `a: 1\nb: ${'{a: '.repeat(500_000)}`,
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /flow\.yaml:2:400: nested deeper than 100 levels$/,
    ],
    [
      'lists nested until the stack is full',
      `a: 1\nb:\n  ${'- '.repeat(20_000)}x`,
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /^flow\.yaml:3:201: nested deeper than 100 levels$/,
    ],
    ['no name', 'states: { initial: a, a: { type: terminal } }', 'WORKFLOW.PARSE.YAML_SYNTAX', /name is missing/],
    ['no states', 'name: a', 'WORKFLOW.PARSE.YAML_SYNTAX', /states is missing/],
    [
      'states that are a list',
      'name: a\nstates: [a]',
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /states: expected a map but found a list/,
    ],
    [
      'a state that is a text',
      flow('  a: x\n'),
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /:4:6: states\.a: expected a map with a type/,
    ],
    [
      'an unknown step type',
      flow('  a: { type: dance }\n'),
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /:4:14: .*dance: unknown step type/,
    ],
    [
      'a step type of AWF beyond this version',
      flow('  a: { type: parallel }\n'),
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /parallel: not supported/,
    ],
    [
      'a step without a type',
      flow('  a: { command: ls }\n'),
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /states\.a\.type is missing/,
    ],
    [
      'a step without a command',
      flow('  a: { type: step }\n'),
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /states\.a\.command is missing/,
    ],
    [
      'an operation without a plugin',
      flow('  a: { type: operation, operation: echo }\n'),
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /expected <plugin>\.<operation> but found echo/,
    ],
    [
      'a timeout that is none',
      flow('  a: { type: step, command: x, timeout: soon }\n'),
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /timeout: expected a duration/,
    ],
    [
      'a wrong template',
      flow('  a: { type: step, command: "{{x" }\n'),
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /command: "{{" is never closed/,
    ],
    [
      'a field that would be ignored',
      flow(`  a: { type: step, command: x, transitions: [], on_success: done }\n${end}`),
      'WORKFLOW.PARSE.UNKNOWN_FIELD',
      /:4:32: states\.a\.transitions: not supported/,
    ],
    ['no initial state', `name: f\nstates:\n${end}`, 'WORKFLOW.VALIDATION.MISSING_STATE', /states\.initial is missing/],
    [
      'an unknown initial state',
      `name: f\nstates:\n  initial: dne\n${end}`,
      'WORKFLOW.VALIDATION.MISSING_STATE',
      /:3:12: .*dne, which does not exist; did you mean done/,
    ],
    [
      'no terminal state',
      flow('  a: { type: step, command: x, on_success: a }\n'),
      'WORKFLOW.VALIDATION.MISSING_STATE',
      /no terminal state/,
    ],
    [
      'a dangling on_success',
      flow(`  a: { type: step, command: x, on_success: dome }\n${end}`),
      'WORKFLOW.VALIDATION.INVALID_TRANSITION',
      /:4:44: state a leads to dome, which does not exist/,
    ],
    [
      'a dangling on_failure',
      flow(`  a: { type: step, command: x, on_success: done, on_failure: oops }\n${end}`),
      'WORKFLOW.VALIDATION.INVALID_TRANSITION',
      /leads to oops/,
    ],
    [
      'a step without on_success',
      flow(`  a: { type: operation, operation: e.e }\n${end}`),
      'WORKFLOW.VALIDATION.INVALID_TRANSITION',
      /:4:3: state a has no on_success/,
    ],
    [
      'a circle without a way out',
      flow(`  a: { type: step, command: x, on_success: b }\n  b: { type: step, command: x, on_success: a }\n${end}`),
      'WORKFLOW.VALIDATION.CYCLE_DETECTED',
      /a -> b -> a/,
    ],
    [
      'an unknown input',
      flow(`  a: { type: step, command: "{{inputs.x}}", on_success: done }\n${end}`),
      'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE',
      /:4:29: state a: \{\{inputs\.x\}\}: there is no input x; there are none/,
    ],
    [
      'an unknown state in a reference',
      flow(`  a: { type: step, command: "{{states.b.Output}}", on_success: done }\n${end}`),
      'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE',
      /no step b/,
    ],
    [
      'a reference to what never ran before',
      flow(
        `  a: { type: step, command: "{{states.b.Output}}", on_success: b }\n  b: { type: step, command: x, on_success: done }\n${end}`,
      ),
      'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE',
      /b never runs before a/,
    ],
    [
      'an unknown field of a state',
      flow(
        `  a: { type: step, command: x, on_success: b }\n  b: { type: step, command: "{{states.a.Outptu}}", on_success: done }\n${end}`,
      ),
      'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE',
      /did you mean Output/,
    ],
    [
      'an unknown namespace',
      flow(`  a: { type: step, command: "{{input.x}}", on_success: done }\n${end}`),
      'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE',
      /no namespace input; .*did you mean inputs/,
    ],
    [
      'an input twice',
      `name: f\ninputs: [{ name: x }, { name: x }]\nstates: { initial: done, done: { type: terminal } }`,
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /input x is declared twice/,
    ],
    [
      'a default of the wrong type',
      `name: f\ninputs: [{ name: x, type: integer, default: many }]\nstates: { initial: done, done: { type: terminal } }`,
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /inputs\.0\.default: is not an integer/,
    ],
    [
      'a pattern that is none',
      `name: f\ninputs: [{ name: x, validation: { pattern: "[" } }]\nstates: { initial: done, done: { type: terminal } }`,
      'WORKFLOW.PARSE.YAML_SYNTAX',
      /validation\.pattern/,
    ],
    [
      'a rule that would not be checked',
      `name: f\ninputs: [{ name: x, validation: { file_exists: true } }]\nstates: { initial: done, done: { type: terminal } }`,
      'WORKFLOW.PARSE.UNKNOWN_FIELD',
      /file_exists/,
    ],
  ];
  for (const [what, text, code, message] of table)
    it(`is refused with the place of its mistake: ${what}`, () => {
      const error = errorOf(text);
      expect(error.code).to.equal(code);
      expect(error.message).to.match(message);
    });

  it('is reported completely, the first place first', () => {
    const error = errorOf(
      flow(
        `  a: { type: step, command: x, on_success: nope }\n  b: { type: step, command: x, on_success: nada }\n${end}`,
      ),
    );
    expect(error.details).to.deep.include({ line: 4, target: 'nope' });
    expect(error.details.others).to.deep.equal([
      { line: 5, column: 44, problem: 'state b leads to nada, which does not exist' },
    ]);
    expect(error.message.split('\n')).to.have.length(2);
  });

  it('may have a cycle with a way out', () => {
    parse(flow(`  a: { type: step, command: x, on_success: a, on_failure: done }\n${end}`));
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 9; i++) lines.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(', ')}]`);
  return lines.join('\n');
}

describe('scalars in a workflow', () => {
  const withInput = (input: string) =>
    parse(`name: f\ninputs: [${input}]\nstates: { initial: done, done: { type: terminal } }`);
  const defaultOf = (input: string) => withInput(input).workflow.inputs[0]?.default;

  for (const [written, value] of [
    ['8080', '8080'],
    ['3.10', '3.10'],
    ['1_000', '1_000'],
    ['2024-01-02', '2024-01-02'],
    ['0755', '0755'],
    ['true', 'true'],
  ] as const)
    it(`takes ${written} as it is written, for an input that is a string`, () => {
      expect(defaultOf(`{ name: x, type: string, default: ${written} }`)).to.equal(value);
    });

  it('says if AWF reads a default differently', () => {
    const problems = ['3.10', '2024-01-02', '8080', 'text'].map(
      (written) => withInput(`{ name: x, default: ${written} }`).warnings[0]?.problem,
    );
    expect(problems).to.deep.equal([
      'AWF reads 3.10 as 3.1, this host as it is written; put it in quotes',
      'AWF reads 2024-01-02 as the time 2024-01-02T00:00:00Z, this host as a text; put it in quotes',
      undefined,
      undefined,
    ]);
  });

  it('says that an integer is octal wherever a number belongs, but not where the text counts', () => {
    const octal = /^0755 is octal and means 493/u;
    const warned = (input: string): string | undefined => withInput(input).warnings[0]?.problem;
    expect(warned('{ name: x, type: integer, default: 0755 }')).to.match(octal);
    expect(warned('{ name: x, type: integer, validation: { max: 0755 } }')).to.match(octal);
    expect(warned('{ name: x, type: integer, default: "0755" }')).to.equal(undefined);
    expect(warned('{ name: x, default: 0755 }')).to.match(/^AWF reads 0755 as 493/u);
    expect(warned('{ name: x, type: integer, default: 07 }')).to.equal(undefined);
  });

  it('takes the words of YAML 1.1 where a boolean belongs', () => {
    expect(defaultOf('{ name: x, type: boolean, default: yes }')).to.equal(true);
    expect(withInput('{ name: x, required: on }').workflow.inputs[0]?.required).to.equal(true);
    expect(withInput('{ name: x, required: No }').workflow.inputs[0]?.required).to.equal(false);
  });

  it('reads octal integers, as AWF does, but not in durations', () => {
    expect(defaultOf('{ name: x, type: integer, default: 0755 }')).to.equal(493);
    const { workflow } = parse(
      'name: f\nstates: { initial: a, a: { type: step, command: x, timeout: 0755, on_success: b }, b: { type: terminal } }',
    );
    expect(workflow.states.get('a')).to.have.property('timeoutMs', 755_000);
  });

  it('gives an operation the values that AWF gives it, and says where it cannot', () => {
    const { workflow, warnings } = parse(`name: f
states:
  initial: a
  a:
    type: operation
    operation: p.o
    inputs: { oct: 0755, und: 1_000, bin: 0b101, text: yes, big: 9007199254740993, date: 2024-01-02, bytes: !!binary aGk= }
    on_success: done
  done: { type: terminal }`);
    const state = workflow.states.get('a');
    const inputs = state?.kind === 'operation' ? state.inputs : [];
    expect(
      Object.fromEntries(inputs.map(({ name, value }) => [name, value.kind === 'literal' ? value.value : 'text'])),
    ).to.deep.equal({ oct: 493, und: 1000, bin: 5, text: 'text', big: 9007199254740992, date: 'text', bytes: 'text' });
    expect(warnings.map(({ field }) => field)).to.deep.equal([
      'states.a.inputs.oct',
      'states.a.inputs.big',
      'states.a.inputs.date',
    ]);
    expect(warnings[0]?.problem).to.equal(
      '0755 is octal and means 493, here and in AWF; write 493, or put 0755 in quotes',
    );
  });
});
