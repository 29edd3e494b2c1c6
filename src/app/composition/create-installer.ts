import { AwfError } from '../../domain/errors/awf-error.js';
import { goPlatform } from '../../domain/plugin/platform.js';
import { Ed25519Verifier } from '../../infrastructure/ed25519/ed25519-verifier.js';
import { FilePluginLoader } from '../../infrastructure/manifest_loader/file-plugin-loader.js';
import { FolderInstallations } from '../../infrastructure/plugin_folder/folder-installations.js';
import { readTextFile } from '../../infrastructure/shared/read-text-file.js';
import { systemClock } from '../../infrastructure/system_clock/system-clock.js';
import { FileTrustedKeys } from '../../infrastructure/trusted_keys/file-trusted-keys.js';
import type { PluginReleases } from '../../ports/plugin-releases.js';
import type { PluginStateStore } from '../../ports/plugin-state-store.js';
import type { TrustedKeys } from '../../ports/trusted-keys.js';
import { LockedInstaller } from '../plugins/install/locked-installer.js';
import { PluginInstaller } from '../plugins/install/plugin-installer.js';
import { PluginVerifier } from '../plugins/install/plugin-verifier.js';
import type { ProjectLock } from '../plugins/install/project-lock.js';
import { ReleaseTrust } from '../plugins/install/release-trust.js';
import { SourceOpener } from '../plugins/install/source-opener.js';
import { awfVersion } from './container-options.js';
import { folderInspector } from './folder-inspector.js';
import { projectLock } from './project-lock.js';
import { installDirectory, trustedKeysPath } from './plugin-directories.js';

/** What the commands work with that install, remove and check plugins. */
export interface Installer {
  readonly installer: PluginInstaller;
  readonly locked: LockedInstaller;
  readonly verifier: PluginVerifier;
  readonly trustedKeys: TrustedKeys;
  /** The time. */
  readonly now: () => Date;
  /** Reads a small text file. @throws AwfError `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.READ_FAILED`; the reason of the signal */
  readonly readText: (path: string, signal: AbortSignal) => Promise<string>;
  /** That of the project. Undefined outside a project, and where it is to be left alone. */
  readonly lock: ProjectLock | undefined;
}

/** Options of {@link createInstaller}. */
export interface InstallerOptions {
  /** That of a host, so that both see each change. */
  readonly stateStore: PluginStateStore;
  /** The folder to install to. @default `AWF_PLUGINS_PATH`, else `$XDG_DATA_HOME/awf/plugins` */
  readonly pluginsDir?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the project. Paths of sources are relative to it. */
  readonly cwd: string;
  /** Whether the lock of the project counts. @default true */
  readonly useLock?: boolean | undefined;
  /** Is told of a lock, or a file with keys, that other users could change. Without it, such a file is refused. */
  readonly onInsecure?: ((problem: string) => void) | undefined;
  /** Where plugins come from that are not on this machine. */
  readonly releases?: PluginReleases | undefined;
}

/** Puts the use cases of installing together with plugins on disk. Loaded by the commands that need it. */
export async function createInstaller(options: InstallerOptions): Promise<Installer> {
  const { stateStore, pluginsDir, env, cwd, useLock = true, onInsecure, releases } = options;
  const installations = new FolderInstallations(installDirectory(pluginsDir, env));
  const inspector = folderInspector(env);
  const ports = { installations, inspector, stateStore, loader: new FilePluginLoader(), clock: systemClock };
  const installer = new PluginInstaller({ ...ports, hostVersion: awfVersion });
  const trustedKeys = new FileTrustedKeys(trustedKeysPath(env), onInsecure);
  const trust = new ReleaseTrust({ trustedKeys, verifier: new Ed25519Verifier() });
  const platform = goPlatform(process.platform, process.arch);
  const opener = new SourceOpener({ releases, trust, platform, project: cwd });
  const lock = useLock ? await projectLock(cwd, onInsecure) : undefined;
  return {
    installer,
    locked: new LockedInstaller({ installer, opener, inspector, stateStore, lock }),
    verifier: new PluginVerifier({ inspector, stateStore, lock }),
    trustedKeys,
    now: () => systemClock.now(),
    readText,
    lock,
  };
}

async function readText(path: string, signal: AbortSignal): Promise<string> {
  const file = await readTextFile(path, 64 * 1024, signal);
  if (file.ok) return file.text;
  throw new AwfError('SYSTEM.IO.READ_FAILED', { path, problem: { problem: file.problem } }, { cause: file.cause });
}
