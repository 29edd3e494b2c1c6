import { FilePluginLoader } from '../../infrastructure/manifest_loader/file-plugin-loader.js';
import { FolderInstallations } from '../../infrastructure/plugin_folder/folder-installations.js';
import { systemClock } from '../../infrastructure/system_clock/system-clock.js';
import type { PluginStateStore } from '../../ports/plugin-state-store.js';
import { PluginInstaller } from '../plugins/install/plugin-installer.js';
import { PluginVerifier } from '../plugins/install/plugin-verifier.js';
import { awfVersion } from './container-options.js';
import { folderInspector } from './folder-inspector.js';
import { installDirectory } from './plugin-directories.js';

/** What the commands work with that install, remove and check plugins. */
export interface Installer {
  readonly installer: PluginInstaller;
  readonly verifier: PluginVerifier;
}

/** Options of {@link createInstaller}. */
export interface InstallerOptions {
  /** That of a host, so that both see each change. */
  readonly stateStore: PluginStateStore;
  /** The folder to install to. @default `AWF_PLUGINS_PATH`, else `$XDG_DATA_HOME/awf/plugins` */
  readonly pluginsDir?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Puts the use cases of installing together with plugins on disk. Loaded by the commands that need it. */
export function createInstaller({ stateStore, pluginsDir, env }: InstallerOptions): Installer {
  const installations = new FolderInstallations(installDirectory(pluginsDir, env));
  const inspector = folderInspector(env);
  const ports = { installations, inspector, stateStore, loader: new FilePluginLoader(), clock: systemClock };
  return {
    installer: new PluginInstaller({ ...ports, hostVersion: awfVersion }),
    verifier: new PluginVerifier({ inspector, stateStore }),
  };
}
