import { expect } from 'chai';
import { defaultLimits } from '../../../../src/app/composition/container-options.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../../../src/domain/json.js';
import type { PluginManifest } from '../../../../src/domain/plugin/manifest.js';
import type { PluginInfo } from '../../../../src/domain/plugin/plugin-info.js';
import { ExternalOperationProvider } from '../../../../src/app/plugins/external-operation-provider.js';
import { ExternalPluginManager } from '../../../../src/app/plugins/external-plugin-manager.js';
import { InMemoryPluginStateStore } from '../../../../src/infrastructure/in_memory/in-memory-plugin-state-store.js';
import { InMemorySettingsSource } from '../../../../src/infrastructure/in_memory/in-memory-settings-source.js';
import { InMemoryValueSource } from '../../../../src/infrastructure/in_memory/in-memory-value-source.js';
import { systemClock } from '../../../../src/infrastructure/system_clock/system-clock.js';
import type { CallOptions } from '../../../../src/ports/call-options.js';
import type { PluginConnection } from '../../../../src/ports/plugin-transport.js';
import type { SettingsSource } from '../../../../src/ports/settings-source.js';
import { inMemoryHost } from '../../../support/contract-hosts.js';
import { altered } from '../../../support/mutants.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

interface Settings {
  readonly manifest?: Partial<PluginManifest>;
  readonly config?: JsonObject;
  readonly hostVersion?: string;
  /** Values that count before all others. */
  readonly given?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
  readonly project?: SettingsSource;
  /** Waited for before plugins are found. */
  readonly found?: Promise<unknown>;
  readonly connection?: (original: PluginConnection) => Partial<PluginConnection>;
}

/** A manager over a plugin in memory, which notes what happens in which order. */
function setUp(settings: Settings = {}) {
  const {
    manifest = {},
    config = {},
    hostVersion = '0.11.0',
    given = {},
    env = {},
    project = new InMemorySettingsSource(),
    found,
    connection = () => ({}),
  } = settings;
  const { transport, loader } = inMemoryHost();
  const steps: string[] = [];
  const logger = new RecordingLogger();
  const withManifest = (info: PluginInfo): PluginInfo => ({ ...info, manifest: { ...info.manifest, ...manifest } });
  const manager = new ExternalPluginManager(
    {
      transport: {
        connect: async (...args) => {
          steps.push('connect');
          const original = await transport.connect(...args);
          const noting = altered(original, {
            info: (options) => (steps.push(`GetInfo ${options?.timeoutMs ?? 'unlimited'}`), original.info(options)),
            init: (given, options) => (steps.push(`Init ${JSON.stringify(given)}`), original.init(given, options)),
            operations: (options) => (steps.push('ListOperations'), original.operations(options)),
            shutdown: (options) => (steps.push('Shutdown'), original.shutdown(options)),
            close: () => (steps.push('close'), original.close()),
          });
          return altered(noting, connection(noting));
        },
      },
      stateStore: new InMemoryPluginStateStore(systemClock, new Map([['contract-echo', { enabled: true, config }]])),
      logger,
      settings: project,
      values: new InMemoryValueSource({ env }),
      pluginConfig: new Map([[name, given]]),
      limits: { ...defaultLimits, startTimeoutMs: 2_000, callTimeoutMs: 1_000, shutdownTimeoutMs: 50 },
      hostVersion,
    },
    [
      {
        path: 'memory:',
        optional: false,
        loader: {
          discoverPlugins: async (_, options) => {
            steps.push('discover');
            await found;
            return (await loader.discoverPlugins('memory:', options)).map(withManifest);
          },
          loadPlugin: async (locator) => (steps.push('load'), withManifest(await loader.loadPlugin(locator))),
        },
      },
    ],
  );
  const provider = new ExternalOperationProvider({ plugins: manager, clock: systemClock, logger });
  return { manager, steps, logger, provider };
}

const name = 'contract-echo';

