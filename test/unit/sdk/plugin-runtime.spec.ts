import { expect } from 'chai';
import { PluginRuntime } from '../../../src/sdk/plugin-runtime.js';
import { decodeResult } from '../../../src/wire/execute-result.js';
import { encodeJsonValues } from '../../../src/wire/json-values.js';
import { BasePlugin, failure, operation, success, type Plugin } from '../../../src/sdk/index.js';
import type { JsonObject } from '../../../src/domain/json.js';
import { RecordingLogger } from '../../../src/infrastructure/in_memory/recording-logger.js';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';

const live = new AbortController().signal;

const plugin = {
  name: 'words',
  version: '1.2.3',
  description: 'Deals in words',
  operations: {
    repeat: operation({
      description: 'Says it again',
      inputs: { word: { type: 'string', required: true }, times: { type: 'integer', default: 2 } },
      outputs: { words: { type: 'string' } },
      handler: ({ inputs }) => success({ words: inputs.word.repeat(inputs.times) }),
    }),
    sum: operation({ inputs: { numbers: { type: 'array' } }, handler: () => success() }),
    pass: operation({ handler: ({ inputs, config }) => success({ inputs, config }) }),
    refuse: operation({ handler: () => failure('no', { why: 'because' }) }),
    throws: operation({
      handler: () => {
        throw new TypeError('x is not a function');
      },
    }),
    wait: operation({
      handler: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    }),
  },
} satisfies Plugin;

const runtimeOf = (of: Plugin): PluginRuntime => new PluginRuntime(of, new RecordingLogger());
const execute = async (name: string, inputs: JsonObject, of: PluginRuntime = runtimeOf(plugin)) =>
  decodeResult(await of.execute(name, encodeJsonValues(inputs, 'input'), { signal: live }));

