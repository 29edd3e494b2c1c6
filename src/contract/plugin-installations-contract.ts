import { expect } from 'chai';
import type { PluginInstallations } from '../ports/plugin-installations.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** A place to install to that is empty, and sources of plugins. */
export interface PluginInstallationsSubject extends ContractSubject {
  /** The place under test. */
  readonly installations: PluginInstallations;
  /** Makes a source of a plugin. @returns its path */
  readonly source: (name: string, version: string) => Promise<string>;
  /** A source that holds something that must not be unpacked. */
  readonly hostile: () => Promise<string>;
  /** What is installed now: locators with versions. */
  readonly installed: () => Promise<ReadonlyMap<string, string>>;
}

type Subject = PluginInstallationsSubject;

/** Installs a plugin. @returns its locator */
async function install({ installations, source }: Subject, name: string, version: string): Promise<string> {
  await using staged = await installations.stage(await source(name, version));
  await staged.commit();
  return staged.destination;
}

const versions = async ({ installed }: Subject): Promise<readonly string[]> => [...(await installed()).values()].sort();

/** Clauses of the port PluginInstallations. */
export const pluginInstallationsClauses: readonly Clause<PluginInstallationsSubject>[] = [
  {
    id: 'PF-01',
    title: 'shows nobody a plugin that is only staged',
    async check(subject) {
      await using staged = await subject.installations.stage(await subject.source('echo', '1.0.0'));
      expect(staged.locator).not.to.equal(staged.destination);
      expect(await versions(subject)).to.deep.equal([]);
    },
  },
  {
    id: 'PF-02',
    title: 'puts a staged plugin where it says, and keeps it there when the staging is over',
    async check(subject) {
      const locator = await install(subject, 'echo', '1.0.0');
      expect([...(await subject.installed())]).to.deep.equal([[locator, '1.0.0']]);
    },
  },
  {
    id: 'PF-03',
    title: 'puts a new version in the place of the old one',
    async check(subject) {
      const before = await install(subject, 'echo', '1.0.0');
      const after = await install(subject, 'echo', '2.0.0');
      expect(after).to.equal(before);
      expect(await versions(subject)).to.deep.equal(['2.0.0']);
    },
  },
  {
    id: 'PF-04',
    title: 'discards a staged plugin, which cannot be put in place afterwards',
    async check(subject) {
      const staged = await subject.installations.stage(await subject.source('echo', '1.0.0'));
      await staged[Symbol.asyncDispose]();
      await expectRejection(staged.commit(), 'SYSTEM.IO.WRITE_FAILED');
      expect(await versions(subject)).to.deep.equal([]);
    },
  },
  {
    id: 'PF-05',
    title: 'refuses a source with something that must not be unpacked, and leaves what is installed',
    async check(subject) {
      await install(subject, 'echo', '1.0.0');
      const path = await subject.hostile();
      await expectRejection(subject.installations.stage(path), 'USER.VALIDATION.ARCHIVE_INVALID');
      expect(await versions(subject)).to.deep.equal(['1.0.0']);
    },
  },
  {
    id: 'PF-06',
    title: 'says that there is no such source',
    async check({ installations, source }) {
      const path = `${await source('echo', '1.0.0')}-not-there`;
      const error = await expectRejection(installations.stage(path), 'USER.INPUT.MISSING_FILE');
      expect(error.details.path).to.equal(path);
    },
  },
  {
    id: 'PF-07',
    title: 'removes a plugin, and no other',
    async check(subject) {
      const locator = await install(subject, 'echo', '1.0.0');
      await install(subject, 'other', '2.0.0');
      await subject.installations.remove(locator);
      expect(await versions(subject)).to.deep.equal(['2.0.0']);
    },
  },
  {
    id: 'PF-08',
    title: 'says that there is no such plugin to remove',
    async check({ installations, source }) {
      await using staged = await installations.stage(await source('echo', '1.0.0'));
      await expectRejection(installations.remove(staged.destination), 'USER.INPUT.MISSING_FILE');
    },
  },
  {
    id: 'PF-09',
    title: 'does nothing when the signal is aborted already',
    async check(subject) {
      const code = 'EXECUTION.PLUGIN.CANCELED';
      const path = await subject.source('echo', '1.0.0');
      await expectAborted((signal) => subject.installations.stage(path, { signal }), code);
      await using staged = await subject.installations.stage(path);
      await expectAborted((signal) => staged.commit({ signal }), code);
      expect(await versions(subject)).to.deep.equal([]);
    },
  },
  {
    id: 'PF-10',
    title: 'lets one caller at a time work alone, and gives what it gives',
    async check({ installations }) {
      let working = 0;
      let most = 0;
      const work = (result: number) => async (): Promise<number> => {
        most = Math.max(most, (working += 1));
        await new Promise((resolve) => setImmediate(resolve));
        working -= 1;
        return result;
      };
      const results = await Promise.all([1, 2, 3].map((result) => installations.alone(work(result))));
      expect({ results, most }).to.deep.equal({ results: [1, 2, 3], most: 1 });
    },
  },
  {
    id: 'PF-11',
    title: 'lets the next caller work when one has failed, and says why that one has',
    async check({ installations }) {
      const failure = new Error('no');
      const failed = installations.alone(() => Promise.reject(failure));
      const next = installations.alone(() => Promise.resolve('yes'));
      expect(await failed.catch((error: unknown) => error)).to.equal(failure);
      expect(await next).to.equal('yes');
    },
  },
  {
    id: 'PF-12',
    title: 'lets a caller install while it works alone',
    async check(subject) {
      await subject.installations.alone(() => install(subject, 'echo', '1.0.0'));
      expect(await versions(subject)).to.deep.equal(['1.0.0']);
    },
  },
  {
    id: 'PF-13',
    title: 'does not let a caller begin to work alone whose signal is aborted already',
    async check({ installations }) {
      let begun = false;
      const work = (): Promise<void> => Promise.resolve(void (begun = true));
      await expectAborted((signal) => installations.alone(work, { signal }), 'EXECUTION.PLUGIN.CANCELED');
      expect(begun).to.equal(false);
    },
  },
];

/** Registers the suite of the port PluginInstallations. */
export function describePluginInstallationsContract(options: ContractOptions<PluginInstallationsSubject>): void {
  describeClauses('PluginInstallations', pluginInstallationsClauses, options);
}