describe('ExternalPluginManager', () => {
  it('does AWF’s steps in AWF’s order', async () => {
    const { manager, steps } = setUp({ config: { mode: 'fast' } });
    await manager.init(name);
    await manager.shutdown(name);
    expect(steps).to.deep.equal([
      'discover',
      'load',
      'connect',
      'GetInfo 1000',
      'Init {"mode":"fast"}',
      'ListOperations',
      'Shutdown',
      'close',
    ]);
  });

  it('continues a discovery that others wait for, and begins a new one if nobody has waited', async () => {
    let find: (value?: unknown) => void = () => undefined;
    const { manager, steps } = setUp({ found: new Promise((resolve) => (find = resolve)) });
    const controllers = [new AbortController(), new AbortController()] as const;
    const impatient = controllers.map(({ signal }) => rejection(manager.init(name, undefined, { signal })));
    const patient = manager.load(name);
    for (const controller of controllers) controller.abort('enough');
    for (const end of impatient) expect(await end).to.include({ code: 'EXECUTION.PLUGIN.CANCELED', cause: 'enough' });
    find();
    expect((await patient).status).to.equal('loaded');
    expect(steps).to.deep.equal(['discover', 'load']);

    const alone = setUp();
    const signal = AbortSignal.abort('enough');
    expect(await rejection(alone.manager.load(name, { signal }))).to.have.property('code', 'EXECUTION.PLUGIN.CANCELED');
    expect((await alone.manager.load(name)).status).to.equal('loaded');
  });

  it('keeps the discovered plugins when a caller cancels afterwards', async () => {
    const { manager, steps } = setUp();
    const unknown = (options?: CallOptions) => rejection(manager.load('nobody', options));
    expect(await unknown()).to.have.property('code', 'USER.INPUT.PLUGIN_NOT_FOUND');
    expect(await unknown({ signal: AbortSignal.abort('enough') })).to.have.property(
      'code',
      'EXECUTION.PLUGIN.CANCELED',
    );
    expect(await unknown()).to.have.property('code', 'USER.INPUT.PLUGIN_NOT_FOUND');
    expect(steps).to.deep.equal(['discover']);
  });

  it('prefers a given configuration over the stored one', async () => {
    const { manager, steps } = setUp({ config: { mode: 'fast' } });
    await manager.init(name, { mode: 'safe' });
    expect(steps).to.include('Init {"mode":"safe"}');
  });

  it('fills in the defaults of the manifest’s configuration, and refuses what contradicts it', async () => {
    const fields = { mode: { type: 'string', required: false, default: 'fast', enum: ['fast', 'safe'] } } as const;
    const good = setUp({ manifest: { config: fields } });
    await good.manager.init(name);
    expect(good.steps).to.include('Init {"mode":"fast"}');

    const bad = setUp({ manifest: { config: fields }, config: { mode: 'quick' } });
    const error = await rejection(bad.manager.init(name));
    expect(error).to.have.property('code', 'USER.VALIDATION.PLUGIN_CONFIG');
    expect(bad.steps).to.deep.equal(['discover', 'load']);
  });

  it('does not start a plugin for another version of the host', async () => {
    const { manager, steps } = setUp({ manifest: { awfVersion: '>=1.0.0' } });
    const error = await rejection(manager.init(name));
    expect(error).to.have.property('code', 'USER.VALIDATION.PLUGIN_VERSION_MISMATCH');
    expect(error).to.have.property('message').that.includes('>=1.0.0').and.includes('0.11.0');
    expect(steps).to.deep.equal(['discover', 'load']);
    await setUp({ manifest: { awfVersion: '>=1.0.0' }, hostVersion: 'dev' }).manager.init(name);
  });

  it('warns of a plugin whose name differs from its manifest', async () => {
    const { manager, logger } = setUp({
      connection: (original) => ({ info: async () => ({ ...(await original.info()), name: 'impostor' }) }),
    });
    await manager.init(name);
    const warnings = logger.records.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ fields }) => fields.said)).to.deep.equal(['impostor 1.0.0']);
  });

  it('reports that operations cannot be listed only if the manifest promises some', async () => {
    const fails = (): Promise<never> =>
      Promise.reject(
        new AwfError('EXECUTION.PLUGIN.CALL_FAILED', { plugin: name, call: '', status: 'UNIMPLEMENTED', message: '' }),
      );
    const promising = setUp({ manifest: { capabilities: ['operations'] }, connection: () => ({ operations: fails }) });
    expect(await rejection(promising.manager.init(name))).to.have.property('code', 'EXECUTION.PLUGIN.CALL_FAILED');
    const silent = setUp({ manifest: { capabilities: ['events'] }, connection: () => ({ operations: fails }) });
    await silent.manager.init(name);
    expect(silent.manager.get(name)?.status).to.equal('running');
  });

  it('does not wait for a plugin that does not shut down', async () => {
    const { manager, steps, logger } = setUp({
      connection: (original) => ({
        shutdown: async (options) => {
          await original.execute('sleep', { ms: 60_000 }, options);
        },
      }),
    });
    await manager.init(name);
    await manager.shutdown(name);
    expect(steps.at(-1)).to.equal('close');
    expect(logger.records.map(({ message }) => message)).to.include('the plugin did not shut down in good order');
  });

  it('gives a plugin the values of the project, and before them those of this machine', async () => {
    const settings = { config: { greeting: 'hello', name: 'world' }, sandbox: undefined };
    const project = new InMemorySettingsSource({ plugins: new Map([[name, settings]]) });
    const { manager, steps } = setUp({ project, config: { name: 'moon' } });
    await manager.init(name);
    expect(steps).to.include('Init {"greeting":"hello","name":"moon"}');
  });

  it('warns of settings for a plugin that is not installed, because they limit nothing', async () => {
    const settings = { config: {}, sandbox: undefined };
    const project = new InMemorySettingsSource({ plugins: new Map([['contract-ehco', settings]]) });
    const { manager, logger } = setUp({ project });
    await manager.discover();
    const warnings = logger.records.filter(({ level }) => level === 'warn').map(({ message }) => message);
    expect(warnings).to.deep.equal(['the settings name a plugin that is not installed; did you mean contract-echo?']);
  });

  it('starts no plugin whose limits are under a misspelt name, and says where they are', async () => {
    const settings = { config: {}, sandbox: { network: false } };
    const plugins = new Map([['contract-ehco', settings]]);
    const { manager, steps } = setUp({ project: new InMemorySettingsSource({ path: 'config.yaml', plugins }) });
    const error = await rejection(manager.init(name));
    expect(error).to.have.property('code', 'USER.VALIDATION.SETTINGS_INVALID');
    expect((error as Error).message).to.equal(
      'invalid project settings: config.yaml: plugins.contract-ehco.sandbox: there is no plugin contract-ehco, so its limits would not be kept; did you mean contract-echo?',
    );
    expect(steps).not.to.include('connect');
  });

  it('takes values of the command line before all others, with the types of the manifest and with variables', async () => {
    const project = new InMemorySettingsSource({
      plugins: new Map([[name, { config: { port: 1, host: '${HOST}', key: 'env:KEY' }, sandbox: undefined }]]),
    });
    const { manager, steps } = setUp({
      project,
      manifest: {
        config: {
          port: { type: 'integer', required: true },
          host: { type: 'string', required: true },
          key: { type: 'string', required: true, secret: true },
        },
      },
      config: { port: 2 },
      given: { port: '3' },
      env: { HOST: 'h', KEY: 'k' },
    });
    await manager.init(name);
    expect(steps).to.include('Init {"port":3,"host":"h","key":"k"}');
  });

  it('starts no plugin while the settings of the project cannot be read', async () => {
    const refused = new AwfError('USER.VALIDATION.SETTINGS_INVALID', { path: 'config.yaml', problems: [] });
    let readable = false;
    const project: SettingsSource = {
      load: () => (readable ? new InMemorySettingsSource().load() : Promise.reject(refused)),
    };
    const { manager, steps } = setUp({ project });
    expect(await rejection(manager.init(name))).to.equal(refused);
    expect(manager.get(name)).to.include({ status: 'failed', error: refused });
    expect(steps).not.to.include('connect');
    readable = true;
    await manager.init(name);
    expect(manager.get(name)).to.include({ status: 'running' });
  });

  it('collects the errors of shutting all plugins down', async () => {
    const { manager } = setUp({ connection: () => ({ close: () => Promise.reject(new Error('unkillable')) }) });
    await manager.init(name);
    await manager.init('sleeper');
    const error = await rejection(manager.shutdownAll());
    expect(error).to.be.instanceOf(AggregateError);
    expect((error as AggregateError).errors.map(String)).to.deep.equal(['Error: unkillable', 'Error: unkillable']);
  });

  it('lists the operations of those that start, and logs why others do not', async () => {
    const { provider, manager, logger } = setUp({
      connection: (original) => ({
        init: async (config) => {
          if ((await original.info()).name === 'sleeper') throw new Error('asleep');
          await original.init(config);
        },
      }),
    });
    const names = (await provider.listOperations()).map(({ plugin }) => plugin);
    expect(new Set(names)).to.deep.equal(new Set([name]));
    expect(manager.get('sleeper')).to.include({ status: 'failed' });
    expect(logger.records.some(({ message }) => message.includes('not listed'))).to.equal(true);
  });

  it('counts the start of a plugin as part of the call that needs it', async () => {
    const { provider } = setUp();
    const error = await rejection(provider.execute(`${name}.sleep`, { ms: 60_000 }, { timeoutMs: 500 }));
    expect(error).to.have.property('code', 'EXECUTION.PLUGIN.CALL_TIMEOUT');
    expect(error).to.have.nested.property('details.timeoutMs').that.is.lessThan(500);
  });
});
