import { invisibleCharacters } from '../invisible-characters.js';

/** How much one plugin may bring with it. */
export interface ArchiveLimits {
  /** Files and folders together. */
  readonly entries: number;
  /** Bytes of all files together, unpacked. */
  readonly bytes: number;
  /** Characters of one path. */
  readonly pathLength: number;
}

/** Far more than a plugin with all its libraries has, and far less than fills a disk. */
export const archiveLimits: ArchiveLimits = { entries: 20_000, bytes: 512 * 1024 ** 2, pathLength: 1_000 };

/** What a file, a folder or an archive says about one of its entries. */
export interface ArchiveEntry {
  /** As it is written there, with slashes. */
  readonly path: string;
  /** Anything else, such as a link or a device, is named in words. */
  readonly kind: 'file' | 'folder' | { readonly other: string };
  /** How many bytes it is said to have, where that is said. */
  readonly size?: number | undefined;
}

/** Whether an entry is taken, and under which path: without empty parts and dots. */
export type EntryVerdict =
  { readonly ok: true; readonly path: readonly string[] } | { readonly ok: false; readonly problem: string };

// Control characters and marks that reverse the direction of text: a name must look like what it is, and must fit on one line.
const invisible = new RegExp(`[\\u0000-\\u001f${invisibleCharacters}]`, 'u');

/**
 * Decides what may be unpacked. An archive comes from somebody else: it must not write outside its folder, nor make anything but files and
 * folders, nor fill the disk, nor be one thing here and another on a file system that ignores the case of names.
 */
export class ArchiveRules {
  readonly #limits: ArchiveLimits;
  /** Each path that is taken, and each folder above it, by the spelling that a careless file system sees. */
  readonly #taken = new Map<string, { readonly path: string; readonly kind: 'file' | 'folder' }>();
  #entries = 0;
  #bytes = 0;

  constructor(limits: ArchiveLimits = archiveLimits) {
    this.#limits = limits;
  }

  /** Judges the next entry. */
  admit({ path, kind, size = 0 }: ArchiveEntry): EntryVerdict {
    this.#entries += 1;
    if (this.#entries > this.#limits.entries) return refused(`more than ${this.#limits.entries} files and folders`);
    if (typeof kind === 'object') return refused(`is ${kind.other}; a plugin holds files and folders only`);
    const problem = pathProblem(path, this.#limits.pathLength) ?? this.#sizeProblem(this.#bytes + size);
    if (problem !== undefined) return refused(problem);
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.length === 0) return kind === 'folder' ? { ok: true, path: [] } : refused('has no name');
    return this.#take(parts, kind);
  }

  /** Counts bytes that an entry really has, whatever its header says. @returns what is wrong, if anything */
  count(bytes: number): string | undefined {
    this.#bytes += bytes;
    return this.#sizeProblem(this.#bytes);
  }

  #sizeProblem(bytes: number): string | undefined {
    return bytes > this.#limits.bytes ? `makes it more than ${this.#limits.bytes} bytes when unpacked` : undefined;
  }

  #take(parts: readonly string[], kind: 'file' | 'folder'): EntryVerdict {
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const path = parts.slice(0, depth).join('/');
      const wanted = depth === parts.length ? kind : 'folder';
      const key = path.normalize('NFKC').toLowerCase();
      const known = this.#taken.get(key);
      if (known === undefined) this.#taken.set(key, { path, kind: wanted });
      else if (known.path !== path) return refused(`differs from ${known.path} only by case or by its encoding`);
      else if (known.kind !== wanted) return refused(`${path} is a file and a folder`);
      else if (wanted === 'file') return refused('is there twice');
    }
    return { ok: true, path: parts };
  }
}

const refused = (problem: string): EntryVerdict => ({ ok: false, problem });

function pathProblem(path: string, longest: number): string | undefined {
  if (path.length > longest) return `its path has more than ${longest} characters`;
  if (invisible.test(path)) return 'its name has control characters';
  if (!path.isWellFormed()) return 'its name is not valid Unicode';
  if (path.includes('\\')) return 'its name has a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/u.test(path)) return 'is an absolute path';
  if (path.split('/').includes('..')) return 'leads out of the folder of the plugin';
  return undefined;
}
