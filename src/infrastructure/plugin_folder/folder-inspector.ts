import { open, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { withinLimits } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import { programNameOf } from '../../domain/plugin/manifest-rules.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Exposure, PluginInspection, PluginInspector } from '../../ports/plugin-inspector.js';
import { exposureIn, exposureOf } from '../shared/exposure.js';
import { manifestPath, programPath } from '../shared/folder-layout.js';
import { storageLimits } from '../shared/storage-limits.js';
import { FileHasher, hashOfHashes } from './file-hashes.js';
import { filesAt, filesBelow, followed, type FolderFile } from './folder-files.js';
import { keyOf, type HashCache } from './hash-cache.js';

/** How the files begin that a system runs by itself. Anything else is run by an interpreter, which loads other files. */
const nativePrograms: readonly string[] = ['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe'];
const windowsProgram = '4d5a';

interface HashedFile extends FolderFile {
  readonly sha256: string;
}

/** Inspects plugins in folders. */
export class FolderInspector implements PluginInspector {
  readonly #cache: HashCache | undefined;

  /** @param cache where hashes are kept; undefined: each call reads every file */
  constructor(cache?: HashCache) {
    this.#cache = cache;
  }

  inspect(locator: string, options: CallOptions = {}): Promise<PluginInspection> {
    return withinLimits(options, storageLimits(basename(locator), 'inspect', locator), (signal) =>
      this.#inspect(locator, signal).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw AwfError.is(cause) ? cause : new AwfError('SYSTEM.IO.READ_FAILED', { path: locator }, { cause });
      }),
    );
  }

  exposureOf(locator: string, options: CallOptions = {}): Promise<Exposure | undefined> {
    return withinLimits(options, storageLimits(basename(locator), 'inspect', locator), async () => {
      for (const path of [programPath(locator), manifestPath(locator)]) {
        const exposure = await exposureOf(path);
        if (exposure !== undefined) return exposure;
      }
      return undefined;
    });
  }

  async #inspect(locator: string, signal: AbortSignal): Promise<PluginInspection> {
    const program = programNameOf(basename(locator));
    const native = await isNative(programPath(locator));
    const root = await realpath(locator);
    const found = native ? await filesAt(root, [program, 'plugin.yaml']) : await filesBelow(root);
    // What is executed is what the program leads to.
    const entries = await Promise.all(found.map(async (file) => (file.path === program ? followed(file) : file)));
    const exposure = exposureAmong(entries);
    const files = entries.filter(({ status }) => !status.isDirectory());
    const hashed = await this.#hash(root, files, exposure === undefined, signal);
    const checksum = hashed.find(({ path }) => path === program)?.sha256;
    if (checksum === undefined)
      throw new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', {
        plugin: basename(locator),
        path: programPath(locator),
      });
    return { checksum, contents: hashOfHashes(hashed), ...(exposure === undefined ? {} : { exposure }) };
  }

  /** @param guarded whether nobody else can write to the files: only then is what is known about them worth something */
  async #hash(
    root: string,
    files: readonly FolderFile[],
    guarded: boolean,
    signal: AbortSignal,
  ): Promise<readonly HashedFile[]> {
    const cache = guarded && (await exposureOf(root)) === undefined ? this.#cache : undefined;
    const known = (await cache?.read(root, signal)) ?? new Map<string, string>();
    const hasher = new FileHasher(signal);
    const hashed: HashedFile[] = [];
    let isNew = false;
    for (const file of files) {
      const kept = known.get(keyOf(file));
      isNew ||= kept === undefined;
      hashed.push({ ...file, sha256: kept ?? (await hasher.hash(file)) });
    }
    if (isNew) await cache?.write(root, hashed);
    return hashed;
  }
}

/** The first file that another user could change. */
function exposureAmong(files: readonly FolderFile[]): Exposure | undefined {
  for (const { location, status } of files) {
    const problem = exposureIn(numbers(status));
    if (problem !== undefined) return { path: location, problem };
  }
  return undefined;
}

const numbers = ({ uid, gid, mode }: FolderFile['status']): { uid: number; gid: number; mode: number } => ({
  uid: Number(uid),
  gid: Number(gid),
  mode: Number(mode),
});

/** Whether a program contains all its code. */
async function isNative(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4) });
    const first = buffer.toString('hex', 0, bytesRead);
    return nativePrograms.includes(first) || first.startsWith(windowsProgram);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
    throw new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: basename(path), path }, { cause });
  }
}
