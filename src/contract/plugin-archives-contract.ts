import { expect } from 'chai';
import type { PluginArchives, WrittenArchive } from '../ports/plugin-archives.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** A directory without archives, and plugins to pack. */
export interface PluginArchivesSubject extends ContractSubject {
  /** The directory under test. */
  readonly archives: PluginArchives;
  /** Makes a plugin for every platform, or with code for linux_amd64. Two calls with one content make equal plugins. @returns its locator */
  readonly plugin: (content: string, code?: 'linux_amd64') => Promise<string>;
  /** The directory that is written to. */
  readonly directory: string;
  /** A directory that nothing can be written to. */
  readonly readOnly: string;
  /** The names of all that is in the directory. */
  readonly written: () => Promise<readonly string[]>;
  /** What the checksum file says: a line with a hash and a name for each archive. */
  readonly checksums: () => Promise<string>;
}

type Subject = PluginArchivesSubject;

const write = ({ archives, directory }: Subject, locator: string, ...names: readonly string[]) =>
  archives.write({ locator, names, directory });

const line = ({ path, sha256 }: WrittenArchive): string => `${sha256}  ${path.slice(path.lastIndexOf('/') + 1)}\n`;

/** Clauses of the port PluginArchives. */
export const pluginArchivesClauses: readonly Clause<PluginArchivesSubject>[] = [
  {
    id: 'PA-01',
    title: 'writes an archive under each name, and the checksum file beside them, and nothing else',
    async check(subject) {
      const archives = await write(subject, await subject.plugin('a'), 'one.tar.gz', 'two.tar.gz');
      expect(archives.map(({ path }) => path)).to.deep.equal(
        ['one.tar.gz', 'two.tar.gz'].map((name) => `${subject.directory}/${name}`),
      );
      expect([...(await subject.written())].sort()).to.deep.equal(['checksums.txt', 'one.tar.gz', 'two.tar.gz']);
    },
  },
  {
    id: 'PA-02',
    title: 'lists the hash of each archive',
    async check(subject) {
      const archives = await write(subject, await subject.plugin('a'), 'one.tar.gz', 'two.tar.gz');
      expect(await subject.checksums()).to.equal(archives.map(line).join(''));
    },
  },
  {
    id: 'PA-03',
    title: 'keeps the hashes of archives that are there, and replaces that of an archive that is written again',
    async check(subject) {
      const [old] = await write(subject, await subject.plugin('a'), 'one.tar.gz');
      const [changed] = await write(subject, await subject.plugin('b'), 'two.tar.gz');
      const [again] = await write(subject, await subject.plugin('c'), 'two.tar.gz');
      expect(await subject.checksums()).to.equal(line(old!) + line(again!));
      expect(again!.sha256).not.to.equal(changed!.sha256);
    },
  },
  {
    id: 'PA-04',
    title: 'makes the same bytes of the same plugin, and others of another one',
    async check(subject) {
      const [first] = await write(subject, await subject.plugin('a'), 'one.tar.gz');
      const [same] = await write(subject, await subject.plugin('a'), 'two.tar.gz');
      const [other] = await write(subject, await subject.plugin('b'), 'three.tar.gz');
      expect(same).to.include({ sha256: first!.sha256, bytes: first!.bytes });
      expect(other!.sha256).not.to.equal(first!.sha256);
    },
  },
  {
    id: 'PA-05',
    title: 'tells the platforms that a plugin has code for, and none for a plugin that runs everywhere',
    async check({ archives, plugin }) {
      expect(await archives.platformsOf(await plugin('a'))).to.deep.equal([]);
      const platforms = await archives.platformsOf(await plugin('a', 'linux_amd64'));
      expect(platforms).to.deep.equal([{ os: 'linux', arch: 'amd64' }]);
    },
  },
  {
    id: 'PA-06',
    title: 'says that there is no such plugin, and writes nothing',
    async check(subject) {
      const locator = `${await subject.plugin('a')}-not-there`;
      await expectRejection(write(subject, locator, 'one.tar.gz'), 'USER.INPUT.MISSING_FILE');
      await expectRejection(subject.archives.platformsOf(locator), 'USER.INPUT.MISSING_FILE');
      expect(await subject.written()).to.deep.equal([]);
    },
  },
  {
    id: 'PA-07',
    title: 'says that a directory cannot be written to',
    async check({ archives, plugin, readOnly }) {
      const request = { locator: await plugin('a'), names: ['one.tar.gz'], directory: readOnly };
      await expectRejection(archives.write(request), 'SYSTEM.IO.WRITE_FAILED');
    },
  },
  {
    id: 'PA-08',
    title: 'does nothing when the signal is aborted already',
    async check({ archives, plugin, directory, written }) {
      const request = { locator: await plugin('a'), names: ['one.tar.gz'], directory };
      await expectAborted((signal) => archives.write(request, { signal }), 'EXECUTION.PLUGIN.CANCELED');
      expect(await written()).to.deep.equal([]);
    },
  },
];

/** Registers the suite of the port PluginArchives. */
export function describePluginArchivesContract(options: ContractOptions<PluginArchivesSubject>): void {
  describeClauses('PluginArchives', pluginArchivesClauses, options);
}
