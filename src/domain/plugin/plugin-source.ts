import { parseVersionConstraint, type VersionConstraint } from './version-constraint.js';

/** Where a plugin is published in versions: the releases of a repository at GitHub, or a package of npm. */
export interface PublishedSource {
  /** Where versions are published. */
  readonly kind: 'github' | 'npm';
  /** `owner/repo`, or the name of a package without `npm:`. */
  readonly name: string;
  /** Which versions may be installed. Absent: any. */
  readonly wanted?: WantedVersion | undefined;
}

/** Which version is wanted: conditions on it, or a name that a registry gives to one. */
export interface WantedVersion {
  /** As the user wrote it. */
  readonly text: string;
  /** The conditions, where there are some. */
  readonly constraint?: VersionConstraint | undefined;
  /** The name, such as `next`: a dist-tag of npm. */
  readonly tag?: string | undefined;
}

/** An archive at an address, with its checksums beside it. */
export interface UrlSource {
  /** Tells it from other sources. */
  readonly kind: 'url';
  /** Of an archive. */
  readonly url: string;
}

/** A source that has to be fetched. */
export type RemoteSource = PublishedSource | UrlSource;

/** What a user can name to install from. */
export type PluginSource = RemoteSource | { readonly kind: 'path'; readonly path: string };

/** A source, or what is wrong with the text that names it. */
export type ParsedSource =
  { readonly ok: true; readonly source: PluginSource } | { readonly ok: false; readonly problem: string };

// npm refuses names that could be versions, such as "v2", as we do: they are read as versions first.
const npmTag = /^[A-Za-z][A-Za-z0-9._-]*$/u;
// GitHub's own rules: neither part can lead to another path of its API.
const repository = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/u;
const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/u;
const archive = /\.(?:tar\.gz|tgz|zip)$/iu;

/**
 * Reads what a user names: `owner/repo[@version]`, `npm:name[@version]`, the URL of an archive, or a path. The text alone decides, so that a folder
 * with the name of a repository does not change what is installed: a path with one slash begins with `./` or `/`, or ends like an archive.
 */
export function parsePluginSource(text: string): ParsedSource {
  if (text.startsWith('npm:')) return npmSource(text.slice('npm:'.length));
  if (/^[a-z][a-z0-9+.-]+:/iu.test(text)) return urlSource(text);
  const [name, wanted] = split(text, text.indexOf('@'));
  if (repository.test(name) && !archive.test(text)) return published('github', name, wanted);
  return { ok: true, source: { kind: 'path', path: text } };
}

/** The text that names a source without its version: what is recorded of an installed plugin, as AWF does. */
export const sourceText = (source: RemoteSource): string => {
  if (source.kind === 'url') return source.url;
  return source.kind === 'npm' ? `npm:${source.name}` : source.name;
};

/** Whether two texts name the same source without its version, as {@link sourceText} or a lock has it. GitHub does not tell capitals from small letters. */
export function isSameSource(a: string, b: string): boolean {
  if (a === b) return true;
  const parsed = parsePluginSource(a);
  return parsed.ok && parsed.source.kind === 'github' && a.toLowerCase() === b.toLowerCase();
}

function npmSource(text: string): ParsedSource {
  // The name of a scoped package begins with "@".
  const [name, wanted] = split(text, text.indexOf('@', 1));
  if (name.length > 214 || !npmName.test(name)) return refused(`"${name}" is not the name of an npm package`);
  return published('npm', name, wanted);
}

function urlSource(text: string): ParsedSource {
  if (!URL.canParse(text)) return refused('it is not a valid URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return refused(`it begins with ${url.protocol}, and only https: and npm: can be fetched`);
  if (url.username !== '' || url.password !== '' || url.search !== '')
    return refused('a URL with a password or a query may hold a secret, and would be recorded');
  if (!archive.test(url.pathname)) return refused('the URL must end in .tar.gz, .tgz or .zip');
  url.hash = '';
  return { ok: true, source: { kind: 'url', url: url.href } };
}

function published(kind: PublishedSource['kind'], name: string, wanted: string | undefined): ParsedSource {
  if (wanted === undefined) return { ok: true, source: { kind, name } };
  const text = wanted.trim();
  const constraint = parseVersionConstraint(text);
  if (constraint !== undefined) return { ok: true, source: { kind, name, wanted: { text, constraint } } };
  if (kind === 'npm' && npmTag.test(text)) return { ok: true, source: { kind, name, wanted: { text, tag: text } } };
  return refused(`"${wanted}" is not a version such as 1.2.3, ^1.2.0 or ">=1.0.0 <2.0.0"`);
}

const split = (text: string, at: number): readonly [string, string | undefined] =>
  at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];

const refused = (problem: string): ParsedSource => ({ ok: false, problem });
