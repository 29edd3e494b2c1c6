import { expect } from 'chai';
import type { PluginInfo } from '../domain/plugin/plugin-info.js';
import type { PluginLoader } from '../ports/plugin-loader.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** A loader, and a directory that holds the plugins `alpha` and `zeta`, of version 1.0.0 and with the capability `operations`. */
export interface PluginLoaderSubject extends ContractSubject {
  /** What is tested. */
  readonly loader: PluginLoader;
  /** Holds the plugins; the loader decides what the `locator` of a plugin is. */
  readonly directory: string;
  /** A directory that does not exist. */
  readonly missing: string;
  /** Adds a plugin of this name, whose program exists. */
  readonly add: (name: string) => Promise<void>;
  /** Adds a plugin whose manifest cannot be used, and gives its locator. */
  readonly addInvalid: (name: string) => Promise<string>;
  /** Adds a plugin that has a manifest but no program. */
  readonly addWithoutProgram: (name: string) => Promise<void>;
}

type Subject = PluginLoaderSubject;

async function found({ loader, directory }: Subject, name: string): Promise<PluginInfo> {
  const info = (await loader.discoverPlugins(directory)).find(({ manifest }) => manifest.name === name);
  if (info === undefined) expect.fail(`plugin ${name} was not discovered`);
  return info;
}

const namesOf = (plugins: readonly PluginInfo[]): readonly string[] => plugins.map(({ manifest }) => manifest.name);

/** Clauses of the port PluginLoader. */
export const pluginLoaderClauses: readonly Clause<PluginLoaderSubject>[] = [
  {
    id: 'PL-01',
    title: 'discovers every plugin once, sorted by name',
    async check({ loader, directory }) {
      expect(namesOf(await loader.discoverPlugins(directory))).to.deep.equal(['alpha', 'zeta']);
    },
  },
  {
    id: 'PL-02',
    title: 'returns the manifest of each plugin that it discovers',
    async check(subject) {
      const { type, manifest } = await found(subject, 'alpha');
      expect(type).to.equal('external');
      expect(manifest).to.include({ name: 'alpha', version: '1.0.0' });
      expect(manifest.capabilities).to.include('operations');
    },
  },
  {
    id: 'PL-03',
    title: 'reports the status discovered until the plugin is loaded',
    async check(subject) {
      const { locator, status } = await found(subject, 'alpha');
      expect(status).to.equal('discovered');
      expect((await subject.loader.loadPlugin(locator)).status).to.equal('loaded');
      expect((await found(subject, 'alpha')).status).to.equal('discovered');
    },
  },
  {
    id: 'PL-04',
    title: 'loads a plugin that it has discovered',
    async check(subject) {
      const { locator, manifest } = await found(subject, 'zeta');
      const loaded = await subject.loader.loadPlugin(locator);
      expect(loaded.manifest).to.deep.equal(manifest);
      expect(loaded.locator).to.equal(locator);
    },
  },
  {
    id: 'PL-05',
    title: 'discovers a plugin that was added after the last discovery',
    async check(subject) {
      await found(subject, 'alpha');
      await subject.add('middle');
      const { locator } = await found(subject, 'middle');
      expect((await subject.loader.loadPlugin(locator)).manifest.name).to.equal('middle');
    },
  },
  {
    id: 'PL-06',
    title: 'reports a plugin with an invalid manifest as failed, with its error, and the others as usual',
    async check(subject) {
      await subject.addInvalid('broken');
      const plugins = await subject.loader.discoverPlugins(subject.directory);
      expect(namesOf(plugins)).to.deep.equal(['alpha', 'broken', 'zeta']);
      expect(plugins[1]?.status).to.equal('failed');
      expect(plugins[1]?.error).to.have.property('code', 'USER.VALIDATION.MANIFEST_INVALID');
      expect(plugins[2]?.status).to.equal('discovered');
    },
  },
  {
    id: 'PL-07',
    title: 'rejects loading a plugin with an invalid manifest, and says what is wrong',
    async check(subject) {
      const directory = await subject.addInvalid('broken');
      const error = await expectRejection(subject.loader.loadPlugin(directory), 'USER.VALIDATION.MANIFEST_INVALID');
      expect(error.details.problems).not.to.have.length(0);
    },
  },
  {
    id: 'PL-08',
    title: 'rejects a plugin without a program when it is loaded, but not when it is discovered',
    async check(subject) {
      await subject.addWithoutProgram('hollow');
      const { locator, status } = await found(subject, 'hollow');
      expect(status).to.equal('discovered');
      const load = subject.loader.loadPlugin(locator);
      const error = await expectRejection(load, 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND');
      expect(error.details.plugin).to.equal('hollow');
    },
  },
  {
    id: 'PL-09',
    title: 'rejects discovery in a directory that does not exist',
    async check({ loader, missing }) {
      const error = await expectRejection(loader.discoverPlugins(missing), 'USER.INPUT.MISSING_FILE');
      expect(error.details.path).to.include(missing);
    },
  },
  {
    id: 'PL-10',
    title: 'rejects loading from a directory that does not exist',
    async check({ loader, missing }) {
      await expectRejection(loader.loadPlugin(missing), 'USER.INPUT.MISSING_FILE');
    },
  },
  {
    id: 'PL-11',
    title: 'discovers nothing when the signal is already aborted',
    async check({ loader, directory }) {
      await expectAborted((signal) => loader.discoverPlugins(directory, { signal }), 'EXECUTION.PLUGIN.CANCELED');
    },
  },
  {
    id: 'PL-12',
    title: 'loads nothing when the signal is already aborted',
    async check(subject) {
      const { locator } = await found(subject, 'alpha');
      await expectAborted((signal) => subject.loader.loadPlugin(locator, { signal }), 'EXECUTION.PLUGIN.CANCELED');
    },
  },
];

/** Registers the suite of the port PluginLoader. */
export function describePluginLoaderContract(options: ContractOptions<PluginLoaderSubject>): void {
  describeClauses('PluginLoader', pluginLoaderClauses, options);
}
