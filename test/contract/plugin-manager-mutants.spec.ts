import {
  describePluginManagerContract,
  pluginManagerClauses,
  type PluginManagerSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { ErrorCode } from '../../src/domain/errors/error-details.js';
import type { PluginInfo } from '../../src/domain/plugin/plugin-info.js';
import type { PluginManager } from '../../src/ports/plugin-manager.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';
import { altered, describeMutants } from '../support/mutants.js';

type Init = PluginManager['init'];
type Mutate = (subject: PluginManagerSubject) => PluginManagerSubject;

const manager =
  (change: (original: PluginManager, plugin: string) => Partial<PluginManager>): Mutate =>
  (subject) => ({ ...subject, manager: altered(subject.manager, change(subject.manager, subject.plugin)) });

const initializing = (change: (init: Init, original: PluginManager) => Init): Mutate =>
  manager((original) => ({ init: change((...call) => original.init(...call), original) }));

const seeing = (change: (info: PluginInfo) => PluginInfo): Mutate =>
  manager((original) => ({
    get: (name) => {
      const info = original.get(name);
      return info && change(info);
    },
  }));

const forgiving = (code: ErrorCode): Mutate =>
  initializing(
    (init) =>
      (...call) =>
        init(...call).catch((error: unknown) => rethrowUnless(error, code)),
  );

function rethrowUnless(error: unknown, code: ErrorCode): void {
  if (!AwfError.is(error, code)) throw error;
}

const notRunning = (plugin: string): AwfError =>
  new AwfError('EXECUTION.PLUGIN.NOT_RUNNING', { plugin, status: 'stopped', call: 'Init' });

function unforgiving(init: Init): Init {
  let failure: unknown;
  return async (...call) => {
    if (failure !== undefined) throw failure as Error;
    return init(...call).catch((error: unknown) => {
      if (AwfError.is(error, 'EXECUTION.PLUGIN.CALL_FAILED')) failure = error;
      throw error;
    });
  };
}

/** Rejects a start that was aborted, but lets it go on. */
const goingOn =
  (init: Init): Init =>
  async (name, config, { signal } = {}) => {
    if (signal === undefined || signal.aborted) return init(name, config, { signal });
    await init(name, config);
    throw new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: name, call: 'start' }, { cause: signal.reason });
  };

function stoppedForGood(original: PluginManager): Partial<PluginManager> {
  let stopped = false;
  return {
    shutdown: async (name) => {
      stopped ||= original.get(name)?.status === 'running';
      await original.shutdown(name);
    },
    init: async (name, ...rest) => {
      if (stopped) throw notRunning(name);
      await original.init(name, ...rest);
    },
  };
}

function forgetful(original: PluginManager, plugin: string): Partial<PluginManager> {
  let forgotten = false;
  return {
    discover: () => {
      forgotten = original.get(plugin)?.status === 'running';
      return original.discover();
    },
    get: (name) => {
      const info = original.get(name);
      return info && forgotten ? { ...info, status: 'discovered' } : info;
    },
  };
}

function undiscovered(original: PluginManager): Partial<PluginManager> {
  let discovered = false;
  return {
    discover: () => {
      discovered = true;
      return original.discover();
    },
    init: async (name, ...rest) => {
      if (!discovered) throw new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: name, known: [] });
      await original.init(name, ...rest);
    },
  };
}

describeMutants(
  'PluginManager',
  describePluginManagerContract,
  pluginManagerClauses,
  subjectsOf(inMemoryHost).manager,
  {
    'PM-01': [
      'discovers plugins in any order',
      manager((original) => ({ discover: async () => [...(await original.discover())].reverse() })),
    ],
    'PM-02': [
      'knows plugins that do not exist',
      manager((original, plugin) => ({ get: (name) => original.get(name) ?? original.get(plugin) })),
    ],
    'PM-03': [
      'starts plugins when it loads them',
      manager((original) => ({
        load: async (name) => {
          await original.init(name);
          return original.load(name);
        },
      })),
    ],
    'PM-04': ['starts only what was discovered before', manager(undiscovered)],
    'PM-05': [
      'starts a plugin anew whenever it is asked to',
      initializing((init, original) => async (name, ...rest) => {
        if (original.get(name)?.status === 'running') await original.shutdown(name);
        await init(name, ...rest);
      }),
    ],
    'PM-06': ['does not mind an unknown plugin', forgiving('USER.INPUT.PLUGIN_NOT_FOUND')],
    'PM-07': ['does not say that a plugin is switched off', forgiving('EXECUTION.PLUGIN.DISABLED')],
    'PM-08': [
      'says that a plugin is loaded when its start failed, as AWF does',
      seeing((info) => (info.error?.code === 'EXECUTION.PLUGIN.CALL_FAILED' ? { ...info, status: 'loaded' } : info)),
    ],
    'PM-09': ['never tries again what failed once', initializing(unforgiving)],
    'PM-10': [
      'starts although the signal is aborted',
      initializing(
        (init) =>
          (name, config, { signal } = {}) =>
            init(name, config, { signal: signal?.aborted === true ? undefined : signal }),
      ),
    ],
    'PM-11': ['goes on with a start that nobody waits for', initializing(goingOn)],
    'PM-12': [
      'stops a start when one of those who wait for it leaves',
      initializing((init, original) => (name, ...rest) => {
        return init(name, ...rest).catch(async (error: unknown) => {
          if (AwfError.is(error, 'EXECUTION.PLUGIN.CANCELED')) await original.shutdown(name);
          throw error;
        });
      }),
    ],
    'PM-13': [
      'does not shut down what does not run',
      manager((original) => ({
        shutdown: async (name) => {
          if (original.get(name)?.status !== 'running') throw notRunning(name);
          await original.shutdown(name);
        },
      })),
    ],
    'PM-14': ['does not start again what was shut down', manager(stoppedForGood)],
    'PM-15': [
      'overlooks starting plugins when it shuts all down',
      manager((original, plugin) => ({
        shutdownAll: async () => {
          if (original.get(plugin)?.status === 'running') await original.shutdownAll();
        },
      })),
    ],
    'PM-16': [
      'says of a dead plugin that it runs, as AWF does',
      seeing((info) => (info.error?.code === 'EXECUTION.PLUGIN.CRASHED' ? { ...info, status: 'running' } : info)),
    ],
    'PM-17': [
      'does not start again what died',
      initializing((init, original) => async (name, ...rest) => {
        if (original.get(name)?.error?.code !== 'EXECUTION.PLUGIN.CRASHED') await init(name, ...rest);
      }),
    ],
    'PM-18': ['forgets what runs when it looks for plugins', manager(forgetful)],
    'PM-19': ['keeps its connections to itself', manager(() => ({ connection: () => undefined }))],
  },
);
