import { expect } from 'chai';
import { RecordingLogger } from '../../../src/infrastructure/in_memory/recording-logger.js';
import {
  eventSubscriber,
  operation,
  plugin,
  settings,
  stepType,
  success,
  validator,
  type Plugin,
} from '../../../src/sdk/index.js';
import { PluginRuntime } from '../../../src/sdk/plugin-runtime.js';
import { TestHost } from '../../../src/sdk/testing/index.js';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';

const config = settings({
  url: { type: 'string', required: true },
  retries: { type: 'integer', default: 3 },
  mode: { type: 'string', enum: ['fast', 'safe'], default: 'safe' },
  loud: { type: 'boolean' },
  key: { type: 'string', secret: true },
});

const seen: unknown[] = [];
const keeper = plugin({
  name: 'keeper',
  version: '1.0.0',
  config,
  init({ url, retries, mode, loud, key }) {
    // The compiler knows each type.
    const typed: readonly [string, number, 'fast' | 'safe', boolean | undefined, string | undefined] = [
      ...([url, retries, mode] as const),
      ...([loud, key] as const),
    ];
    seen.push(typed);
  },
  operations: {
    tell: operation({
      pluginConfig: config,
      handler: ({ config: { retries, url } }) => success({ twice: retries * 2, upper: url.toUpperCase() }),
    }),
  },
  stepTypes: {
    tell: stepType({
      pluginConfig: config,
      handler: ({ pluginConfig: { retries } }) => ({ data: { twice: retries * 2 } }),
    }),
  },
  validator: validator({
    pluginConfig: config,
    validateWorkflow: (_, { config: { retries, mode } }) => [{ message: `${retries * 2} ${mode.toUpperCase()}` }],
    validateStep: (_, step, { config: { url } }) => [{ message: `${step} ${url.toUpperCase()}` }],
  }),
  events: eventSubscriber({
    pluginConfig: config,
    patterns: ['workflow.*'],
    handler: ({ config: { retries } }) => [{ type: 'told.all', metadata: { twice: String(retries * 2) } }],
  }),
});

describe('The settings of a plugin', () => {
  it('reach init, operations and types of steps with their types, checked and with defaults', async () => {
    await using host = await TestHost.start(keeper, { url: 'a', loud: null });
    expect(seen.splice(0)).to.deep.equal([['a', 3, 'safe', undefined, undefined]]);
    expect(await host.execute('tell')).to.deep.include({ outputs: { twice: 6, upper: 'A' } });
    expect(await host.executeStep('tell')).to.deep.include({ data: { twice: 6 } });
  });

  it('reach the validator and the event subscriber in the same way', async () => {
    await using host = await TestHost.start(keeper, { url: 'a' });
    seen.splice(0);
    const issues = await host.validate({ steps: { one: { type: 'command' } } });
    expect(issues.map(({ message }) => message)).to.deep.equal(['6 SAFE', 'one A']);
    const [emitted] = await host.handleEvent({ type: 'workflow.started' });
    expect(emitted).to.deep.include({ type: 'told.all', metadata: { twice: '6' } });
  });

  it('are refused by the SDK as well, because AWF’s host does not check them; no value is repeated', async () => {
    const wrong = { retries: 'canary', mode: 'canary', ulr: 'canary' };
    const error = (await rejection(TestHost.start(keeper, wrong))) as Error;
    expect(error.message).to.equal(
      'plugin init failed: setting "url" is required; setting "retries" must be an integer, is a string; ' +
        'setting "mode" must be one of "fast", "safe"; setting "ulr" is not a setting of this plugin; did you mean url?',
    );
  });

  it('pass unchecked where none are declared', async () => {
    let got: unknown;
    const free: Plugin = { name: 'p', version: '1.0.0', init: (given) => void (got = given) };
    await using host = await TestHost.start(free, { any: [1, null] });
    expect(host.log).to.deep.equal([]);
    expect(got).to.deep.equal({ any: [1, null] });
  });

  it('do not compile with a misspelt key, or a value of another type', () => {
    // @ts-expect-error -- `requird` is no key
    expect(() => settings({ url: { type: 'string', requird: true } })).to.throw(TypeError, 'did you mean required?');
    // @ts-expect-error -- the default is no number
    expect(() => settings({ retries: { type: 'integer', default: 'x' } })).to.throw(TypeError, 'must be an integer');
  });

  for (const [what, definition, problem] of [
    ['an unknown type', { type: 'number' }, 'its type must be one of string, integer, boolean, is number'],
    ['no definition', null, 'must be an object, is null'],
    ['a secret with a default', { type: 'string', secret: true, default: 'x' }, 'a secret has no default'],
    ['a default that is not allowed', { type: 'integer', default: 1, enum: [2] }, 'default must be one of the values'],
    ['a text for a flag', { type: 'string', required: 'yes' }, 'its required must be true or false, is a string'],
    ['an enum that is no list', { type: 'string', enum: 'a' }, 'its enum must be an array, is a string'],
  ] as const)
    it(`are refused with ${what}, also where settings() was not used`, () => {
      const wrong = { name: 'p', version: '1.0.0', config: { odd: definition } } as unknown as Plugin;
      expect(() => plugin(wrong)).to.throw(TypeError, 'setting "odd": ');
      expect(() => new PluginRuntime(wrong, new RecordingLogger())).to.throw(TypeError, problem);
    });

  it('must be those that handlers read', () => {
    const other = settings({ url: { type: 'string' } });
    const run = operation({ pluginConfig: other, handler: () => success() });
    const wrong: Plugin = { name: 'p', version: '1.0.0', config, operations: { run } };
    expect(() => new PluginRuntime(wrong, new RecordingLogger())).to.throw(
      TypeError,
      'operation "run": reads the setting "url", which the plugin does not declare so',
    );
    const reader = { pluginConfig: other };
    const handler = (): undefined => undefined;
    for (const [plugin, what] of [
      [{ ...wrong, operations: {}, validator: validator(reader) }, 'the validator'],
      [
        { ...wrong, operations: {}, events: eventSubscriber({ ...reader, patterns: [], handler }) },
        'the event subscriber',
      ],
    ] as const)
      expect(() => new PluginRuntime(plugin, new RecordingLogger())).to.throw(TypeError, `${what}: reads the setting`);
  });

  it('are declared by members that exist', () => {
    const handler = (): undefined => undefined;
    // @ts-expect-error -- `validate` is no member
    expect(() => validator({ validate: () => [] })).to.throw(TypeError, 'the validator: there is no `validate`');
    // @ts-expect-error -- `pattern` is no member
    expect(() => eventSubscriber({ pattern: [], handler })).to.throw(TypeError, 'did you mean patterns?');
  });
});
