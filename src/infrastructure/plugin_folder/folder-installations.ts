import { lstat, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { limitCall, withinLimits, type LimitErrors } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginInstallations, StagedPlugin } from '../../ports/plugin-installations.js';
import { withLock } from '../shared/file-lock.js';
import {
  asideSuffix,
  decisionLock,
  installLock,
  putRight,
  stagingFolderName,
  stagingName,
} from '../shared/interrupted-installs.js';
import { makeDirectory } from '../shared/make-directory.js';
import { manifestPath } from '../shared/folder-layout.js';
import { readErrorOf } from '../shared/read-text-file.js';
import { storageLimits } from '../shared/storage-limits.js';
import { pluginWithin } from './plugin-within.js';
import { unpack } from './unpack.js';
import { renameIfThere, writing } from '../shared/writing.js';

/**
 * Installs plugins to folders of one directory. What is not complete is in a folder beside them, on the same disk, where no loader looks.
 */
export class FolderInstallations implements PluginInstallations {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = resolve(directory);
  }

  stage(source: string, options: CallOptions = {}): Promise<StagedPlugin> {
    return withinLimits(options, this.#limits('install'), async (signal) => {
      const staging = await makeStagingIn(this.directory);
      try {
        const [unpacked, ready] = [join(staging, 'unpacked'), join(staging, 'ready')];
        await writing(staging, () => Promise.all([mkdir(unpacked, 0o755), mkdir(ready, 0o755)]));
        await unpack(source, unpacked, signal);
        const { root, folder } = await pluginWithin(unpacked, source);
        const locator = join(ready, folder);
        await writing(locator, () => rename(root, locator));
        return this.#staged(staging, locator);
      } catch (error) {
        await discard(staging);
        throw error;
      }
    });
  }

  /** The limits hold until the work begins: it has its own. */
  async alone<T>(work: () => Promise<T>, options: CallOptions = {}): Promise<T> {
    using limit = limitCall(options, this.#limits('install'));
    limit.signal.throwIfAborted();
    let begun: Promise<T> | undefined;
    try {
      await writing(this.directory, () => makeDirectory(this.directory, 0o750));
      return await withLock(decisionLock(this.directory), limit.signal, () => (begun = work()));
    } catch (cause) {
      // It fails with its own error, or has been done although the lock could not be removed.
      if (begun !== undefined) return await begun;
      limit.signal.throwIfAborted();
      throw AwfError.is(cause) ? cause : new AwfError('SYSTEM.IO.WRITE_FAILED', { path: this.directory }, { cause });
    }
  }

  remove(locator: string, options: CallOptions = {}): Promise<void> {
    return withinLimits(options, this.#limits('remove'), async (signal) => {
      await stat(locator).catch((cause: unknown) => {
        throw readErrorOf(locator, cause);
      });
      const directory = dirname(locator);
      const staging = await makeStagingIn(directory);
      const move = (): Promise<void> => rename(locator, join(staging, 'removed'));
      try {
        await writing(locator, () => withLock(installLock(directory), signal, move));
      } finally {
        await discard(staging);
      }
    });
  }

  #staged(staging: string, locator: string): StagedPlugin {
    const destination = join(this.directory, basename(locator));
    return {
      locator,
      destination,
      commit: (options = {}) =>
        untilSettled((begin) =>
          withinLimits(options, this.#limits('install'), (signal) =>
            begin(writing(destination, () => this.#replace(staging, locator, destination, signal))),
          ),
        ),
      [Symbol.asyncDispose]: () => discard(staging),
    };
  }

  async #replace(staging: string, locator: string, destination: string, signal: AbortSignal): Promise<void> {
    const aside = join(this.directory, stagingName, `${basename(destination)}${asideSuffix}`);
    await withLock(installLock(this.directory), signal, async () => {
      await putRight(this.directory);
      signal.throwIfAborted();
      await refuseOthers(destination);
      const replaces = await renameIfThere(destination, aside);
      try {
        await rename(locator, destination);
      } catch (error) {
        if (replaces) await rename(aside, destination);
        throw error;
      }
      // The new version is in place. A failure to delete the old one is not a failure of the install.
      if (replaces) await rename(aside, join(staging, 'replaced')).catch(() => undefined);
    });
  }

  #limits(call: string): LimitErrors {
    return storageLimits('*', call, this.directory);
  }
}

/** Makes a folder that names this process, so that it is removed should this process be killed. */
async function makeStagingIn(directory: string): Promise<string> {
  const staging = join(directory, stagingName, await stagingFolderName());
  await writing(staging, async () => {
    await makeDirectory(directory, 0o750);
    await makeDirectory(staging, 0o700);
  });
  return staging;
}

/** Deletes a folder of this process. What cannot be deleted is tried again by a later process. */
const discard = (staging: string): Promise<void> =>
  rm(staging, { recursive: true, force: true }).catch(() => undefined);

/** Only a plugin is replaced: a folder of another kind with the same name is somebody's work. */
async function refuseOthers(destination: string): Promise<void> {
  const isThere = async (path: string): Promise<boolean> =>
    lstat(path).then(
      () => true,
      () => false,
    );
  if (!(await isThere(destination)) || (await isThere(manifestPath(destination)))) return;
  throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path: destination, problem: 'exists, and is not a plugin' });
}

/**
 * A canceled call rejects at once, while its work continues. This waits for the work and reports its result, because the caller
 * records which version is in place.
 */
async function untilSettled(call: (begin: (work: Promise<void>) => Promise<void>) => Promise<void>): Promise<void> {
  let begun: Promise<void> | undefined;
  try {
    await call((work) => (begun = work));
  } catch (error) {
    const done = await begun?.then(
      () => true,
      () => false,
    );
    if (done !== true) throw error;
  }
}
