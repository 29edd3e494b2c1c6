import { basename, dirname } from 'node:path/posix';
import { shownUrl } from '../../domain/shown-url.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import { signatureNamesOf } from '../../domain/plugin/checksum-file.js';
import type { PluginRelease, PublishedVersion, ReleaseAsset, ReleaseFile } from '../../domain/plugin/plugin-release.js';
import type { UrlSource } from '../../domain/plugin/plugin-source.js';
import { isLoopback } from '../shared/outbound/loopback.js';
import { checkedAssets, mostChecksumBytes, mostSignatureBytes } from './checked-assets.js';
import type { HttpClient, HttpRequest } from './http-client.js';
import type { ReleaseIndex } from './release-index.js';
import { smallAnswer } from './small-answer.js';

/** The name of the checksum file beside an archive. */
const checksumName = 'checksums.txt';

/** The name of the file. An escape that means nothing stays as it is. */
function nameIn({ pathname }: URL): string {
  const name = basename(pathname);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Archives at an address, each with its checksums beside it. */
export class UrlIndex implements ReleaseIndex<UrlSource> {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  list(): Promise<readonly PublishedVersion[]> {
    return Promise.resolve([]);
  }

  async resolve(source: UrlSource, _: boolean, signal: AbortSignal): Promise<PluginRelease> {
    const { url } = source;
    const parsed = new URL(url);
    if (parsed.protocol === 'http:' && !isLoopback(parsed))
      throw new AwfError('SYSTEM.NETWORK.ADDRESS_REFUSED', { url: shownUrl(url), problem: 'is not encrypted' });
    const checksums = await this.#beside(source, checksumName, mostChecksumBytes, signal);
    if (checksums === undefined)
      throw new AwfError('USER.INPUT.PLUGIN_SOURCE', {
        source: shownUrl(url),
        problem: `there is no ${checksumName} beside it`,
        remedy: `Publish ${checksumName} in the same folder, or download the archive and install the file.`,
      });
    const signature = await this.#signature(source, signal);
    const name = nameIn(parsed);
    const assets = checkedAssets([{ name, url, hashes: [] }], checksums, `${dirname(url)}/${checksumName}`);
    // The user who names an archive has chosen the platform.
    return {
      repository: url,
      assets: assets.map((asset) => ({ ...asset, platform: undefined })),
      checksums,
      signature,
      notes: [],
    };
  }

  requestFor({ url: root }: UrlSource, { url }: ReleaseAsset): Promise<HttpRequest> {
    return Promise.resolve({ url, root });
  }

  async #signature(source: UrlSource, signal: AbortSignal): Promise<ReleaseFile | undefined> {
    for (const name of signatureNamesOf(checksumName)) {
      const found = await this.#beside(source, name, mostSignatureBytes, signal);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #beside(
    { url: root }: UrlSource,
    name: string,
    mostBytes: number,
    signal: AbortSignal,
  ): Promise<ReleaseFile | undefined> {
    const url = new URL(name, root).href;
    const { status, bytes } = await smallAnswer(this.#http, { url, root }, mostBytes, signal);
    if (status === 404 || status === 410) return undefined;
    if (status !== 200)
      throw new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', {
        url: shownUrl(url),
        problem: `answered with status ${status}`,
      });
    return { name, bytes };
  }
}
