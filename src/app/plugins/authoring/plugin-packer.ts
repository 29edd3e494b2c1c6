import { resolve, sep } from 'node:path';
import { AwfError } from '../../../domain/errors/awf-error.js';
import { archiveName, awfPlatforms } from '../../../domain/plugin/archive-name.js';
import { platformText, type Platform } from '../../../domain/plugin/platform.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { PluginArchives, WrittenArchive } from '../../../ports/plugin-archives.js';
import type { PluginInstallations } from '../../../ports/plugin-installations.js';
import type { PluginLoader } from '../../../ports/plugin-loader.js';
import { checkHostVersion } from '../check-host-version.js';

/** What packing plugins takes. */
export interface PackerPorts {
  /** Stages a plugin as an install does, in a place of its own. */
  readonly installations: Pick<PluginInstallations, 'stage'>;
  readonly loader: Pick<PluginLoader, 'loadPlugin'>;
  readonly archives: PluginArchives;
  readonly hostVersion: string;
}

/** How a plugin is packed. */
export interface PackOptions {
  /** Where the archives belong. */
  readonly directory: string;
  /** The platforms to make archives for. @default those that it has code for; those of AWF, if it has none */
  readonly platforms?: readonly Platform[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A plugin that has been packed. */
export interface PackedPlugin {
  readonly plugin: PluginInfo;
  readonly archives: readonly (WrittenArchive & { readonly platform: Platform })[];
}

/** Packs plugins into archives that can be installed. Whatever an install would refuse is refused before anything is written. */
export class PluginPacker {
  readonly #ports: PackerPorts;

  constructor(ports: PackerPorts) {
    this.#ports = ports;
  }

  /**
   * Packs the plugin in a folder, an archive for each platform.
   *
   * @throws AwfError what `PluginInstallations.stage`, `PluginLoader.loadPlugin` and {@link PluginArchives.write} throw;
   * `USER.VALIDATION.PLUGIN_VERSION_MISMATCH`, `USER.INPUT.INVALID_FORMAT` for a platform or a directory that cannot be meant
   */
  async pack(folder: string, { directory, platforms, signal }: PackOptions): Promise<PackedPlugin> {
    const { installations, loader, archives, hostVersion } = this.#ports;
    refuseInside(folder, directory);
    await using staged = await installations.stage(folder, { signal });
    const plugin = await loader.loadPlugin(staged.locator, { signal });
    checkHostVersion(plugin.manifest, hostVersion);
    const chosen = chosenFrom(await archives.platformsOf(staged.locator, { signal }), platforms);
    const names = chosen.map((platform) => archiveName(plugin.manifest, platform));
    const written = await archives.write({ locator: staged.locator, names, directory }, { signal });
    return {
      plugin: { ...plugin, locator: resolve(folder) },
      archives: chosen.flatMap((platform, index) => {
        const archive = written[index];
        return archive === undefined ? [] : [{ ...archive, platform }];
      }),
    };
  }
}

/** An archive in the folder would be a part of the next archive. */
function refuseInside(folder: string, directory: string): void {
  const [plugin, target] = [resolve(folder), resolve(directory)];
  if (target !== plugin && !target.startsWith(`${plugin}${sep}`)) return;
  const problem = `${target} is a part of the plugin ${plugin}; name a folder outside of it`;
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: '--output', problem });
}

function chosenFrom(found: readonly Platform[], wanted: readonly Platform[] | undefined): readonly Platform[] {
  const possible = found.length === 0 ? awfPlatforms : found;
  if (wanted === undefined) return possible;
  const names = found.map(platformText);
  const wrong = wanted.find((platform) => names.length > 0 && !names.includes(platformText(platform)));
  if (wrong === undefined) return wanted;
  const problem = `the plugin has code for ${names.join(', ')}, and none for ${platformText(wrong)}`;
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: '--platform', problem });
}
