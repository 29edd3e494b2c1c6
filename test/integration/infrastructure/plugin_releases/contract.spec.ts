import { readFile } from 'node:fs/promises';
import { describePluginReleasesContract, type PluginReleasesSubject } from '../../../../src/contract/index.js';
import { NetworkReleases } from '../../../../src/infrastructure/plugin_releases/network-releases.js';
import { ownFolder } from '../../../support/contract-subjects.js';
import { ReleaseServer } from '../../../support/release-server.js';

type Publish = (server: ReleaseServer, version: string, archive: Buffer) => string;

async function subject(missing: string, publish: Publish): Promise<PluginReleasesSubject> {
  const server = await ReleaseServer.start();
  const folder = await ownFolder();
  return {
    releases: new NetworkReleases({
      cacheFolder: folder.root,
      userAgent: 'awf-plugins',
      github: { apiUrl: server.url },
      npm: { cwd: () => folder.root, env: { HOME: folder.root, npm_config_registry: server.url } },
    }),
    missing,
    publish: (version, archive) => Promise.resolve(publish(server, version, Buffer.from(archive))),
    advertise: ({ name, description, stars }) =>
      Promise.resolve(void server.listings.push({ full_name: name, description, stargazers_count: stars })),
    read: (path) => readFile(path, 'utf8'),
    close: async () => {
      await server[Symbol.asyncDispose]();
      await folder.close();
    },
  };
}

describePluginReleasesContract({
  name: 'network, from GitHub',
  create: () =>
    subject('nobody/nothing', (server, version, archive) => {
      server.release('owner/repo', `v${version}`, { [`plugin_${version}.tar.gz`]: archive });
      return 'owner/repo';
    }),
});

describePluginReleasesContract({
  name: 'network, from npm',
  create: () =>
    subject('npm:nothing', (server, version, archive) => {
      server.package('@scope/plugin', version, archive);
      return 'npm:@scope/plugin';
    }),
});
