import { dirname } from 'node:path';
import { withinLimits } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import { isSameKey, type SigningKey } from '../../domain/plugin/signing-key.js';
import { isSameTrust, type TrustedKey } from '../../domain/plugin/trusted-key.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { TrustedKeys } from '../../ports/trusted-keys.js';
import { withLock } from '../shared/file-lock.js';
import { readGuarded, type OnInsecure } from '../shared/guarded-file.js';
import { makeDirectory } from '../shared/make-directory.js';
import { replaceFile } from '../shared/replace-file.js';
import { storageLimits } from '../shared/storage-limits.js';
import { formatTrustedKeys, parseTrustedKeys } from './trusted-keys-file.js';

const maxBytes = 1024 * 1024;

/** Stores the keys in a file that must be the user's own. It fails closed: where it cannot be read, nothing can be installed from a release. */
export class FileTrustedKeys implements TrustedKeys {
  readonly #path: string;
  readonly #onInsecure: OnInsecure | undefined;

  /** @param onInsecure is told of a file that others could change; without it, such a file is not read */
  constructor(path: string, onInsecure?: OnInsecure) {
    this.#path = path;
    this.#onInsecure = onInsecure;
  }

  list(options: CallOptions = {}): Promise<readonly TrustedKey[]> {
    return withinLimits(options, this.#limits('list'), (signal) => this.#read(signal));
  }

  add(key: TrustedKey, options: CallOptions = {}): Promise<void> {
    return withinLimits(options, this.#limits('trust'), async (signal) => {
      await this.#change(signal, (keys) => (keys.some((known) => isSameTrust(known, key)) ? keys : [...keys, key]));
    });
  }

  remove(source: string, key?: SigningKey, options: CallOptions = {}): Promise<readonly TrustedKey[]> {
    const isMeant = (known: TrustedKey): boolean =>
      known.source === source && (key === undefined || isSameKey(known.key, key));
    return withinLimits(options, this.#limits('trust'), async (signal) => {
      let removed: readonly TrustedKey[] = [];
      await this.#change(signal, (keys) => {
        removed = keys.filter(isMeant);
        return removed.length === 0 ? keys : keys.filter((known) => !isMeant(known));
      });
      return removed;
    });
  }

  async #read(signal: AbortSignal): Promise<readonly TrustedKey[]> {
    const path = this.#path;
    const text = await readGuarded(path, maxBytes, signal, this.#onInsecure);
    if (text === undefined) return [];
    const file = parseTrustedKeys(text);
    if (file.ok) return file.content;
    throw new AwfError('SYSTEM.IO.READ_FAILED', { path, problem: file.problems[0] });
  }

  /** Reads the file again under a lock, so that the changes of others are kept. */
  async #change(signal: AbortSignal, change: (keys: readonly TrustedKey[]) => readonly TrustedKey[]): Promise<void> {
    const path = this.#path;
    try {
      await makeDirectory(dirname(path), 0o750);
      await withLock(`${path}.lock`, signal, async () => {
        const before = await this.#read(signal);
        const after = change(before);
        if (after !== before) await replaceFile(path, formatTrustedKeys(after), 0o600, signal);
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw AwfError.is(cause) ? cause : new AwfError('SYSTEM.IO.WRITE_FAILED', { path }, { cause });
    }
  }

  #limits(call: string): ReturnType<typeof storageLimits> {
    return storageLimits('*', call, this.#path);
  }
}
