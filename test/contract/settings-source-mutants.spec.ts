import {
  describeSettingsSourceContract,
  settingsSourceClauses,
  type SettingsSourceSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { PluginSettings, ProjectSettings } from '../../src/domain/project/project-settings.js';
import type { SettingsSource } from '../../src/ports/settings-source.js';
import { memorySettings } from '../support/contract-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Subject = SettingsSourceSubject;

const sources =
  (change: (original: SettingsSource, subject: Subject) => Partial<SettingsSource>) =>
  (subject: Subject): Subject => ({
    ...subject,
    open: () => {
      const original = subject.open();
      return altered(original, change(original, subject));
    },
  });

const giving = (change: (settings: ProjectSettings) => Partial<ProjectSettings>): ((subject: Subject) => Subject) =>
  sources((original) => ({
    load: async (options) => {
      const settings = await original.load(options);
      return { ...settings, ...change(settings) };
    },
  }));

const givingEach = (change: (plugin: PluginSettings) => PluginSettings): ((subject: Subject) => Subject) =>
  giving(({ plugins }) => ({ plugins: new Map([...plugins].map(([name, plugin]) => [name, change(plugin)])) }));

/** Settings in memory that can be made unreadable, and are readable again when others are kept. */
async function corruptible(): Promise<Subject> {
  const subject = await memorySettings();
  let corrupted = false;
  return {
    ...subject,
    keep: (settings) => {
      corrupted = false;
      return subject.keep(settings);
    },
    corrupt: () => Promise.resolve(void (corrupted = true)),
    open: () => {
      const original = corrupted ? undefined : subject.open();
      const unreadable = new AwfError('USER.VALIDATION.SETTINGS_INVALID', { path: 'memory:', problems: [] });
      return {
        load: (options) => (corrupted ? Promise.reject(unreadable) : (original ?? subject.open()).load(options)),
      };
    },
  };
}

/** What the first source has read is what all others give. */
function remembering(subject: Subject): Subject {
  let first: ProjectSettings | undefined;
  let opened = 0;
  return sources((original) => {
    const later = opened++ > 0;
    return {
      load: async (options) => {
        if (later && first !== undefined && first.plugins.size === 0 && Object.keys(first.inputs).length === 0)
          return first;
        const settings = await original.load(options);
        first ??= settings;
        return settings;
      },
    };
  })(subject);
}

describeMutants('SettingsSource', describeSettingsSourceContract, settingsSourceClauses, corruptible, {
  'SS-01': [
    'has inputs of its own',
    giving(({ inputs, plugins }) =>
      plugins.size === 0 && Object.keys(inputs).length === 0 ? { inputs: { own: 1 } } : {},
    ),
  ],
  'SS-02': [
    'gives all values as texts',
    givingEach((plugin) => {
      const entries = Object.entries(plugin.config);
      if (entries.length < 2) return plugin;
      return { ...plugin, config: Object.fromEntries(entries.map(([key, value]) => [key, JSON.stringify(value)])) };
    }),
  ],
  'SS-03': [
    'leaves a limit out',
    givingEach(({ config, sandbox }) => ({
      config,
      sandbox: sandbox?.processes === undefined ? sandbox : { ...sandbox, processes: undefined },
    })),
  ],
  'SS-04': [
    'has a limit of its own',
    givingEach(({ config, sandbox }) => ({
      config,
      sandbox:
        sandbox?.network === false && sandbox.env === undefined ? { ...sandbox, noNewPrivileges: true } : sandbox,
    })),
  ],
  'SS-05': [
    'lets all variables through where none is named',
    givingEach(({ config, sandbox }) => ({
      config,
      sandbox: sandbox?.env?.length === 0 ? { ...sandbox, env: undefined } : sandbox,
    })),
  ],
  'SS-06': ['forgets the traces', giving(() => ({ telemetry: {} }))],
  'SS-07': [
    'finds plugins by names in any case',
    giving(({ plugins }) => ({
      plugins: Object.assign(new Map(plugins), {
        get: (name: string) => plugins.get(name) ?? plugins.get(name.toLowerCase()),
      }),
    })),
  ],
  'SS-08': [
    'reads the settings with every call',
    sources((_, subject) => ({ load: (options) => subject.open().load(options) })),
  ],
  'SS-09': ['reads them once and never again', remembering],
  'SS-10': [
    'takes settings that it cannot read for none',
    sources((original) => ({
      load: (options) =>
        original.load(options).catch((error: unknown) => {
          if (!AwfError.is(error, 'USER.VALIDATION.SETTINGS_INVALID')) throw error;
          return { inputs: {}, notify: {}, telemetry: {}, plugins: new Map() };
        }),
    })),
  ],
  'SS-11': ['does not look at the signal', sources((original) => ({ load: () => original.load() }))],
});
