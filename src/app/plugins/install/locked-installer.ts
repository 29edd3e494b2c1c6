import { AwfError } from '../../../domain/errors/awf-error.js';
import { matchesApproval } from '../../../domain/plugin/plugin-approval.js';
import { sortedHashes, type LockedPlugin, type PluginLock } from '../../../domain/plugin/plugin-lock.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import { isSameSource } from '../../../domain/plugin/plugin-source.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { PluginInspector } from '../../../ports/plugin-inspector.js';
import type { PluginStateStore } from '../../../ports/plugin-state-store.js';
import type { AcceptedPlugin, InstalledPlugin, PluginInstaller } from './plugin-installer.js';
import { archiveOf, type ProjectLock } from './project-lock.js';
import type { OpenedSource, OpenOptions, SourceOpener } from './source-opener.js';

/** What installing by a lock takes. */
export interface LockedInstallerPorts {
  readonly installer: PluginInstaller;
  readonly opener: SourceOpener;
  readonly inspector: PluginInspector;
  readonly stateStore: PluginStateStore;
  /** Undefined outside a project. */
  readonly lock: ProjectLock | undefined;
}

/** How a plugin is installed. */
export interface LockedInstallOptions extends Pick<OpenOptions, 'signal' | 'onProgress' | 'preReleases'> {
  /** Replace a version that is installed already. */
  readonly force?: boolean | undefined;
  /** Install nothing that differs from the lock, and leave the lock as it is. */
  readonly frozen?: boolean | undefined;
  /** The name that the plugin must have. */
  readonly name?: string | undefined;
  /** The range for later updates. @default the one that the source names */
  readonly wanted?: string | undefined;
}

/** A plugin that has been installed, and what a user should know. */
export interface LockedInstall extends InstalledPlugin {
  readonly notes: readonly string[];
}

/** Installs plugins, and keeps them and the lock of the project the same. */
export class LockedInstaller {
  readonly #ports: LockedInstallerPorts;

  constructor(ports: LockedInstallerPorts) {
    this.#ports = ports;
  }

