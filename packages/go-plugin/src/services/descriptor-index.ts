import type { ProtoFile } from './file-descriptor.js';

/**
 * Proto files by name, by declared symbol and by extended message. If two files have the same name, the first one
 * counts.
 */
export class DescriptorIndex {
  readonly #files = new Map<string, ProtoFile>();
  readonly #symbols = new Map<string, ProtoFile>();

  constructor(files: Iterable<ProtoFile>) {
    for (const file of files) {
      if (this.#files.has(file.name)) continue;
      this.#files.set(file.name, file);
      for (const symbol of file.symbols) this.#symbols.set(symbol, file);
    }
  }

  byName(name: string): ProtoFile | undefined {
    return this.#files.get(name);
  }

  /** The file that declares a fully qualified name. */
  bySymbol(symbol: string): ProtoFile | undefined {
    return this.#symbols.get(symbol);
  }

  byExtension(extendee: string, number: number): ProtoFile | undefined {
    return [...this.#files.values()].find((file) =>
      file.extensions.some((extension) => extension.extendee === extendee && extension.number === number),
    );
  }

  /** The numbers of all extensions of a message. Undefined if the message is not known. */
  extensionNumbers(extendee: string): readonly number[] | undefined {
    if (!this.#symbols.has(extendee)) return undefined;
    const all = [...this.#files.values()].flatMap((file) => file.extensions);
    return all
      .filter((extension) => extension.extendee === extendee)
      .map((extension) => extension.number)
      .sort((a, b) => a - b);
  }

  /** A file, followed by all known files that it imports. */
  withDependencies(file: ProtoFile): readonly ProtoFile[] {
    const found = new Set<ProtoFile>([file]);
    for (const member of found) {
      for (const name of member.dependencies) {
        const dependency = this.#files.get(name);
        if (dependency !== undefined) found.add(dependency);
      }
    }
    return [...found];
  }
}
