import * as v from 'valibot';
import { shownUrl } from '../../domain/shown-url.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import { hashOf, type ArchiveHash } from '../../domain/plugin/archive-hash.js';
import {
  newestVersion,
  type PluginRelease,
  type PublishedVersion,
  type ReleaseAsset,
} from '../../domain/plugin/plugin-release.js';
import { sourceText, type PublishedSource } from '../../domain/plugin/plugin-source.js';
import { compareVersions, parseVersion } from '../../domain/plugin/version.js';
import type { ProxySettings } from '../shared/outbound/proxy-settings.js';
import type { HttpClient, HttpRequest } from './http-client.js';
import type { NpmSettings } from './npm-settings.js';
import type { ReleaseIndex } from './release-index.js';
import { jsonOf, smallAnswer } from './small-answer.js';

const names = v.optional(v.record(v.string(), v.unknown()), {});
const published = v.object({
  dist: v.object({ tarball: v.string(), integrity: v.optional(v.string(), '') }),
  deprecated: v.optional(v.union([v.string(), v.boolean()])),
  hasInstallScript: v.optional(v.boolean(), false),
  dependencies: names,
  bundleDependencies: v.optional(v.union([v.array(v.string()), v.boolean()]), []),
});
const packument = v.object({
  'dist-tags': v.optional(v.record(v.string(), v.string()), {}),
  versions: v.optional(v.record(v.string(), published), {}),
});

type Packument = v.InferOutput<typeof packument>;
type Published = v.InferOutput<typeof published>;

/** The short form, without texts for people. */
const abbreviated = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8';
const mostBytes = 64 * 1024 ** 2;

/** Packages of the npm registry that npm is set up with. Nothing of them is run: they are unpacked. */
export class NpmIndex implements ReleaseIndex<PublishedSource> {
  readonly #http: HttpClient;
  readonly #settings: (signal?: AbortSignal) => Promise<NpmSettings>;
  readonly #proxies: ProxySettings;
  readonly #packuments = new Map<string, Packument>();

  /** @param proxies those of the environment */
  constructor(http: HttpClient, settings: (signal?: AbortSignal) => Promise<NpmSettings>, proxies: ProxySettings = {}) {
    this.#http = http;
    this.#settings = settings;
    this.#proxies = proxies;
  }

  async list(source: PublishedSource, signal: AbortSignal): Promise<readonly PublishedVersion[]> {
    return versionsOf(await this.#of(source, signal));
  }

  async resolve(source: PublishedSource, preReleases: boolean, signal: AbortSignal): Promise<PluginRelease> {
    const found = await this.#of(source, signal);
    const chosen = newestVersion(versionsOf(found), { ...source.wanted, preReleases });
    const entry = chosen && found.versions[chosen.version];
    if (chosen === undefined || entry === undefined) throw noVersion(source, preReleases, found['dist-tags']);
    const { tarball: url, integrity } = entry.dist;
    if (!URL.canParse(url)) throw refusal(source, 'its registry names no valid address for it');
    const hashes = hashesIn(integrity);
    if (hashes.length === 0) throw refusal(source, `its registry has no SHA-512 hash of version ${chosen.version}`);
    const asset: ReleaseAsset = { name: url.slice(url.lastIndexOf('/') + 1), url, hashes };
    return { repository: sourceText(source), version: chosen.version, assets: [asset], notes: notesOn(entry) };
  }

  async requestFor({ name }: PublishedSource, { url }: ReleaseAsset): Promise<HttpRequest> {
    const settings = await this.#settings();
    return this.#request(url, settings.registryOf(name), settings);
  }

  #request(url: string, root: string, settings: NpmSettings): HttpRequest {
    const proxies = settings.proxiesBeside(this.#proxies);
    return { url, root, authorize: (to) => settings.authorizationFor(to), proxies };
  }

  async #of(source: PublishedSource, signal: AbortSignal): Promise<Packument> {
    const known = this.#packuments.get(source.name);
    if (known !== undefined) return known;
    const settings = await this.#settings(signal);
    const root = settings.registryOf(source.name);
    const url = `${root}${source.name.replace('/', '%2f')}`;
    const request = { ...this.#request(url, root, settings), headers: { Accept: abbreviated } };
    const answer = await smallAnswer(this.#http, request, mostBytes, signal);
    if (answer.status === 404) throw refusal(source, `${new URL(root).host} has no such package`);
    if (answer.status !== 200) throw failed(url, answer.status);
    const found = jsonOf(packument, url, answer);
    this.#packuments.set(source.name, found);
    return found;
  }
}

/** A version above the one that the registry calls the latest is not for everybody, whatever its number. */
function versionsOf({ versions, 'dist-tags': tags }: Packument): readonly PublishedVersion[] {
  const latest = parseVersion(Object.hasOwn(tags, 'latest') ? (tags.latest ?? '') : '');
  return Object.keys(versions).map((version) => {
    const parsed = parseVersion(version);
    const isAbove = parsed !== undefined && latest !== undefined && compareVersions(parsed, latest) > 0;
    const names = Object.entries(tags).flatMap(([tag, tagged]) => (tagged === version ? [tag] : []));
    return { version, isPrerelease: isAbove || parsed?.prerelease !== '', ...(names.length > 0 && { tags: names }) };
  });
}

/** The hashes of a subresource integrity text that count as safe. */
function hashesIn(integrity: string): readonly ArchiveHash[] {
  return integrity.split(/\s+/u).flatMap((text) => {
    const [, algorithm, base64 = ''] = /^(sha256|sha512)-([A-Za-z0-9+/=]+)(?:\?|$)/u.exec(text) ?? [];
    const hash =
      algorithm && hashOf(algorithm as ArchiveHash['algorithm'], Buffer.from(base64, 'base64').toString('hex'));
    return hash === undefined || hash === '' ? [] : [hash];
  });
}

function notesOn({
  deprecated,
  hasInstallScript,
  dependencies,
  bundleDependencies: bundled,
}: Published): readonly string[] {
  const missing = Object.keys(dependencies).filter(
    (name) => bundled !== true && !(bundled !== false && bundled.includes(name)),
  );
  return [
    ...(typeof deprecated === 'string' && deprecated !== '' ? [`its author says: ${deprecated}`] : []),
    ...(hasInstallScript ? ['its install scripts are not run'] : []),
    ...(missing.length > 0 ? [`its dependencies are not installed: ${missing.join(', ')}`] : []),
  ];
}

function noVersion(source: PublishedSource, preReleases: boolean, tags: Packument['dist-tags']): AwfError {
  if (source.wanted?.tag !== undefined)
    return refusal(
      source,
      `it has no tag ${source.wanted.tag}`,
      `Name a version, or one of its tags: ${Object.keys(tags).join(', ')}.`,
    );
  const wanted = source.wanted === undefined ? '' : ` that is ${source.wanted.text}`;
  const remedy = preReleases ? undefined : 'Name another version, or add --pre-release.';
  return refusal(source, `it has no ${preReleases ? '' : 'stable '}version${wanted}`, remedy);
}

const failed = (url: string, status: number): AwfError =>
  new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', {
    url: shownUrl(url),
    problem: `answered with status ${status}`,
    remedy: status === 401 || status === 403 ? 'Check the token for this registry in .npmrc.' : undefined,
  });

const refusal = (source: PublishedSource, problem: string, remedy?: string): AwfError =>
  new AwfError('USER.INPUT.PLUGIN_SOURCE', { source: sourceText(source), problem, remedy });
