import { expect } from 'chai';
import { silentLogger } from '../../../packages/go-plugin/src/logger.js';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';
import type { JsonObject } from '../../../src/domain/json.js';
import { RecordingLogger } from '../../../src/infrastructure/in_memory/recording-logger.js';
import { PluginRuntime } from '../../../src/sdk/plugin-runtime.js';
import type { Plugin } from '../../../src/sdk/plugin.js';
import { stepType, type StepResult } from '../../../src/sdk/step-type.js';

const caller = () => ({ signal: new AbortController().signal });
const messageOf = async (promise: Promise<unknown>): Promise<string> => ((await rejection(promise)) as Error).message;

function runtimeOf(stepTypes: Plugin['stepTypes'], logger = new RecordingLogger()) {
  const runtime = new PluginRuntime({ name: 'p', version: '1.0.0', ...(stepTypes && { stepTypes }) }, logger);
  const execute = (type: string, config: JsonObject = {}, inputs: JsonObject = {}) =>
    runtime.stepTypes.execute(
      { stepName: 's', stepType: type, config: JSON.stringify(config), inputs: JSON.stringify(inputs) },
      caller(),
    );
  return { runtime, execute, logger };
}

/** A plugin whose one type of steps returns what a program without type checks might. */
const returning = (returned: unknown) => runtimeOf({ it: { handler: () => returned as StepResult } }).execute('it');

describe('StepTypeRuntime', () => {
  it('gives a handler its settings with their types and defaults, the inputs of the workflow and the names', async () => {
    let seen: unknown;
    const { execute } = runtimeOf({
      count: stepType({
        config: {
          table: { type: 'string', required: true },
          limit: { type: 'integer', default: 5 },
          strict: { type: 'boolean' },
        },
        handler: ({ config, inputs, stepName, stepType: type }) => {
          const limit: number = config.limit;
          const table: string = config.table;
          seen = { config, inputs, stepName, type, sum: `${table}${limit}` };
          return {};
        },
      }),
    });
    // AWF's host renders templates to texts.
    await execute('count', { table: 't', strict: 'true' }, { who: 'me' });
    expect(seen).to.deep.equal({
      config: { table: 't', limit: 5, strict: true },
      inputs: { who: 'me' },
      stepName: 's',
      type: 'count',
      sum: 't5',
    });
  });

  it('lists the types with their settings', () => {
    const { runtime } = runtimeOf({
      count: stepType({ description: 'Counts', config: { table: { type: 'string' } }, handler: () => ({}) }),
    });
    const [type] = runtime.stepTypes.list();
    expect(type).to.include({ name: 'count', description: 'Counts', plugin: 'p' });
    expect(type?.config.table).to.deep.equal({ type: 'string', required: false });
    expect(runtime.info().capabilities).to.deep.equal(['step_types']);
  });

  it('answers nothing, an output, data and an exit code', async () => {
    expect(await returning({})).to.deep.equal({ output: '', data: '{}', exitCode: 0 });
    expect(await returning({ output: 'o', data: { a: 1 }, exitCode: -3 })).to.deep.equal({
      output: 'o',
      data: '{"a":1}',
      exitCode: -3,
    });
  });

  it('rejects a result that is none, with what must be returned or the path of the value', async () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [undefined, 'the handler returned undefined; it must return { output, data, exitCode }'],
      ['done', 'the handler returned a string; it must return { output, data, exitCode }'],
      [{ outputs: {} }, 'the handler returned an object with `outputs`; it must return { output, data, exitCode }'],
      [{ output: 1 }, 'the handler returned a number as output, not a text'],
      [{ exitCode: 1.5 }, 'the handler returned 1.5 as exitCode, not a whole number of 32 bits'],
      [{ exitCode: 2 ** 31 }, 'the handler returned 2147483648 as exitCode, not a whole number of 32 bits'],
      [{ exitCode: '1' }, 'the handler returned a string as exitCode, not a whole number of 32 bits'],
      [{ data: [] }, 'the handler returned an array as data, not an object'],
      [{ data: { a: [new Map()] } }, 'data.a[0] is a Map; use Object.fromEntries()'],
      [{ data: { a: NaN } }, 'data.a is NaN'],
    ];
    for (const [returned, message] of cases) {
      const error = await messageOf(returning(returned));
      expect(error).to.match(/^execute step: /u);
      expect(error).to.include(message);
    }
  });

  it('survives a handler that throws, and logs its stack', async () => {
    const { execute, logger } = runtimeOf({
      it: {
        handler: () => {
          throw new Error('no such table');
        },
      },
    });
    expect(await messageOf(execute('it'))).to.equal('execute step: no such table');
    expect(logger.records[0]).to.include({ level: 'error', message: 'step failed' });
    expect(logger.records[0]?.fields).to.include({ step: 's', type: 'it', error: 'no such table' });
    expect(await messageOf(execute('it'))).to.equal('execute step: no such table');
  });

  it('says what is wrong with the settings, and does not log that', async () => {
    const { execute, logger } = runtimeOf({
      it: stepType({ config: { table: { type: 'string', required: true } }, handler: () => ({}) }),
    });
    expect(await messageOf(execute('it'))).to.equal('execute step: setting "table" is required');
    expect(logger.records).to.deep.equal([]);
  });

  it('answers as AWF’s SDK does where there is no such type, and where there are none', async () => {
    const { execute } = runtimeOf({ it: { handler: () => ({}) } });
    expect(await messageOf(execute('query'))).to.equal('execute step: unknown step type "query"');
    expect(await messageOf(runtimeOf(undefined).execute('query'))).to.equal('plugin does not implement step types');
    expect(runtimeOf(undefined).runtime.stepTypes.list()).to.deep.equal([]);
  });

  it('rejects what is not JSON', async () => {
    const { runtime } = runtimeOf({ it: { handler: () => ({}) } });
    const step = { stepName: 's', stepType: 'it', config: '{', inputs: '' };
    expect(await messageOf(runtime.stepTypes.execute(step, caller()))).to.equal('config is not JSON');
  });
});

describe('stepType', () => {
  it('refuses settings that no step can be checked against', () => {
    const declare = (config: object) => () => stepType({ config, handler: () => ({}) } as never);
    expect(declare({ a: { type: 'text' } })).to.throw(TypeError, 'setting "a": its type must be one of');
    expect(declare({ a: { type: 'integer', default: 'x' } })).to.throw(TypeError, 'setting "a": its default must be');
  });

  it('refuses them also in a plugin that does not use it', () => {
    const stepTypes = { it: { config: { a: { type: 'text' } }, handler: () => ({}) } } as never;
    expect(() => new PluginRuntime({ name: 'p', version: '1.0.0', stepTypes }, silentLogger)).to.throw(
      TypeError,
      'setting "a"',
    );
  });
});
