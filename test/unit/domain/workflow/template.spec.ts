import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { JsonObject, JsonValue } from '../../../../src/domain/json.js';
import { evaluate } from '../../../../src/domain/workflow/template-evaluator.js';
import { parseTemplate } from '../../../../src/domain/workflow/template-parser.js';
import type { TemplateText, TemplateValue } from '../../../../src/domain/workflow/template.js';
import { mostTemplateText, TextBudget } from '../../../../src/domain/workflow/text-budget.js';

const scope: JsonObject = {
  inputs: { name: 'world', count: 4, on: true, list: ['a', 'b'], nothing: null, 'with-dash': 'dashed' },
  states: {
    greet: { Output: ' hello ', Response: { a: { b: [10, { c: 'deep' }] } }, ExitCode: 0, Status: 'completed' },
  },
  workflow: { ID: 'id-1', Name: 'flow', CurrentState: 'now' },
  env: { HOME: '/home/me' },
  context: { WorkingDir: '/work' },
};

function textAt(source: string): TemplateText {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(parsed.problem);
  return { kind: 'text', source: '', template: parsed.template, at: { line: 7, column: 3 } };
}

const render = (source: string, values: JsonObject = scope): JsonValue =>
  evaluate(textAt(source), { scope: values, file: 'flow.yaml', state: 'now' });

function problemOf(source: string): string {
  const parsed = parseTemplate(source);
  return parsed.ok ? 'none' : parsed.problem;
}

