import { expect } from 'chai';
import type { WorkflowProblem } from '../../../../src/domain/workflow/workflow-problems.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

const flow = (step: string, top = ''): string =>
  `name: f\n${top}states:\n  initial: a\n  a: { ${step}, on_success: done }\n  done: { type: terminal }\n`;
const read = (text: string) => parseWorkflow(text, 'f.yaml', compilePattern);

function problemsOf(text: string): string {
  try {
    read(text);
    return '';
  } catch (error) {
    return (error as WorkflowProblem).message;
  }
}

describe('A step whose type has a dot', () => {
  it('is of a type that a plugin adds, with its settings', () => {
    const { workflow, warnings } = read(
      flow(`type: db.sql.query, description: Asks, config: { sql: x, n: 1 }, timeout: 5s`),
    );
    const state = workflow.states.get('a');
    expect(state).to.deep.include({ kind: 'custom', description: 'Asks', timeoutMs: 5_000 });
    expect(state?.kind === 'custom' && state.stepType.value).to.deep.equal({
      name: 'db.sql.query',
      plugin: 'db',
      type: 'sql.query',
    });
    expect(state?.kind === 'custom' && state.config.map(({ name }) => name)).to.deep.equal(['sql', 'n']);
    expect(warnings).to.deep.equal([]);
  });

  it('may name its plugin by an alias', () => {
    const { workflow } = read(flow('type: data.query', 'plugins: { data: db }\n'));
    const state = workflow.states.get('a');
    expect(state?.kind === 'custom' && state.stepType.value.name).to.equal('db.query');
    expect([...workflow.plugins]).to.deep.equal([['data', 'db']]);
  });

  it('has references in its settings checked', () => {
    expect(problemsOf(flow(`type: db.query, config: { sql: '{{inputs.nothing}}' }`))).to.include(
      'there is no input nothing',
    );
  });

  it('is of an unknown type where a side of the dot is empty', () => {
    for (const type of ['db.', '.query', 'query'])
      expect(problemsOf(flow(`type: ${type}`))).to.include('unknown step type');
  });

  it('refuses settings that are no map, and warns of fields that it does not have', () => {
    expect(problemsOf(flow('type: db.query, config: [1]'))).to.include('states.a.config: expected a map');
    expect(read(flow('type: db.query, command: x')).warnings.map(({ field }) => field)).to.deep.equal([
      'states.a.command',
    ]);
  });
});

describe('The aliases of plugins', () => {
  it('are names of plugins, on both sides', () => {
    const text = flow('type: db.query', 'plugins: { "a.b": db, ok: "no name", empty: "" }\n');
    expect(problemsOf(text)).to.include('the alias a.b must begin with a letter');
    expect(problemsOf(text)).to.include('plugins.ok: the plugin name no name must begin with a letter');
    expect(problemsOf(text)).to.include('plugins.empty is empty');
  });
});
