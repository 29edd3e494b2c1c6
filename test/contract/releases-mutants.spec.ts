import {
  describePluginReleasesContract,
  pluginReleasesClauses,
  type PluginReleasesSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { PluginReleases } from '../../src/ports/plugin-releases.js';
import { altered, describeMutants } from '../support/mutants.js';
import { memoryReleases } from '../support/release-subjects.js';

type Subject = PluginReleasesSubject;

const releases =
  (change: (original: PluginReleases) => Partial<PluginReleases>) =>
  (subject: Subject): Subject => ({
    ...subject,
    releases: altered(subject.releases, change(subject.releases)),
  });

/** Changes what is resolved of a source without conditions. */
const giving = (version: string): ((subject: Subject) => Subject) =>
  releases((original) => ({
    resolve: async (source, options) => {
      const release = await original.resolve(source, options);
      return release.version === '2.0.0' ? { ...release, version } : release;
    },
  }));

describeMutants('PluginReleases', describePluginReleasesContract, pluginReleasesClauses, memoryReleases, {
  'PR-01': [
    'lists what fits only',
    releases((original) => ({ list: async (...args) => (await original.list(...args)).slice(0, 1) })),
  ],
  'PR-02': ['gives the version that was published last', giving('3.0.0-rc.1')],
  'PR-03': [
    'compares versions letter by letter',
    releases((original) => ({
      resolve: async (...args) => {
        const release = await original.resolve(...args);
        return release.version === '1.10.0' ? { ...release, version: '1.9.0' } : release;
      },
    })),
  ],
  'PR-04': [
    'never gives a pre-release',
    releases((original) => ({
      resolve: (source, options) => original.resolve(source, { ...options, preReleases: false }),
    })),
  ],
  'PR-05': [
    'gives any version where none fits',
    releases((original) => ({
      resolve: (source, options) =>
        original.resolve(source, options).catch((error: unknown) => {
          if (source.kind !== 'url' && source.wanted !== undefined && AwfError.is(error, 'USER.INPUT.PLUGIN_SOURCE'))
            return original.resolve({ kind: source.kind, name: source.name }, options);
          throw error;
        }),
    })),
  ],
  'PR-06': [
    'has no versions of what does not exist',
    releases((original) => ({
      list: (source, options) =>
        original.list(source, options).catch((error: unknown) => {
          if (AwfError.is(error, 'USER.INPUT.PLUGIN_SOURCE')) return [];
          throw error;
        }),
    })),
  ],
  'PR-07': [
    'names the version in the source',
    releases((original) => ({
      resolve: async (source, options) => {
        const release = await original.resolve(source, options);
        const named = source.kind !== 'url' && source.wanted?.text === '1.0.0';
        return named ? { ...release, repository: `${release.repository}@1.0.0` } : release;
      },
    })),
  ],
  'PR-08': [
    'says nothing of its progress',
    releases((original) => ({
      fetch: (release, asset, options) => original.fetch(release, asset, { ...options, onProgress: undefined }),
    })),
  ],
  'PR-09': [
    'looks at the first hash only',
    releases((original) => ({
      fetch: (release, asset, options) =>
        original.fetch(release, { ...asset, hashes: asset.hashes.slice(0, 1) }, options),
    })),
  ],
  'PR-10': [
    'takes an archive without a hash as it is',
    releases((original) => ({
      fetch: async (release, asset, options) => {
        const [own] = (await original.resolve({ kind: 'github', name: release.repository }, {})).assets;
        return original.fetch(release, asset.hashes.length === 0 && own !== undefined ? own : asset, options);
      },
    })),
  ],
  'PR-11': [
    'finds what is least known first',
    releases((original) => ({ search: async (...args) => [...(await original.search(...args))].reverse() })),
  ],
  'PR-12': ['does not look at the signal', releases((original) => ({ search: (text) => original.search(text) }))],
});