  /** The lock of the project. @throws AwfError `USER.INPUT.INVALID_FORMAT` outside a project; what {@link ProjectLock.expect} throws */
  async lock(options?: CallOptions): Promise<PluginLock> {
    return expected(this.#ports.lock).expect(options);
  }

  /**
   * Installs what a user names, and writes it into the lock of the project. With `frozen`, the lock decides which version, and must have it.
   *
   * @param installed the plugins that are there
   * @returns undefined if nothing had to be done
   * @throws AwfError what {@link SourceOpener.open}, {@link PluginInstaller.install} and {@link ProjectLock.record} throw; `EXECUTION.PLUGIN.LOCK_MISMATCH`
   */
  async install(
    source: string,
    installed: readonly PluginInfo[],
    options: LockedInstallOptions,
  ): Promise<LockedInstall | undefined> {
    const { opener, lock } = this.#ports;
    const { frozen = false, signal } = options;
    const before = await (frozen ? expected(lock).expect({ signal }) : lock?.read({ signal }));
    const { lockedSource, allows } = opener.named(source);
    const [name = '', locked] = [...(before ?? [])].find(([, each]) => isSameSource(each.source, lockedSource)) ?? [];
    if (!frozen) {
      await using opened = await opener.open(source, { ...options, lockedKey: locked?.key });
      return await this.#putInPlace(opened, options);
    }
    const refusal = { plugin: options.name ?? source, path: expected(lock).path };
    if (locked === undefined)
      throw new AwfError('EXECUTION.PLUGIN.LOCK_MISMATCH', { ...refusal, problem: 'it is not in there' });
    if (!allows(locked.version))
      throw new AwfError('EXECUTION.PLUGIN.LOCK_MISMATCH', { ...refusal, problem: `the lock has ${locked.version}` });
    return this.installLocked(name, locked, installed, options);
  }

  /**
   * Installs a plugin that is in the lock, where it is not installed as the lock says. Content that differs is refused.
   *
   * @param installed the plugins that are there
   * @returns undefined if nothing had to be done
   * @throws AwfError as {@link LockedInstaller.install}
   */
  async installLocked(
    name: string,
    locked: LockedPlugin,
    installed: readonly PluginInfo[],
    options: LockedInstallOptions,
  ): Promise<LockedInstall | undefined> {
    const { opener, lock } = this.#ports;
    const { signal } = options;
    const there = installed.find(({ manifest }) => manifest.name === name);
    if (there !== undefined && (await this.#isLocked(there, locked, { signal }))) return undefined;
    const own = new Map([[name, locked]]);
    const refuse = (found: string, archive: readonly string[], version: string, contents?: string): void =>
      expected(lock).refuseOther(own, found, { version, archive, contents });
    await using opened = await opener.openLocked(locked, {
      ...options,
      lockedKey: locked.key,
      accept: ({ archive }) => refuse(name, archive, locked.version),
    });
    const accept = ({ plugin: { manifest }, contents }: AcceptedPlugin): void =>
      refuse(manifest.name, opened.archive, manifest.version, contents.contents);
    return await this.#putInPlace(opened, { ...options, force: true, accept, wanted: this.#rangeOf(name, locked) });
  }

  /** The lock names one version, but later updates stay in the range that the user has chosen before. */
  #rangeOf(name: string, { source }: LockedPlugin): string | undefined {
    const { origin } = this.#ports.stateStore.getState(name);
    return origin !== undefined && isSameSource(origin.repository, source) ? origin.wanted : undefined;
  }

  async #isLocked(plugin: PluginInfo, locked: LockedPlugin, options: CallOptions): Promise<boolean> {
    const { inspector, stateStore, lock } = this.#ports;
    const found = await inspector.inspect(plugin.locator, options);
    const { name, version } = plugin.manifest;
    const state = stateStore.getState(name);
    // Such a plugin would not start.
    if (state.approved?.some((approval) => matchesApproval(found, approval)) === false) return false;
    const archive = archiveOf(state, found);
    const { contents } = found;
    return expected(lock).differenceOf(locked, { version, archive, contents }) === undefined;
  }

  async #putInPlace(
    opened: OpenedSource,
    options: LockedInstallOptions & { readonly accept?: (found: AcceptedPlugin) => void },
  ): Promise<LockedInstall> {
    const { installer, lock } = this.#ports;
    const { path, repository, version, notes } = opened;
    const { frozen = false, force, signal, wanted = opened.wanted } = options;
    const archive = opened.archive.at(-1);
    const accept = (found: AcceptedPlugin): void => {
      refuseName(found.plugin.manifest.name, options.name, repository);
      options.accept?.(found);
    };
    const done = await installer
      .install(path, { force, repository, version, wanted, archive, accept, signal })
      .catch((error: unknown) => {
        throw named(error, opened);
      });
    // Not canceled: the plugin is in place, and the lock must say so.
    if (!frozen) await lock?.record(done.plugin.manifest.name, lockedBy(opened, done));
    return { ...done, notes };
  }
}

function refuseName(found: string, wanted: string | undefined, path: string): void {
  if (wanted === undefined || found === wanted) return;
  const problem = `it holds the plugin ${found}, not ${wanted}`;
  throw new AwfError('USER.VALIDATION.ARCHIVE_INVALID', { path, problem });
}

/** Names an archive by where it comes from. Where it is kept tells a user nothing. */
function named(error: unknown, { path, repository }: OpenedSource): unknown {
  if (!AwfError.is(error, 'USER.VALIDATION.ARCHIVE_INVALID') || error.details.path !== path) return error;
  return new AwfError(
    'USER.VALIDATION.ARCHIVE_INVALID',
    { ...error.details, path: repository },
    { cause: error.cause },
  );
}

/** The entry for a plugin that has been installed. */
function lockedBy(
  { lockedSource, version, platform, platforms, archive, key }: OpenedSource,
  { plugin, contents }: InstalledPlugin,
): LockedPlugin {
  const own = sortedHashes([...(platforms.get(platform) ?? archive), contents.contents]);
  return {
    source: lockedSource,
    version: version ?? plugin.manifest.version,
    ...(key === undefined ? {} : { key }),
    platforms: new Map([...platforms, [platform, own]]),
  };
}

/** @throws AwfError `USER.INPUT.INVALID_FORMAT` outside a project */
function expected(lock: ProjectLock | undefined): ProjectLock {
  if (lock !== undefined) return lock;
  const problem = 'name a SOURCE: there is no lock that could name one, because the current folder has no folder .awf';
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'awf plugin install', problem });
}
