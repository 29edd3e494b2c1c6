import * as v from 'valibot';
import { shownUrl } from '../../domain/shown-url.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import { parseHash } from '../../domain/plugin/archive-hash.js';
import { isChecksumFile, signatureNamesOf } from '../../domain/plugin/checksum-file.js';
import {
  newestVersion,
  type PluginListing,
  type PluginRelease,
  type PublishedVersion,
  type ReleaseAsset,
  type ReleaseFile,
} from '../../domain/plugin/plugin-release.js';
import type { PublishedSource } from '../../domain/plugin/plugin-source.js';
import { checkedAssets, isArchive, mostChecksumBytes, mostSignatureBytes } from './checked-assets.js';
import type { GitHubApi } from './github-api.js';
import type { HttpRequest } from './http-client.js';
import type { ReleaseIndex } from './release-index.js';

const file = v.object({
  name: v.string(),
  browser_download_url: v.string(),
  url: v.optional(v.string()),
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  digest: v.nullish(v.string()),
});
const release = v.object({
  tag_name: v.string(),
  prerelease: v.optional(v.boolean(), false),
  draft: v.optional(v.boolean(), false),
  assets: v.optional(v.array(file), []),
});
const repository = v.object({
  full_name: v.string(),
  description: v.nullish(v.string()),
  stargazers_count: v.optional(v.number(), 0),
});

type File = v.InferOutput<typeof file>;
type Release = v.InferOutput<typeof release>;

/** The topic that repositories with plugins have: AWF's. */
const topic = 'awf-plugin';
const octets = 'application/octet-stream';

/** The releases of repositories at GitHub, with AWF's names of files. */
export class GitHubIndex implements ReleaseIndex<PublishedSource> {
  readonly #api: GitHubApi;
  readonly #releases = new Map<string, readonly Release[]>();
  /** Where a file is in the API, by its public address: private repositories have no other. */
  readonly #apiUrls = new Map<string, string>();

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  async list(source: PublishedSource, signal: AbortSignal): Promise<readonly PublishedVersion[]> {
    return (await this.#of(source, signal)).map(publishedOf);
  }

  async resolve(source: PublishedSource, preReleases: boolean, signal: AbortSignal): Promise<PluginRelease> {
    const found = (await this.#of(source, signal)).map((each) => ({ ...publishedOf(each), release: each }));
    const chosen = newestVersion(found, { ...source.wanted, preReleases });
    if (chosen === undefined) throw noVersion(source, found, preReleases);
    const {
      version,
      release: { assets, tag_name: tag },
    } = chosen;
    const named = assets.find(({ name }) => isChecksumFile(name));
    const checksums = named && (await this.#file(named, mostChecksumBytes, signal));
    const signed =
      named && signatureNamesOf(named.name).flatMap((wanted) => assets.filter(({ name }) => name === wanted))[0];
    const signature = signed && (await this.#file(signed, mostSignatureBytes, signal));
    const archives = assets.filter(({ name }) => isArchive(name)).map((each) => this.#asset(each));
    if (checksums === undefined && archives.every(({ hashes }) => hashes.length === 0))
      throw refusal(
        source,
        `its release ${tag} has no checksum file`,
        'Ask its author to add checksums.txt to the release.',
      );
    const checked = checkedAssets(archives, checksums, named?.browser_download_url ?? '');
    return { repository: source.name, version, assets: checked, checksums, signature, notes: [] };
  }

  requestFor(_: PublishedSource, { url }: ReleaseAsset): Promise<HttpRequest> {
    return Promise.resolve(this.#api.request(this.#addressOf(url), octets));
  }

  async search(text: string, signal: AbortSignal): Promise<readonly PluginListing[]> {
    const query = encodeURIComponent(`topic:${topic} ${text}`.trim());
    const found = await this.#api.search(
      `/search/repositories?q=${query}&sort=stars&order=desc&per_page=100`,
      repository,
      signal,
    );
    return found.map(({ full_name: name, description, stargazers_count: stars }) => ({
      name,
      description: description ?? '',
      stars,
    }));
  }

  async #of(source: PublishedSource, signal: AbortSignal): Promise<readonly Release[]> {
    const known = this.#releases.get(source.name);
    if (known !== undefined) return known;
    const all = await this.#api.askAll(`/repos/${source.name}/releases?per_page=100`, release, signal);
    if (all === undefined)
      throw refusal(source, `${this.#api.host} has no such repository, or it is private`, remedyFor(source, this.#api));
    const published = all.filter(({ draft }) => !draft);
    if (published.length === 0) throw refusal(source, 'it has no releases');
    this.#releases.set(source.name, published);
    return published;
  }

  #asset({ name, browser_download_url: url, url: apiUrl, size, digest }: File): ReleaseAsset {
    if (apiUrl !== undefined && this.#api.isOwn(apiUrl)) this.#apiUrls.set(url, apiUrl);
    const hash = parseHash(digest ?? '');
    return { name, url, size, hashes: hash === undefined ? [] : [hash] };
  }

  /** With a token, files are asked for in the API: a private repository gives them nowhere else. */
  #addressOf(url: string): string {
    return (this.#api.isAuthenticated ? this.#apiUrls.get(url) : undefined) ?? url;
  }

  async #file(asset: File, mostBytes: number, signal: AbortSignal): Promise<ReleaseFile> {
    const { url } = this.#asset(asset);
    const { status, bytes } = await this.#api.ask(this.#addressOf(url), mostBytes, octets, signal);
    if (status === 404)
      throw new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', { url: shownUrl(url), problem: 'answered with status 404' });
    return { name: asset.name, bytes };
  }
}

function publishedOf({ tag_name: tag, prerelease }: Release): PublishedVersion {
  const version = tag.replace(/^v/u, '');
  return { version, isPrerelease: prerelease || version.includes('-') };
}

function noVersion(source: PublishedSource, found: readonly PublishedVersion[], preReleases: boolean): AwfError {
  const newest = newestVersion(found, { preReleases: true });
  const wanted = source.wanted === undefined ? '' : ` that is ${source.wanted.text}`;
  const problem = `it has no ${preReleases ? 'release' : 'stable release'}${wanted}`;
  return refusal(
    source,
    newest === undefined ? problem : `${problem}; the newest one is ${newest.version}`,
    preReleases ? undefined : 'Name another version, or add --pre-release.',
  );
}

const remedyFor = ({ name }: PublishedSource, { isAuthenticated }: GitHubApi): string =>
  `Check the name. A folder begins with ./ (./${name}).${isAuthenticated ? '' : ' For a private repository, set GITHUB_TOKEN.'}`;

const refusal = ({ name }: PublishedSource, problem: string, remedy?: string): AwfError =>
  new AwfError('USER.INPUT.PLUGIN_SOURCE', { source: name, problem, remedy });
