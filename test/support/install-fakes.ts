import { AwfError } from '../../src/domain/errors/awf-error.js';
import { hashOf, type ArchiveHash } from '../../src/domain/plugin/archive-hash.js';
import type { PluginInfo } from '../../src/domain/plugin/plugin-info.js';
import type { ReleaseAsset } from '../../src/domain/plugin/plugin-release.js';
import { LockedInstaller } from '../../src/app/plugins/install/locked-installer.js';
import { PluginInstaller } from '../../src/app/plugins/install/plugin-installer.js';
import { ProjectLock } from '../../src/app/plugins/install/project-lock.js';
import { ReleaseTrust } from '../../src/app/plugins/install/release-trust.js';
import { SourceOpener } from '../../src/app/plugins/install/source-opener.js';
import { Ed25519Verifier } from '../../src/infrastructure/ed25519/ed25519-verifier.js';
import {
  InMemoryInstallations,
  type PluginInMemory,
} from '../../src/infrastructure/in_memory/in-memory-installations.js';
import { InMemoryPluginLock } from '../../src/infrastructure/in_memory/in-memory-plugin-lock.js';
import { InMemoryPluginStateStore } from '../../src/infrastructure/in_memory/in-memory-plugin-state-store.js';
import { InMemoryReleases, type ReleaseInMemory } from '../../src/infrastructure/in_memory/in-memory-releases.js';
import { InMemoryTrustedKeys } from '../../src/infrastructure/in_memory/in-memory-trusted-keys.js';
import { ManualClock } from '../../src/infrastructure/in_memory/manual-clock.js';
import type { PluginLoader } from '../../src/ports/plugin-loader.js';

/** The platform of the machine in these tests. */
export const ownPlatform = { os: 'linux', arch: 'amd64' };

const sha256 = (digit: string): ArchiveHash => hashOf('sha256', digit.repeat(64))!;

/** Everything that installs plugins, in memory: releases are published, installed, and found again. */
export class InstallWorld {
  readonly sources = new Map<string, PluginInMemory>();
  readonly installations = new InMemoryInstallations(this.sources);
  readonly releases = new InMemoryReleases();
  readonly stateStore = new InMemoryPluginStateStore(new ManualClock());
  readonly trustedKeys = new InMemoryTrustedKeys();
  readonly lockFile = new InMemoryPluginLock();
  readonly lock = new ProjectLock(this.lockFile, 'linux_amd64');
  readonly trust = new ReleaseTrust({ trustedKeys: this.trustedKeys, verifier: new Ed25519Verifier() });
  /** The versions of the plugins, by the letter that their hashes are made of. */
  readonly #versions = new Map<string, string>();

  get installed(): readonly PluginInfo[] {
    return [...this.installations.plugins]
      .filter(([locator]) => locator.startsWith('memory:'))
      .map(([locator, plugin]) => this.#infoOf(locator, plugin));
  }

  get installer(): LockedInstaller {
    const { installations, stateStore, releases, trust, lock } = this;
    const ports = {
      installations,
      inspector: installations,
      stateStore,
      loader: this.#loader,
      clock: new ManualClock(),
    };
    return new LockedInstaller({
      installer: new PluginInstaller({ ...ports, hostVersion: '1.0.0' }),
      opener: new SourceOpener({ releases, trust, platform: ownPlatform, project: '/project' }),
      inspector: installations,
      stateStore,
      lock,
    });
  }

  /** Makes a plugin that can be installed from a path. Its hashes are made of one letter. */
  add(path: string, name: string, version: string, letter: string): void {
    this.#versions.set(letter, version);
    this.sources.set(path, { name, checksum: letter.repeat(64), contents: `h1:${letter.repeat(43)}=` });
  }

  /** Publishes a version of `ann/NAME` for two platforms. */
  publish(name: string, version: string, letter: string, more: Partial<ReleaseInMemory> = {}): void {
    const assets = ['linux', 'darwin'].map((os): ReleaseAsset => {
      const hash = sha256(os === 'linux' ? letter : 'd');
      const url = `memory:${name}_${version}_${os}_amd64.tar.gz`;
      this.releases.archives.set(url, { path: url, size: 1, hashes: [`sha256:${hash.hex}`] });
      this.add(url, name, version, letter);
      return { name: url.slice('memory:'.length), url, platform: { os, arch: 'amd64' }, hashes: [hash] };
    });
    this.releases.releases.push({ repository: `ann/${name}`, version, assets, notes: [], ...more });
  }

  #infoOf(locator: string, { name, checksum }: PluginInMemory): PluginInfo {
    const version = this.#versions.get(checksum[0] ?? '') ?? '0.0.0';
    return {
      manifest: { name, version, awfVersion: '>=0.0.1', capabilities: [] } as unknown as PluginInfo['manifest'],
      status: 'discovered',
      type: 'external',
      locator,
    };
  }

  get #loader(): PluginLoader {
    const at = (locator: string): PluginInfo => {
      const plugin = this.installations.plugins.get(locator);
      if (plugin === undefined) throw new AwfError('USER.INPUT.MISSING_FILE', { path: locator });
      return this.#infoOf(locator, plugin);
    };
    return {
      discoverPlugins: () => Promise.resolve(this.installed),
      loadPlugin: (locator: string) => Promise.resolve(at(locator)),
    };
  }
}
