import { withinLimits, type LimitErrors } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import { checksumFileName } from '../../domain/plugin/archive-name.js';
import type { Platform } from '../../domain/plugin/platform.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ArchiveRequest, PluginArchives, WrittenArchive } from '../../ports/plugin-archives.js';

/** A plugin that can be packed in memory. */
export interface PackableInMemory {
  /** What it consists of. It stands for the bytes of its archive and for their hash. */
  readonly content: string;
  readonly platforms: readonly Platform[];
}

/** Writes archives to memory. For tests of what packs plugins. */
export class InMemoryPluginArchives implements PluginArchives {
  /** Texts by their path: archives and checksum files. */
  readonly files = new Map<string, string>();
  readonly #plugins: ReadonlyMap<string, PackableInMemory>;
  readonly #readOnly: readonly string[];

  /**
   * @param plugins what can be packed, by its locator
   * @param readOnly directories that nothing can be written to
   */
  constructor(plugins: ReadonlyMap<string, PackableInMemory>, readOnly: readonly string[] = []) {
    this.#plugins = plugins;
    this.#readOnly = readOnly;
  }

  platformsOf(locator: string, options: CallOptions = {}): Promise<readonly Platform[]> {
    return within(options, () => this.#at(locator).platforms);
  }

  write({ locator, names, directory }: ArchiveRequest, options: CallOptions = {}): Promise<readonly WrittenArchive[]> {
    return within(options, () => {
      const { content } = this.#at(locator);
      if (this.#readOnly.includes(directory)) throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path: directory });
      const written = names.map((name) => ({
        path: `${directory}/${name}`,
        sha256: content,
        bytes: content.length,
      }));
      for (const { path } of written) this.files.set(path, content);
      this.files.set(`${directory}/${checksumFileName}`, this.#checksums(directory));
      return written;
    });
  }

  #checksums(directory: string): string {
    return [...this.files]
      .filter(([path]) => path.startsWith(`${directory}/`) && !path.endsWith(checksumFileName))
      .map(([path, content]) => `${content}  ${path.slice(directory.length + 1)}\n`)
      .sort()
      .join('');
  }

  #at(locator: string): PackableInMemory {
    const plugin = this.#plugins.get(locator);
    if (plugin === undefined) throw new AwfError('USER.INPUT.MISSING_FILE', { path: locator });
    return plugin;
  }
}

const within = <T>(options: CallOptions, work: () => T): Promise<T> =>
  // In a promise, so that what is thrown rejects.
  withinLimits(options, limits, () => Promise.resolve().then(work));

const limits: LimitErrors = {
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'pack' }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path: 'memory:', timeoutMs }),
};
