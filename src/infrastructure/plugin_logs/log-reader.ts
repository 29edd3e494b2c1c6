import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { inOrderOfTime, type PluginLogEntry } from '../../domain/plugin/plugin-log.js';
import { readErrorOf } from '../shared/read-text-file.js';
import { logFilesIn } from './log-files.js';
import { entryIn } from './log-line.js';

/** How far a file has been read. */
class ReadFile {
  #offset = 0;
  #rest = '';
  readonly #decoder = new StringDecoder('utf8');

  /** The entries that are new since the last call. A line that is not complete is read later. */
  async next(path: string, plugin: string): Promise<readonly PluginLogEntry[]> {
    await using file = await open(path);
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.max(0, size - this.#offset));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, this.#offset);
    this.#offset += bytesRead;
    const lines = (this.#rest + this.#decoder.write(bytes.subarray(0, bytesRead))).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.map((line) => entryIn(line, plugin)).filter((entry) => entry !== undefined);
  }
}

/** Reads the files below a folder, once or again and again. */
export class LogReader {
  readonly #root: string;
  readonly #files = new Map<string, ReadFile>();

  constructor(root: string) {
    this.#root = root;
  }

  /** What is new since the last call, of one plugin or of all. @throws AwfError `SYSTEM.IO.READ_FAILED` */
  async next(plugin: string | undefined, signal: AbortSignal | undefined): Promise<readonly PluginLogEntry[]> {
    const found: PluginLogEntry[] = [];
    for (const name of plugin === undefined ? await namesIn(this.#root) : [plugin])
      for (const file of logFilesIn(await namesIn(join(this.#root, name)))) {
        signal?.throwIfAborted();
        found.push(...(await this.#read(join(this.#root, name, file), name)));
      }
    return inOrderOfTime(found);
  }

  async #read(path: string, plugin: string): Promise<readonly PluginLogEntry[]> {
    const file = this.#files.get(path) ?? new ReadFile();
    this.#files.set(path, file);
    try {
      return await file.next(path, plugin);
    } catch (error) {
      // It has made room for a new one.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw readErrorOf(path, error);
    }
  }
}

/** The names in a folder, which need not exist. @throws AwfError `SYSTEM.IO.READ_FAILED` */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw readErrorOf(folder, error);
  }
}
