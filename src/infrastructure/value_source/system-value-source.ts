import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withinLimits } from 'plugin-async';
import type { CallOptions } from '../../ports/call-options.js';
import type { SecretFile, ValueSource } from '../../ports/value-source.js';
import { exposureOf, readableBy } from '../shared/exposure.js';
import { storageLimits } from '../shared/storage-limits.js';

/** More than any key or certificate has. */
const maxBytes = 64 * 1024;

/** Options of {@link SystemValueSource}. */
export interface SystemValueOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the project; called when a path is relative to it. */
  readonly folder: () => string;
  /** Is told of a file that other users could read or change, which is then used all the same. Without it, such a file is not used. */
  readonly onInsecure?: ((problem: string) => void) | undefined;
}

/** Gives the environment variables of this process, and the secrets in files. */
export class SystemValueSource implements ValueSource {
  readonly #options: SystemValueOptions;

  constructor(options: SystemValueOptions) {
    this.#options = options;
  }

  variable(name: string): string | undefined {
    const { env } = this.#options;
    return Object.hasOwn(env, name) ? env[name] : undefined;
  }

  variableNames(): readonly string[] {
    const { env } = this.#options;
    return Object.keys(env).filter((name) => env[name] !== undefined);
  }

  async secretFile(path: string, options: CallOptions = {}): Promise<SecretFile> {
    const limits = storageLimits('*', 'read a secret', path);
    return withinLimits(options, limits, async (signal) => {
      const found = await this.#read(path, signal);
      return found.ok ? found : { ok: false, problem: `${path} ${found.problem}` };
    });
  }

  async #read(given: string, signal: AbortSignal): Promise<SecretFile> {
    const path = resolve(this.#options.folder(), given);
    try {
      // A pipe without a writer would keep the open waiting, so it is opened without waiting, and refused below.
      await using file = await openWithoutWaiting(path);
      const status = await file.stat();
      if (status.isDirectory()) return refused('is a folder, not a file');
      if (!status.isFile()) return refused('is not a regular file');
      const exposed = await this.#exposure(path, status);
      if (exposed !== undefined) return refused(exposed);
      signal.throwIfAborted();
      return secretIn(await contentOf(file));
    } catch (error) {
      signal.throwIfAborted();
      return refused(reasonOf(error as NodeJS.ErrnoException));
    }
  }

  async #exposure(path: string, status: Stats): Promise<string | undefined> {
    const changeable = await exposureOf(path, 'has gone while it was read');
    const problem =
      changeable === undefined || changeable.path === path
        ? (changeable?.problem ?? readableBy(status))
        : `is in ${changeable.path}, which ${changeable.problem}`;
    if (problem === undefined || this.#options.onInsecure === undefined) return problem;
    this.#options.onInsecure(`the file ${path} with a secret ${problem}`);
    return undefined;
  }
}

const refused = (problem: string): SecretFile => ({ ok: false, problem });

/** Windows has no such flag. */
const openWithoutWaiting = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));

/** At most one byte more than may be there. */
async function contentOf(file: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(maxBytes + 1);
  let size = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, size, buffer.length - size);
    if (bytesRead === 0) return buffer.subarray(0, size);
    size += bytesRead;
  }
}

/** One line break at the end belongs to the file, not to the secret: editors and `echo` write it. */
function secretIn(content: Buffer): SecretFile {
  if (content.length > maxBytes) return refused(`is larger than ${maxBytes} bytes`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return refused('is not UTF-8 text');
  }
  const secret = text.replace(/\r?\n$/u, '');
  return secret === '' ? refused('is empty') : { ok: true, secret };
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist';
    case 'EACCES':
      return 'may not be read by you';
    default:
      return `cannot be read (${String(code)})`;
  }
}
