import {
  describePluginStateStoreContract,
  pluginStateStoreClauses,
  type PluginStateStoreSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../src/domain/json.js';
import { without } from '../../src/domain/without.js';
import type { PluginState, PluginStateStore } from '../../src/ports/plugin-state-store.js';
import { memoryStates } from '../support/contract-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Subject = PluginStateStoreSubject;
type Change = (original: PluginStateStore, subject: Subject) => Partial<PluginStateStore>;

const store =
  (change: Change) =>
  (subject: Subject): Subject => ({
    ...subject,
    open: () => {
      const original = subject.open();
      return altered(original, change(original, subject));
    },
  });

const answering = (change: (state: PluginState, name: string) => PluginState): ((subject: Subject) => Subject) =>
  store((original) => ({ getState: (name) => change(original.getState(name), name) }));

const unreadable = (): Promise<never> => Promise.reject(new AwfError('SYSTEM.IO.READ_FAILED', { path: 'memory:' }));

/** States in memory that can be made unreadable. */
async function corruptible(): Promise<Subject> {
  const subject = await memoryStates();
  let corrupted = false;
  return {
    ...subject,
    corrupt: () => Promise.resolve(void (corrupted = true)),
    open: () => {
      const original = subject.open();
      return altered(original, {
        load: (options) => (corrupted ? unreadable() : original.load(options)),
        setEnabled: (...change) => (corrupted ? unreadable() : original.setEnabled(...change)),
      });
    },
  };
}

/** Each store has states of its own, which it takes over from the others when it loads. */
function snapshots(original: PluginStateStore): Partial<PluginStateStore> {
  let seen: readonly string[] = [];
  let isFirst = true;
  return {
    load: async (options) => {
      await original.load(options);
      if (isFirst) seen = original.listDisabled();
      isFirst = false;
    },
    setEnabled: async (...change) => {
      await original.setEnabled(...change);
      seen = original.listDisabled();
    },
    listDisabled: () => seen,
  };
}

/** Writes back what it has loaded, with its own change. */
function overwriting(original: PluginStateStore): Partial<PluginStateStore> {
  let known: readonly string[] = [];
  return {
    load: async (options) => {
      await original.load(options);
      known = original.listDisabled();
    },
    setEnabled: async (name, enabled, options) => {
      const theirs = original.listDisabled().filter((other) => !known.includes(other));
      known = [...known, name];
      await original.setEnabled(name, enabled, options);
      for (const other of theirs) await original.setEnabled(other, true);
    },
  };
}

function oneChangeAtATime(original: PluginStateStore): Partial<PluginStateStore> {
  let busy = false;
  return {
    setEnabled: async (...change) => {
      if (busy) return;
      busy = true;
      await Promise.resolve();
      await original.setEnabled(...change).finally(() => (busy = false));
    },
  };
}

function oneSettingAtATime(original: PluginStateStore): Partial<PluginStateStore> {
  let busy = false;
  return {
    setSetting: async (...change) => {
      if (busy) return;
      busy = true;
      await Promise.resolve();
      await original.setSetting(...change).finally(() => (busy = false));
    },
  };
}

describeMutants('PluginStateStore', describePluginStateStoreContract, pluginStateStoreClauses, corruptible, {
  'PS-01': [
    'does not let plugins start that it does not know',
    answering((state, name) => (name === 'constructor' ? { ...state, enabled: false } : state)),
  ],
  'PS-02': [
    'never switches a plugin on again',
    store((original) => {
      const off = new Set<string>();
      return {
        setEnabled: async (name, enabled, options) => {
          await original.setEnabled(name, enabled, options);
          if (!enabled) off.add(name);
        },
        getState: (name) => {
          const state = original.getState(name);
          return off.has(name) ? { ...state, enabled: false } : state;
        },
      };
    }),
  ],
  'PS-03': [
    'lists plugins in any order',
    store((original) => ({
      listDisabled: () => {
        const names = original.listDisabled();
        return names.length === 2 && names[0] === 'a' ? [...names].reverse() : names;
      },
    })),
  ],
  'PS-04': ['says that a plugin was switched off when it is on', store(unforgetting)],
  'PS-05': [
    'merges configurations',
    store((original) => ({
      setConfig: (name, config, options) =>
        original.setConfig(name, { ...original.getState(name).config, ...config }, options),
    })),
  ],
  'PS-06': [
    'switches a plugin on when it configures it',
    store((original) => ({
      setConfig: async (name, config, options) => {
        await original.setConfig(name, config, options);
        if (!original.getState(name).enabled) await original.setEnabled(name, true);
      },
    })),
  ],
  'PS-07': ['forgets configurations at the end of a run', forgetful],
  'PS-08': ['loads once and never again', store(snapshots)],
  'PS-09': ['overwrites what others have changed', store(overwriting)],
  'PS-10': ['loses a change that is made during another', store(oneChangeAtATime)],
  'PS-11': [
    'leaves out what JSON cannot express',
    store((original) => ({
      setConfig: (name, config, options) =>
        original.setConfig(name, JSON.parse(JSON.stringify(config, expressible)) as JsonObject, options),
    })),
  ],
  'PS-12': [
    'does not look at the signal',
    store((original) => ({
      load: () => original.load(),
      setEnabled: (name, enabled) => original.setEnabled(name, enabled),
      setConfig: (name, config) => original.setConfig(name, config),
    })),
  ],
  'PS-13': ['keeps the very object that it was given', store(sharing)],
  'PS-14': [
    'keeps states in an object with a prototype',
    store((original) => ({
      setEnabled: (name, ...rest) => (name === '__proto__' ? Promise.resolve() : original.setEnabled(name, ...rest)),
    })),
  ],
  'PS-15': [
    'takes storage that it cannot read for empty',
    store((original) => ({
      load: (options) =>
        original.load(options).catch((error: unknown) => {
          if (!AwfError.is(error, 'SYSTEM.IO.READ_FAILED')) throw error;
        }),
    })),
  ],
  'PS-16': ['forgets approvals at the end of a run', forgettingApprovals],
  'PS-17': [
    'approves the new version alone',
    store((original) => ({
      setInstallation: (name, installation, options) =>
        original.setInstallation(name, installation && { ...installation, previous: undefined }, options),
    })),
  ],
  'PS-18': [
    'switches a plugin on when it is approved',
    store((original) => ({
      setInstallation: async (name, installation, options) => {
        await original.setInstallation(name, installation, options);
        if (!original.getState(name).enabled) await original.setEnabled(name, true);
      },
    })),
  ],
  'PS-19': [
    'only switches on what it is to forget',
    store((original) => ({ forget: () => original.setEnabled('x', true) })),
  ],
  'PS-20': [
    'switches a plugin on when it sets a setting',
    store((original) => ({
      setSetting: async (name, ...rest) => {
        await original.setSetting(name, ...rest);
        if (!original.getState(name).enabled) await original.setEnabled(name, true);
      },
    })),
  ],
  'PS-21': ['loses a setting that is set during another', store(oneSettingAtATime)],
  'PS-22': [
    'stores nothing for what JSON cannot express',
    store((original) => ({
      setSetting: (name, key, value, options) =>
        original.setSetting(name, key, typeof value === 'bigint' ? undefined : value, options),
    })),
  ],
});

/** All stores but the first that is opened know no approval. */
function forgettingApprovals(subject: Subject): Subject {
  const { open } = answering((state) => without(state, 'approved', 'origin'))(subject);
  let opened = 0;
  return { ...subject, open: () => (opened++ === 0 ? subject.open() : open()) };
}

function unforgetting(original: PluginStateStore): Partial<PluginStateStore> {
  const switched = new Map<string, string>();
  return {
    setEnabled: async (name, enabled, options) => {
      await original.setEnabled(name, enabled, options);
      if (!enabled) switched.set(name, original.getState(name).disabledAt ?? '');
    },
    getState: (name) => {
      const disabledAt = switched.get(name);
      return { ...original.getState(name), ...(disabledAt === undefined ? {} : { disabledAt }) };
    },
  };
}

/** All stores but the first that is opened know no configuration. */
function forgetful(subject: Subject): Subject {
  const { open } = answering((state) => ({ ...state, config: {} }))(subject);
  let opened = 0;
  return { ...subject, open: () => (opened++ === 0 ? subject.open() : open()) };
}

function expressible(key: string, value: unknown): unknown {
  return typeof value === 'bigint' || key === 'itself' ? undefined : value;
}

function sharing(original: PluginStateStore): Partial<PluginStateStore> {
  const given = new Map<string, JsonObject>();
  return {
    setConfig: async (name, config, options) => {
      await original.setConfig(name, config, options);
      given.set(name, config);
    },
    getState: (name) => {
      const state = original.getState(name);
      return { ...state, config: given.get(name) ?? state.config };
    },
  };
}
