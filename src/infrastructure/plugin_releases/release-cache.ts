import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import {
  newestVersion,
  type PluginRelease,
  type PublishedVersion,
  type ReleaseFile,
} from '../../domain/plugin/plugin-release.js';
import { sourceText, type RemoteSource } from '../../domain/plugin/plugin-source.js';
import { readGuarded } from '../shared/guarded-file.js';
import { makeDirectory } from '../shared/make-directory.js';
import { replaceFile } from '../shared/replace-file.js';

const mostBytes = 32 * 1024 ** 2;
/** Releases of one source that are kept, the latest ones. */
const mostReleases = 20;

/** What is known of one source. */
interface KnownSource {
  readonly versions: readonly PublishedVersion[];
  readonly releases: readonly PluginRelease[];
}

/**
 * Keeps what servers have said about releases, for `--offline`. It is not used where another user could change it: it says what archives must hash to.
 */
export class ReleaseCache {
  readonly #folder: string;

  /** @param folder is made when it is needed, for this user alone */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws AwfError `SYSTEM.NETWORK.OFFLINE` */
  async list(source: RemoteSource, signal: AbortSignal): Promise<readonly PublishedVersion[]> {
    const known = await this.#read(source, signal);
    if (known === undefined) throw offline(source);
    return known.versions;
  }

  /** The newest release that is known in full. @throws AwfError `SYSTEM.NETWORK.OFFLINE` */
  async resolve(source: RemoteSource, preReleases: boolean, signal: AbortSignal): Promise<PluginRelease> {
    const known = await this.#read(source, signal);
    if (known === undefined) throw offline(source);
    const { versions, releases } = known;
    const complete = versions.filter(({ version }) => releases.some((release) => release.version === version));
    const wanted = source.kind === 'url' ? undefined : source.wanted;
    const chosen = newestVersion(complete, { ...wanted, preReleases });
    // A URL has one release, without a version.
    const found = source.kind === 'url' ? releases[0] : releases.find(({ version }) => version === chosen?.version);
    if (found === undefined || (source.kind !== 'url' && chosen === undefined)) throw offline(source);
    return found;
  }

  /** Keeps a list of versions, a release, or both. A cache that cannot be written does no harm. */
  async keep(
    source: RemoteSource,
    found: { readonly versions: readonly PublishedVersion[]; readonly release?: PluginRelease },
    signal: AbortSignal,
  ): Promise<void> {
    const { versions, release } = found;
    const before = (await this.#read(source, signal))?.releases ?? [];
    const others = before.filter(({ version }) => version !== release?.version);
    const releases = release === undefined ? before : [release, ...others].slice(0, mostReleases);
    const path = this.#pathOf(source);
    await makeDirectory(this.#folder, 0o700)
      .then(() => replaceFile(path, JSON.stringify({ versions, releases: releases.map(written) }), 0o600, signal))
      .catch(() => undefined);
  }

  async #read(source: RemoteSource, signal: AbortSignal): Promise<KnownSource | undefined> {
    const path = this.#pathOf(source);
    try {
      const text = await readGuarded(path, mostBytes, signal);
      if (text === undefined) return undefined;
      const { versions, releases } = JSON.parse(text) as {
        versions: PublishedVersion[];
        releases: WrittenRelease[];
      };
      return { versions, releases: releases.map(read) };
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  #pathOf(source: RemoteSource): string {
    const name = createHash('sha256').update(sourceText(source)).digest('hex').slice(0, 32);
    return join(this.#folder, `${name}.json`);
  }
}

interface WrittenFile {
  readonly name: string;
  readonly base64: string;
}

type WrittenRelease = Omit<PluginRelease, 'checksums' | 'signature'> & {
  readonly checksums?: WrittenFile | undefined;
  readonly signature?: WrittenFile | undefined;
};

const written = ({ checksums, signature, ...release }: PluginRelease): WrittenRelease => ({
  ...release,
  checksums: checksums && writtenFile(checksums),
  signature: signature && writtenFile(signature),
});

const read = ({ checksums, signature, ...release }: WrittenRelease): PluginRelease => ({
  ...release,
  checksums: checksums && readFile(checksums),
  signature: signature && readFile(signature),
});

const writtenFile = ({ name, bytes }: ReleaseFile): WrittenFile => ({
  name,
  base64: Buffer.from(bytes).toString('base64'),
});
const readFile = ({ name, base64 }: WrittenFile): ReleaseFile => ({ name, bytes: Buffer.from(base64, 'base64') });

const offline = (source: RemoteSource): AwfError =>
  new AwfError('SYSTEM.NETWORK.OFFLINE', { what: sourceText(source) });
