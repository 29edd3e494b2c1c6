import { expect } from 'chai';
import type { PluginSandbox } from '../domain/plugin/plugin-sandbox.js';
import type { PluginSettings, ProjectSettings } from '../domain/project/project-settings.js';
import type { SettingsSource } from '../ports/settings-source.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** Settings that can be replaced, and the sources over them. */
export interface SettingsSourceSubject extends ContractSubject {
  /** Opens a source over the same settings, as a later run does. */
  readonly open: () => SettingsSource;
  /** Replaces the settings. Before the first call there are none. Paths are absolute. */
  readonly keep: (settings: Partial<ProjectSettings>) => Promise<void>;
  /** Makes the settings unreadable. */
  readonly corrupt: () => Promise<void>;
}

type Subject = SettingsSourceSubject;

/** A sandbox that uses every setting. */
const narrow: PluginSandbox = {
  env: ['HOME', 'LC_*'],
  envValues: { MODE: 'strict' },
  workingDir: '/srv',
  memoryBytes: 536_870_912,
  cpuTimeMs: 60_000,
  openFiles: 256,
  processes: 32,
  noNewPrivileges: true,
  readOnly: true,
  writable: ['/srv/out'],
  network: false,
};

const given = (settings: object): object =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));

const plugins = (name: string, settings: Partial<PluginSettings>): Pick<ProjectSettings, 'plugins'> => ({
  plugins: new Map([[name, { config: {}, sandbox: undefined, ...settings }]]),
});

async function pluginOf({ open }: Subject, name: string): Promise<PluginSettings | undefined> {
  return (await open().load()).plugins.get(name);
}

/** Clauses of the port SettingsSource. */
export const settingsSourceClauses: readonly Clause<SettingsSourceSubject>[] = [
  {
    id: 'SS-01',
    title: 'sets nothing where there are no settings',
    async check({ open }) {
      const { inputs, notify, telemetry, plugins: none } = await open().load();
      expect(Object.keys(inputs)).to.deep.equal([]);
      expect(given(notify)).to.deep.equal({});
      expect(given(telemetry)).to.deep.equal({});
      expect([...none]).to.deep.equal([]);
    },
  },
  {
    id: 'SS-02',
    title: 'gives the values for a plugin with their JSON types',
    async check(subject) {
      const config = { text: '1', number: 1, flag: true, nothing: null, list: [1, { deep: 'ü' }] };
      await subject.keep(plugins('echo', { config }));
      const found = await pluginOf(subject, 'echo');
      expect({ ...found?.config }).to.deep.equal(config);
    },
  },
  {
    id: 'SS-03',
    title: 'gives every right that a plugin does not get',
    async check(subject) {
      await subject.keep(plugins('echo', { sandbox: narrow }));
      expect(JSON.parse(JSON.stringify((await pluginOf(subject, 'echo'))?.sandbox))).to.deep.equal(narrow);
    },
  },
  {
    id: 'SS-04',
    title: 'limits nothing that is not set',
    async check(subject) {
      await subject.keep(plugins('echo', { sandbox: { network: false } }));
      expect(given((await pluginOf(subject, 'echo'))?.sandbox ?? {})).to.deep.equal({ network: false });
      await subject.keep(plugins('echo', { config: { a: 1 } }));
      expect((await pluginOf(subject, 'echo'))?.sandbox).to.equal(undefined);
    },
  },
  {
    id: 'SS-05',
    title: 'keeps an empty list of variables apart from none',
    async check(subject) {
      await subject.keep(plugins('echo', { sandbox: { env: [] } }));
      expect((await pluginOf(subject, 'echo'))?.sandbox?.env).to.deep.equal([]);
    },
  },
  {
    id: 'SS-06',
    title: 'gives the inputs and what AWF sets for notifications and traces',
    async check({ open, keep }) {
      const notify = { defaultBackend: 'desktop' };
      const telemetry = { exporter: 'otlp', serviceName: 'build' };
      await keep({ inputs: { project: 'x', count: 3 }, notify, telemetry });
      const settings = await open().load();
      expect({ ...settings.inputs }).to.deep.equal({ project: 'x', count: 3 });
      expect(settings.notify).to.deep.equal(notify);
      expect(settings.telemetry).to.deep.equal(telemetry);
    },
  },
  {
    id: 'SS-07',
    title: 'knows plugins by their own names alone, also those that are named like members of every object',
    async check(subject) {
      await subject.keep(plugins('constructor', { config: { a: 1 } }));
      expect({ ...(await pluginOf(subject, 'constructor'))?.config }).to.deep.equal({ a: 1 });
      expect(await pluginOf(subject, 'toString')).to.equal(undefined);
      expect(await pluginOf(subject, 'Constructor')).to.equal(undefined);
    },
  },
  {
    id: 'SS-08',
    title: 'keeps what it has read, so that a plugin cannot change it while the host runs',
    async check({ open, keep }) {
      await keep(plugins('echo', { sandbox: narrow }));
      const source = open();
      await source.load();
      await keep({});
      expect((await source.load()).plugins.get('echo')?.sandbox?.network).to.equal(false);
    },
  },
  {
    id: 'SS-09',
    title: 'reads the settings anew for the next run',
    async check({ open, keep }) {
      await open().load();
      await keep({ inputs: { a: 1 } });
      expect({ ...(await open().load()).inputs }).to.deep.equal({ a: 1 });
    },
  },
  {
    id: 'SS-10',
    title: 'rejects settings that it cannot read, each time, and takes them when they have been corrected',
    async check({ open, keep, corrupt }) {
      await corrupt();
      const source = open();
      await expectRejection(source.load(), 'USER.VALIDATION.SETTINGS_INVALID');
      await expectRejection(source.load(), 'USER.VALIDATION.SETTINGS_INVALID');
      await keep({ inputs: { b: 2 } });
      expect({ ...(await source.load()).inputs }).to.deep.equal({ b: 2 });
    },
  },
  {
    id: 'SS-11',
    title: 'rejects a call whose signal is aborted, with the reason as cause',
    check: ({ open }) => expectAborted((signal) => open().load({ signal }), 'EXECUTION.PLUGIN.CANCELED'),
  },
];

/** Registers the suite of the port SettingsSource. */
export function describeSettingsSourceContract(options: ContractOptions<SettingsSourceSubject>): void {
  describeClauses('SettingsSource', settingsSourceClauses, options);
}
