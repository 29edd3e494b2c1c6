import { expect } from 'chai';
import type { ArchiveHash } from '../domain/plugin/archive-hash.js';
import type { PluginListing, PluginRelease, ReleaseAsset } from '../domain/plugin/plugin-release.js';
import { parsePluginSource, type RemoteSource } from '../domain/plugin/plugin-source.js';
import type { PluginReleases } from '../ports/plugin-releases.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** Something to publish releases with, and the adapter that finds them. */
export interface PluginReleasesSubject extends ContractSubject {
  /** The adapter under test. */
  readonly releases: PluginReleases;
  /**
   * Publishes a version with one archive, which is for every platform.
   *
   * @returns the source that it is found at, without a version
   */
  readonly publish: (version: string, archive: string) => Promise<string>;
  /** Adds a repository that can be found. */
  readonly advertise: (listing: PluginListing) => Promise<void>;
  /** A source of the same kind that does not exist. */
  readonly missing: string;
  /** What an archive that was fetched holds. */
  readonly read: (path: string) => Promise<string>;
}

type Subject = PluginReleasesSubject;

/** The source that a text names. */
function remote(text: string): RemoteSource {
  const parsed = parsePluginSource(text);
  if (!parsed.ok || parsed.source.kind === 'path') throw new TypeError(`${text} is not a source to fetch from`);
  return parsed.source;
}

async function resolved({ releases, publish }: Subject, wanted = ''): Promise<string | undefined> {
  await publish('1.0.0', 'one');
  await publish('1.10.0', 'ten');
  await publish('1.9.0', 'nine');
  await publish('2.0.0', 'two');
  const source = await publish('3.0.0-rc.1', 'three');
  return (await releases.resolve(remote(`${source}${wanted}`))).version;
}

async function only({ releases, publish }: Subject, archive: string): Promise<readonly [PluginRelease, ReleaseAsset]> {
  const release = await releases.resolve(remote(await publish('1.0.0', archive)));
  const [asset] = release.assets;
  if (asset === undefined) throw new Error('the release has no archive');
  return [release, asset];
}

const otherHash: ArchiveHash = { algorithm: 'sha256', hex: '0'.repeat(64) };

/** Clauses of the port PluginReleases. */
export const pluginReleasesClauses: readonly Clause<PluginReleasesSubject>[] = [
  {
    id: 'PR-01',
    title: 'lists every version that is published, and says which of them are pre-releases',
    async check({ releases, publish }) {
      await publish('1.0.0', 'one');
      const source = await publish('2.0.0-rc.1', 'two');
      const found = await releases.list(remote(`${source}@1.0.0`));
      expect(found.map(({ version, isPrerelease }) => [version, isPrerelease])).to.have.deep.members([
        ['1.0.0', false],
        ['2.0.0-rc.1', true],
      ]);
    },
  },
  {
    id: 'PR-02',
    title: 'gives the newest version but for pre-releases, whatever was published last',
    check: async (subject) => void expect(await resolved(subject)).to.equal('2.0.0'),
  },
  {
    id: 'PR-03',
    title: 'gives the newest version within the conditions of the source',
    check: async (subject) => void expect(await resolved(subject, '@^1.0.0')).to.equal('1.10.0'),
  },
  {
    id: 'PR-04',
    title: 'gives a pre-release to who asks for them',
    async check({ releases, publish }) {
      await publish('1.0.0', 'one');
      const source = remote(await publish('2.0.0-rc.1', 'two'));
      expect((await releases.resolve(source, { preReleases: true })).version).to.equal('2.0.0-rc.1');
    },
  },
  {
    id: 'PR-05',
    title: 'says that no version fits',
    async check({ releases, publish }) {
      const source = await publish('1.0.0', 'one');
      await expectRejection(releases.resolve(remote(`${source}@>=9.0.0`)), 'USER.INPUT.PLUGIN_SOURCE');
    },
  },
  {
    id: 'PR-06',
    title: 'says that there is no such source',
    async check({ releases, missing }) {
      await expectRejection(releases.list(remote(missing)), 'USER.INPUT.PLUGIN_SOURCE');
      await expectRejection(releases.resolve(remote(missing)), 'USER.INPUT.PLUGIN_SOURCE');
    },
  },
  {
    id: 'PR-07',
    title: 'names a release as a user would, and gives a hash for its archive',
    async check({ releases, publish }) {
      const source = await publish('1.0.0', 'one');
      const release = await releases.resolve(remote(`${source}@1.0.0`));
      expect(release.repository).to.equal(source);
      expect(release.assets[0]?.hashes.length).to.be.greaterThan(0);
    },
  },
  {
    id: 'PR-08',
    title: 'fetches an archive as it was published, and says how far it is',
    async check(subject) {
      const [release, asset] = await only(subject, 'the archive');
      const seen: number[] = [];
      await using fetched = await subject.releases.fetch(release, asset, {
        onProgress: ({ received }) => seen.push(received),
      });
      expect(await subject.read(fetched.path)).to.equal('the archive');
      expect([fetched.size, seen.at(-1)]).to.deep.equal(['the archive'.length, 'the archive'.length]);
    },
  },
  {
    id: 'PR-09',
    title: 'gives no archive that lacks one of the hashes that it must have',
    async check(subject) {
      const [release, asset] = await only(subject, 'one');
      const also = { ...asset, hashes: [...asset.hashes, otherHash] };
      await expectRejection(subject.releases.fetch(release, also), 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH');
    },
  },
  {
    id: 'PR-10',
    title: 'gives no archive that must have no hash at all',
    async check(subject) {
      const [release, asset] = await only(subject, 'one');
      const free = { ...asset, hashes: [] };
      await expectRejection(subject.releases.fetch(release, free), 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH');
    },
  },
  {
    id: 'PR-11',
    title: 'finds repositories by their words, the best known first',
    async check({ releases, advertise }) {
      await advertise({ name: 'a/awf-plugin-jira', description: 'Issues', stars: 1 });
      await advertise({ name: 'b/awf-plugin-jira', description: 'More issues', stars: 7 });
      await advertise({ name: 'c/awf-plugin-mail', description: 'Mail', stars: 9 });
      const found = await releases.search('jira');
      expect(found).to.deep.equal([
        { name: 'b/awf-plugin-jira', description: 'More issues', stars: 7 },
        { name: 'a/awf-plugin-jira', description: 'Issues', stars: 1 },
      ]);
      expect((await releases.search('')).length).to.equal(3);
    },
  },
  {
    id: 'PR-12',
    title: 'does nothing when the signal is aborted already',
    async check(subject) {
      const code = 'EXECUTION.PLUGIN.CANCELED';
      const [release, asset] = await only(subject, 'one');
      const source = remote(release.repository);
      const { releases } = subject;
      await expectAborted((signal) => releases.list(source, { signal }), code);
      await expectAborted((signal) => releases.resolve(source, { signal }), code);
      await expectAborted((signal) => releases.fetch(release, asset, { signal }), code);
      await expectAborted((signal) => releases.search('', { signal }), code);
    },
  },
];

/** Registers the suite of the port PluginReleases. */
export function describePluginReleasesContract(options: ContractOptions<PluginReleasesSubject>): void {
  describeClauses('PluginReleases', pluginReleasesClauses, options);
}