describe('PluginRuntime', () => {
  it('says what the plugin is and offers', () => {
    expect(runtimeOf(plugin).info()).to.deep.equal({
      name: 'words',
      version: '1.2.3',
      description: 'Deals in words',
      capabilities: ['operations'],
    });
    expect(runtimeOf({ name: 'idle', version: '0.1.0' }).info().capabilities).to.deep.equal([]);
    expect(runtimeOf(plugin).operation('repeat').inputs).to.deep.equal({
      word: { type: 'string', required: true },
      times: { type: 'integer', required: false, default: 2 },
    });
    expect(() => runtimeOf(plugin).operation('nothing')).to.throw('operation "nothing" not found');
  });

  it('hands checked inputs with defaults to the handler', async () => {
    expect(await execute('repeat', { word: 'ab' })).to.deep.equal({ success: true, outputs: { words: 'abab' } });
  });

  it('answers wrong inputs with a failure that names each', async () => {
    expect(await execute('repeat', { times: true })).to.deep.include({
      success: false,
      error: 'input "word" is required; input "times" must be an integer, is a boolean',
    });
  });

  it('converts texts to the type in the schema, because AWF’s host renders every template to a text', async () => {
    expect((await execute('repeat', { word: '7', times: '3' })).outputs).to.deep.equal({ words: '777' });
    expect(await execute('repeat', { word: '7', times: 'three' })).to.include({ success: false });
  });

  it('names an input or setting that is nested too deep, also one within a text', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const call = await runtimeOf(plugin).execute('pass', new Map([['all', deep]]), { signal: live });
    expect(call).to.include({ success: false, error: 'input "all" is nested deeper than 512 levels' });
    expect(await execute('sum', { numbers: deep })).to.include({
      success: false,
      error: 'input "numbers" is nested deeper than 512 levels',
    });
    const init = runtimeOf(plugin).init(new Map([['key', deep]]), live);
    const message = 'plugin init failed: setting "key" is nested deeper than 512 levels';
    expect(await rejection(init)).to.have.property('message', message);
  });

  it('passes every input on if an operation declares none', async () => {
    const runtime = runtimeOf(plugin);
    await runtime.init(encodeJsonValues({ token: 't' }, 'setting'), live);
    const { outputs } = await execute('pass', { a: null, b: [1] }, runtime);
    expect(outputs).to.deep.equal({ inputs: { a: null, b: [1] }, config: { token: 't' } });
  });

  it('passes failures on, with their outputs', async () => {
    expect(await execute('refuse', {})).to.deep.equal({ success: false, error: 'no', outputs: { why: 'because' } });
  });

  it('turns an exception into a failure with its text, and keeps running', async () => {
    const runtime = runtimeOf(plugin);
    expect(await execute('throws', {}, runtime)).to.include({ success: false, error: 'x is not a function' });
    expect(await execute('refuse', {}, runtime)).to.include({ error: 'no' });
  });

  it('makes a value that JSON cannot express a failure that names it, and logs it', async () => {
    const logger = new RecordingLogger();
    const operations = { odd: operation({ handler: () => success({ all: [NaN] }) }) };
    const result = await execute('odd', {}, new PluginRuntime({ ...plugin, operations }, logger));
    expect(result)
      .to.have.property('error')
      .that.matches(/success\(\).*outputs\.all\[0\] is NaN/u);
    expect(logger.records.map(({ message }) => message)).to.deep.equal(['operation failed']);
  });

  it('logs an exception with its stack and its causes: the answer has neither', async () => {
    const logger = new RecordingLogger();
    const handler = function lookUp(): never {
      throw new Error('not to be had', { cause: new RangeError('page 7') });
    };
    const broken = new PluginRuntime({ ...plugin, operations: { find: operation({ handler }) } }, logger);
    expect(await execute('find', {}, broken)).to.deep.equal({ success: false, error: 'not to be had', outputs: {} });
    const [record, ...others] = logger.records;
    expect(others).to.be.empty;
    expect(record).to.deep.include({ level: 'error', message: 'operation failed' });
    expect(record?.fields).to.include({ operation: 'find', error: 'not to be had' });
    expect(record?.fields.stack).to.match(
      /^Error: not to be had\n +at .*lookUp .*plugin-runtime\.spec[^]*\ncaused by RangeError: page 7\n +at /,
    );
  });

  it('logs no credentials that a library attaches to its errors, and no megabytes', async () => {
    const logger = new RecordingLogger();
    const operations = {
      request: operation({
        handler: () => {
          throw Object.assign(new Error('a'.repeat(1_000_000)), { config: { token: 'hunter2' } });
        },
      }),
    };
    await execute('request', {}, new PluginRuntime({ ...plugin, operations }, logger));
    const line = JSON.stringify(logger.records);
    expect(line).not.to.include('hunter2');
    expect(line.length).to.be.within(1_000, 50_000);
  });

  it('logs thrown values that are not errors, and errors whose causes form a ring', async () => {
    const logger = new RecordingLogger();
    const ring = new Error('again');
    ring.cause = ring;
    const throws = (thrown: unknown) =>
      operation({
        handler: () => {
          throw thrown;
        },
      });
    const broken = new PluginRuntime(
      { ...plugin, operations: { text: throws('just so'), ring: throws(ring) } },
      logger,
    );
    expect(await execute('text', {}, broken)).to.include({ error: 'just so' });
    expect(logger.records[0]?.fields).to.include({ error: 'just so', stack: 'just so' });
    expect(await execute('ring', {}, broken)).to.include({ error: 'again' });
  });

  it('does not log what is not the plugin’s fault: invalid inputs, a reported failure, a canceled call', async () => {
    const logger = new RecordingLogger();
    const runtime = new PluginRuntime(plugin, logger);
    await execute('repeat', {}, runtime);
    await execute('refuse', {}, runtime);
    const controller = new AbortController();
    const call = rejection(runtime.execute('wait', new Map(), controller));
    await Promise.resolve();
    controller.abort();
    await call;
    expect(logger.records).to.be.empty;
  });

  it('answers an unknown operation with a failure, also one that every object has', async () => {
    for (const name of ['nothing', 'constructor', '__proto__'])
      expect(await execute(name, {})).to.include({ success: false, error: `unknown operation "${name}"` });
  });

  it('asks for the signal of a call when its handler reads it, also from a copy of the call', async () => {
    let asked = 0;
    const caller = {
      get signal() {
        asked += 1;
        return live;
      },
    };
    const seen: unknown[] = [];
    const signals = operation({
      handler: ({ inputs, ...rest }) => {
        seen.push(rest.signal, Object.keys(inputs).length);
        return success();
      },
    });
    const runtime = runtimeOf({ ...plugin, operations: { ...plugin.operations, signals } });
    await runtime.execute('refuse', new Map(), caller);
    expect(asked).to.equal(0);
    await runtime.execute('signals', new Map(), caller);
    expect(seen).to.deep.equal([live, 0]);
  });

  it('rejects a canceled call', async () => {
    const controller = new AbortController();
    const call = rejection(runtimeOf(plugin).execute('wait', new Map(), controller));
    await Promise.resolve();
    controller.abort();
    expect(await call).to.have.property('message', 'aborted');
  });

  it('adds AWF’s prefix to errors of init and shutdown', async () => {
    const logger = new RecordingLogger();
    const broken = new PluginRuntime(
      {
        name: 'broken',
        version: '1.0.0',
        init: () => Promise.reject(new Error('no licence')),
        shutdown: () => {
          throw new Error('still busy');
        },
      },
      logger,
    );
    expect(await rejection(broken.init(new Map(), live))).to.have.property('message', 'plugin init failed: no licence');
    expect(await rejection(broken.shutdown(live))).to.have.property('message', 'plugin shutdown failed: still busy');
    expect(logger.records.map(({ message }) => message)).to.deep.equal(['init failed', 'shutdown failed']);
    expect(logger.records[0]?.fields.stack).to.include('plugin-runtime.spec');
  });

  it('shuts the plugin down once', async () => {
    const calls: string[] = [];
    const runtime = runtimeOf({ name: 'a', version: '1.0.0', shutdown: () => void calls.push('shutdown') });
    await Promise.all([runtime.shutdown(live), runtime.shutdown(live)]);
    expect(calls).to.deep.equal(['shutdown']);
  });
});

describe('BasePlugin', () => {
  it('is a plugin without operations', async () => {
    const runtime = runtimeOf(new BasePlugin({ name: 'base', version: '1.0.0' }));
    await runtime.init(new Map(), live);
    expect(runtime.operations()).to.deep.equal([]);
    await runtime.shutdown(live);
  });
});
