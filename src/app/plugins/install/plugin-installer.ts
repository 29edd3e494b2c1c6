import { AwfError } from '../../../domain/errors/awf-error.js';
import {
  matchesApproval,
  type PluginApproval,
  type PluginContents,
  type PluginOrigin,
} from '../../../domain/plugin/plugin-approval.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Clock } from '../../../ports/clock.js';
import type { PluginInspector } from '../../../ports/plugin-inspector.js';
import type { PluginInstallations, StagedPlugin } from '../../../ports/plugin-installations.js';
import type { PluginLoader } from '../../../ports/plugin-loader.js';
import type { PluginInstallation, PluginState, PluginStateStore } from '../../../ports/plugin-state-store.js';
import { checkHostVersion } from '../check-host-version.js';

/** What installing plugins takes. */
export interface InstallerPorts {
  readonly installations: PluginInstallations;
  readonly loader: PluginLoader;
  readonly inspector: PluginInspector;
  readonly stateStore: PluginStateStore;
  readonly clock: Clock;
  readonly hostVersion: string;
}

/** How a plugin is installed. */
export interface InstallOptions {
  /** Replace a version that is installed already. */
  readonly force?: boolean | undefined;
  /** Where it comes from, for the record. */
  readonly repository: string;
  /** The hash of the archive, where it has been checked, for the record. */
  readonly archive?: string | undefined;
  /** The version that the source gives it. @default that of its manifest */
  readonly version?: string | undefined;
  /** The conditions on the version, for later updates. */
  readonly wanted?: string | undefined;
  /** Called before the plugin is put in place. It may throw, and then nothing is changed. */
  readonly accept?: ((found: AcceptedPlugin) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is about to be installed. */
export interface AcceptedPlugin {
  readonly plugin: PluginInfo;
  readonly contents: PluginContents;
}

/** A plugin that has been installed. */
export interface InstalledPlugin {
  readonly plugin: PluginInfo;
  readonly contents: PluginContents;
  /** The version that it has replaced. */
  readonly replaced?: string;
}

/** Installs and removes plugins. After an error, and after the process was killed, what was installed before works as before. */
export class PluginInstaller {
  readonly #ports: InstallerPorts;

  constructor(ports: InstallerPorts) {
    this.#ports = ports;
  }

  /**
   * Installs the plugin in a folder or an archive, and records what it consists of.
   *
   * @throws AwfError what {@link PluginInstallations.stage}, `PluginLoader.loadPlugin`, {@link PluginStateStore.setInstallation} and `accept` throw;
   * `USER.INPUT.PLUGIN_INSTALLED`, `USER.VALIDATION.PLUGIN_VERSION_MISMATCH`
   */
  async install(path: string, options: InstallOptions): Promise<InstalledPlugin> {
    const { signal } = options;
    const { installations, loader, inspector, stateStore, hostVersion } = this.#ports;
    await stateStore.load({ signal });
    await using staged = await installations.stage(path, { signal });
    const plugin = await loader.loadPlugin(staged.locator, { signal });
    checkHostVersion(plugin.manifest, hostVersion);
    const { checksum, contents } = await inspector.inspect(staged.locator, { signal });
    const found = { plugin, contents: { checksum, contents } };
    options.accept?.(found);
    return await installations.alone(() => this.#replace(staged, found, options), { signal });
  }

  /** What is there must not change between the look at it and the change. */
  async #replace(
    staged: StagedPlugin,
    { plugin, contents }: AcceptedPlugin,
    options: InstallOptions,
  ): Promise<InstalledPlugin> {
    const { stateStore } = this.#ports;
    const { force = false, signal } = options;
    const { name } = plugin.manifest;
    await stateStore.load({ signal });
    const replaced = await this.#replaced(plugin, staged, force, signal);
    const before = stateStore.getState(name);
    const previous = replaced === undefined ? undefined : await this.#approvalOf(replaced, before, signal);
    const origin = this.#originOf(plugin, options, replaced === undefined ? undefined : before.origin);
    await this.#putInPlace(staged, name, { approved: contents, previous, origin }, before, signal);
    return {
      plugin: { ...plugin, locator: staged.destination },
      contents,
      ...(replaced === undefined ? {} : { replaced: replaced.manifest.version }),
    };
  }

  /**
   * Removes a plugin, and what is known about it.
   *
   * @param keepData keep whether it is enabled, and its configuration
   * @throws AwfError what {@link PluginInstallations.remove} and {@link PluginStateStore.forget} throw
   */
  async remove(
    { manifest, locator }: PluginInfo,
    {
      keepData = false,
      signal,
    }: { readonly keepData?: boolean | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<void> {
    const { installations, stateStore } = this.#ports;
    await installations.alone(
      async () => {
        await installations.remove(locator, { signal });
        if (keepData) await stateStore.setInstallation(manifest.name, undefined, { signal });
        else await stateStore.forget(manifest.name, { signal });
      },
      { signal },
    );
  }

  /** The version that a new one takes the place of. @throws AwfError `USER.INPUT.PLUGIN_INSTALLED` if it must not */
  async #replaced(
    { manifest: { name } }: PluginInfo,
    { destination }: StagedPlugin,
    force: boolean,
    signal: AbortSignal | undefined,
  ): Promise<PluginInfo | undefined> {
    const installed = await this.#installed(signal);
    const same = installed.find((other) => other.manifest.name === name);
    const inPlace = installed.find((other) => other.locator === destination);
    const elsewhere = same !== undefined && same !== inPlace;
    if (elsewhere) throw occupied(same, `the new version belongs in another folder, ${destination}`);
    if (inPlace === undefined) return undefined;
    const isFailed = inPlace.status === 'failed';
    if (same === undefined && !isFailed) throw occupied(inPlace, `its folder is the one that ${name} belongs in`);
    if (!force) throw occupied(inPlace);
    return inPlace;
  }

  async #installed(signal: AbortSignal | undefined): Promise<readonly PluginInfo[]> {
    const { loader, installations } = this.#ports;
    try {
      return await loader.discoverPlugins(installations.directory, { signal });
    } catch (error) {
      if (AwfError.is(error, 'USER.INPUT.MISSING_FILE')) return [];
      throw error;
    }
  }

  /** What is to be approved of the version that is replaced, as long as it is there. Without a record it could be started as it is. */
  async #approvalOf(
    { locator }: PluginInfo,
    { approved }: PluginState,
    signal: AbortSignal | undefined,
  ): Promise<PluginApproval | undefined> {
    const found = await this.#ports.inspector.inspect(locator, { signal }).catch(() => undefined);
    signal?.throwIfAborted();
    if (found === undefined) return approved?.[0];
    const { checksum, contents } = found;
    if (approved === undefined) return { checksum, contents };
    return approved.find((approval) => matchesApproval(found, approval)) ?? approved[0];
  }

  #originOf({ manifest }: PluginInfo, options: InstallOptions, before: PluginOrigin | undefined): PluginOrigin {
    const { repository, archive, wanted, version = manifest.version } = options;
    const now = this.#ports.clock.now().toISOString();
    return {
      repository,
      version,
      ...(archive === undefined ? {} : { archive }),
      ...(wanted === undefined ? {} : { wanted }),
      installedAt: before?.installedAt ?? now,
      updatedAt: now,
    };
  }

  /**
   * Records and folder are in different places, so that they cannot change in one step. Until the new version is in its place, both versions
   * are approved: whichever a kill leaves, it starts.
   */
  async #putInPlace(
    staged: StagedPlugin,
    name: string,
    installation: PluginInstallation,
    before: PluginState,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { stateStore } = this.#ports;
    const { approved, previous, origin } = installation;
    await stateStore.setInstallation(name, installation, { signal });
    try {
      await staged.commit({ signal });
    } catch (error) {
      const old = before.approved === undefined || previous === undefined ? undefined : { approved: previous };
      // The first error says more.
      await stateStore.setInstallation(name, old && { ...old, origin: before.origin }).catch(() => undefined);
      throw error;
    }
    // Not canceled: it is done, but for the record of the old version.
    if (previous !== undefined) await stateStore.setInstallation(name, { approved, origin });
  }
}

const occupied = ({ manifest, locator }: PluginInfo, problem?: string): AwfError =>
  new AwfError('USER.INPUT.PLUGIN_INSTALLED', {
    plugin: manifest.name,
    version: manifest.version,
    path: locator,
    problem,
  });