describe('template', () => {
  const table: readonly (readonly [source: string, value: JsonValue, why: string])[] = [
    ['plain', 'plain', 'a text without expressions'],
    ['', '', 'an empty text'],
    ['Hello {{.inputs.name}}!', 'Hello world!', 'the form with a dot'],
    ['Hello {{inputs.name}}!', 'Hello world!', 'the form without one'],
    ['{{ inputs.name }}', 'world', 'blanks inside the braces'],
    ['{{inputs.count}}', 4, 'a whole expression keeps a number'],
    ['{{inputs.on}}', true, 'a whole expression keeps a boolean'],
    ['{{inputs.list}}', ['a', 'b'], 'a whole expression keeps a list'],
    ['{{inputs.nothing}}', null, 'a whole expression keeps null'],
    [' {{inputs.count}}', ' 4', 'with anything around it, it is text'],
    ['n={{inputs.nothing}}', 'n=', 'null is nothing in a text'],
    ['l={{inputs.list}}', 'l=["a","b"]', 'a list is JSON in a text'],
    ['{{inputs.name}}{{inputs.count}}', 'world4', 'two expressions are a text'],
    ['{{inputs.with-dash}}', 'dashed', 'names with dashes'],
    ['{{states.greet.Response.a.b.1.c}}', 'deep', 'fields and indexes of a response'],
    ['{{.states.greet.output}}', ' hello ', "AWF's documented spelling of a field"],
    ['{{states.greet.exit_code}}', 0, 'the documented spelling with an underscore'],
    ['{{.workflow.id}}/{{workflow.Name}}/{{workflow.current_state}}', 'id-1/flow/now', 'the workflow'],
    ['{{env.HOME}} {{context.working_dir}}', '/home/me /work', 'environment and context'],
    ['{{json inputs.list}}', '["a","b"]', 'json'],
    ['{{json .inputs.name}}', '"world"', 'json of a string'],
    ['{{escape "it\'s"}}', `'it'\\''s'`, 'escape quotes for a shell'],
    ['{{states.greet.Output | trimSpace}}', 'hello', 'a pipe'],
    ['{{states.greet.Output | trimSpace | json}}', '"hello"', 'two pipes'],
    ['{{split "a,b" ","}}', ['a', 'b'], 'split keeps its type too'],
    ['{{inputs.list | join "+"}}', 'a+b', 'join'],
    ['{{join (split "a b" " ") "-"}}', 'a-b', 'parentheses'],
    ['{{`raw "text"`}}', 'raw "text"', 'a raw string'],
    ['{{"{{"}}x}}', '{{x}}', 'literal braces'],
    ['a  {{- inputs.count -}}  b', 'a4b', 'trimmed blanks'],
    ['{{-3}}', -3, 'a negative number'],
    ['{{true}}', true, 'true'],
    ['{{false}}', false, 'false'],
    ['{{nil}}', null, 'nil'],
    ['{{json null}}', 'null', 'null'],
    ['{{``}}', '', 'an empty raw string'],
    ['{{escape nil}}{{trimSpace nil}}', "''", 'functions of null'],
    ['{{json (split nil nil)}}', '[]', 'null is an empty text for split'],
    ['{{join inputs.list nil}}', 'ab', 'and for join'],
    ['}} {', '}} {', 'closing braces alone are text'],
  ];
  for (const [source, value, why] of table)
    it(`${JSON.stringify(source)} gives ${JSON.stringify(value)}: ${why}`, () => {
      expect(render(source)).to.deep.equal(value);
    });

  const wrong: readonly (readonly [source: string, problem: RegExp])[] = [
    ['{{inputs.name', /never closed/],
    ['{{}}', /nothing stands between/],
    ['{{ }}', /nothing stands between/],
    ['{{process.exit(1)}}', /missing|takes/],
    ['{{inputs.a + 1}}', /"\+ 1" .* not understood/],
    ['{{inputs["a"]}}', /not understood/],
    ['{{json}}', /json takes 1 argument\(s\), not 0/],
    ['{{join inputs.list}}', /join takes 2/],
    ['{{inputs.a | shout}}', /after "\|" stands a function: .*trimSpace/],
    ['{{(inputs.a}}', /"\)" is missing/],
    ['{{inputs.a inputs.b}}', /"}}" is missing/],
    ['{{"\\x"}}', /not a valid string/],
  ];
  it('goes 100 levels deep and no deeper', () => {
    const nested = (levels: number): string => `{{${'('.repeat(levels)}inputs.a${')'.repeat(levels)}}}`;
    const piped = (stages: number): string => `{{inputs.a${' | trimSpace'.repeat(stages)}}}`;
    for (const make of [nested, piped]) {
      expect(problemOf(make(100))).to.equal('none');
      expect(problemOf(make(20_000))).to.match(/deeper than 100 levels/);
    }
  });

  for (const [source, problem] of wrong)
    it(`refuses ${source}`, () => {
      expect(problemOf(source)).to.match(problem);
    });

  const undefinedOnes: readonly (readonly [source: string, problem: RegExp])[] = [
    ['{{inputs.nam}}', /no inputs field nam; there are: name, .*did you mean name\?/],
    ['{{states.later.Output}}', /state later has not run; those that have: greet/],
    ['{{states.greet.Response.x}}', /no states\.greet\.Response field x; there are: a/],
    ['{{states.greet.Response.a.b.7}}', /has 2 items, none at 7/],
    ['{{inputs.name.length}}', /inputs\.name is a string, it has no length/],
    ['{{inputs.constructor}}', /no inputs field constructor/],
    ['{{inputs.nothing.x}}', /inputs\.nothing is null, it has no x/],
    ['{{nowhere.x}}', /no namespace nowhere/],
    ['{{inputs.__proto__}}', /no inputs field __proto__/],
    ['{{inputs.list.length}}', /none at length/],
    ['{{env.NOT_SET}}', /environment variable NOT_SET is not set$/],
    ['{{join inputs.name ","}}', /join takes a list/],
  ];
  for (const [source, problem] of undefinedOnes)
    it(`names what is wrong with ${source}`, () => {
      let thrown: unknown;
      try {
        render(source);
      } catch (error) {
        thrown = error;
      }
      if (!AwfError.is(thrown, 'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE')) throw new Error('no such error');
      expect(thrown.details.problem).to.match(problem);
      expect(thrown.message).to.contain('flow.yaml:7:3').and.contain('state now');
    });

  describe('with long values', () => {
    const half = 'x'.repeat(500);
    const long: JsonObject = { inputs: { half, list: ['a', 'b', 'c'], quotes: "'".repeat(100) } };
    const evaluated = (value: TemplateValue): JsonValue =>
      evaluate(value, { scope: long, file: 'flow.yaml', state: 'now' }, new TextBudget(1_000));
    const codeOf = (value: TemplateValue): string => {
      try {
        evaluated(value);
        return 'none';
      } catch (error) {
        if (!AwfError.is(error)) throw error;
        expect(error.message).to.contain('flow.yaml:7:3').and.contain('state now');
        return error.code;
      }
    };

    it('builds a text up to the limit, and no longer one', () => {
      expect(evaluated(textAt('{{inputs.half}}{{inputs.half}}'))).to.have.lengthOf(1_000);
      expect(codeOf(textAt('{{inputs.half}}{{inputs.half}}.'))).to.equal('EXECUTION.TEMPLATE.TOO_LONG');
    });

    it('does not build the text that would be too long', () => {
      const most = { scope: { inputs: { half: 'x'.repeat(mostTemplateText / 2) } }, file: 'flow.yaml', state: 'now' };
      // Together they are longer than any text that JavaScript can have.
      expect(() => evaluate(textAt('{{inputs.half}}'.repeat(80)), most)).to.throw(AwfError, /more than 33554432/u);
    });

    it('counts what functions build', () => {
      expect(codeOf(textAt('{{join inputs.list inputs.half}}'))).to.equal('EXECUTION.TEMPLATE.TOO_LONG');
      expect(codeOf(textAt(`{{inputs.quotes${' | escape'.repeat(20)}}}`))).to.equal('EXECUTION.TEMPLATE.TOO_LONG');
      expect(codeOf(textAt(`{{inputs.half${' | json'.repeat(3)}}}`))).to.equal('EXECUTION.TEMPLATE.TOO_LONG');
    });

    it('splits a text into a million items at most', () => {
      const scope = { inputs: { lines: ','.repeat(1_000_000) } };
      expect(() => evaluate(textAt('{{split inputs.lines ","}}'), { scope, file: 'flow.yaml', state: 'now' })).to.throw(
        AwfError,
        /split gives more than 1000000 items/u,
      );
    });

    it('counts the texts of one value together, but not values that stay what they are', () => {
      const list = (length: number, source: string): TemplateValue => ({
        kind: 'list',
        items: new Array<TemplateValue>(length).fill(textAt(source)),
      });
      expect(evaluated(list(10, '{{inputs.half}}'))).to.have.lengthOf(10);
      expect(codeOf(list(2, '.{{inputs.half}}'))).to.equal('EXECUTION.TEMPLATE.TOO_LONG');
    });
  });
});
