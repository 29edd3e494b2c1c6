import { createHash } from 'node:crypto';
import type { PluginReleasesSubject } from '../../src/contract/index.js';
import type { ReleaseAsset } from '../../src/domain/plugin/plugin-release.js';
import { InMemoryReleases } from '../../src/infrastructure/in_memory/in-memory-releases.js';

/** Releases in memory. The path of an archive is what it holds. */
export function memoryReleases(): Promise<PluginReleasesSubject> {
  const releases = new InMemoryReleases();
  return Promise.resolve({
    releases,
    missing: 'nobody/nothing',
    publish: (version, archive) => {
      const asset = publishedAsset(releases, version, archive);
      const isPrerelease = version.includes('-');
      releases.releases.push({ repository: 'owner/repo', version, isPrerelease, assets: [asset], notes: [] });
      return Promise.resolve('owner/repo');
    },
    advertise: (listing) => Promise.resolve(void releases.listings.push(listing)),
    read: (path) => Promise.resolve(path),
    close: () => Promise.resolve(),
  });
}

/** Adds an archive that can be fetched. */
export function publishedAsset({ archives }: InMemoryReleases, version: string, archive: string): ReleaseAsset {
  const hex = createHash('sha256').update(archive).digest('hex');
  const url = `memory:${version}`;
  archives.set(url, { path: archive, size: archive.length, hashes: [`sha256:${hex}`] });
  return { name: `plugin_${version}.tar.gz`, url, hashes: [{ algorithm: 'sha256', hex }] };
}
