import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** Answers a request in another way than the server does. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

interface GitHubFile {
  readonly name: string;
  readonly bytes: Buffer;
}

interface GitHubRelease {
  readonly tag: string;
  readonly prerelease: boolean;
  readonly draft: boolean;
  readonly files: readonly GitHubFile[];
}

/** What is unusual about a release. */
export interface ReleaseOptions {
  readonly prerelease?: boolean;
  readonly draft?: boolean;
  /** What stands in checksums.txt. @default the checksums of all files */
  readonly checksums?: string | undefined;
  /** A signature beside the checksums. */
  readonly signature?: Buffer;
}

/** A line of a checksum file. */
export const checksumLine = (name: string, bytes: Buffer): string =>
  `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;

/** A server on this machine with GitHub's API, an npm registry and files, and with faults that a test asks for. Disposing ends it. */
export class ReleaseServer implements AsyncDisposable {
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;
  readonly #releases = new Map<string, GitHubRelease[]>();
  readonly #packages = new Map<string, Record<string, object>>();
  readonly #tags = new Map<string, Record<string, string>>();
  readonly #files = new Map<string, Buffer>();
  readonly #answers = new Map<string, Answer>();
  readonly listings: { full_name: string; description: string | null; stargazers_count: number }[] = [];
  /** Entries of one page of a list. */
  pageSize = 100;

  private constructor() {
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  static async start(): Promise<ReleaseServer> {
    const server = new ReleaseServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Publishes a release of a repository. */
  release(
    repository: string,
    tag: string,
    files: Readonly<Record<string, Buffer>>,
    options: ReleaseOptions = {},
  ): void {
    const { prerelease = false, draft = false, signature } = options;
    const entries = Object.entries(files).map(([name, bytes]) => ({ name, bytes }));
    const usual = entries.map(({ name, bytes }) => checksumLine(name, bytes)).join('');
    const checksums = 'checksums' in options ? options.checksums : usual;
    if (checksums !== undefined) entries.push({ name: 'checksums.txt', bytes: Buffer.from(checksums) });
    if (signature !== undefined) entries.push({ name: 'checksums.txt.sig', bytes: signature });
    const releases = this.#releases.get(repository) ?? [];
    this.#releases.set(repository, [{ tag, prerelease, draft, files: entries }, ...releases]);
    for (const { name, bytes } of entries) this.file(`/download/${repository}/${tag}/${name}`, bytes);
  }

  /** Publishes a version of an npm package. @param members what else the registry says about it */
  package(name: string, version: string, tarball: Buffer, members: object = {}): void {
    const path = `/tarballs/${name}-${version}.tgz`;
    this.file(path, tarball);
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const versions = this.#packages.get(name) ?? {};
    versions[version] = { name, version, dist: { tarball: `${this.url}${path}`, integrity }, ...members };
    this.#packages.set(name, versions);
  }

  tag(name: string, tags: Record<string, string>): void {
    this.#tags.set(name, tags);
  }

  file(path: string, bytes: Buffer | string): void {
    this.#files.set(path, Buffer.from(bytes));
  }

  /** Answers a path in another way. */
  answer(path: string, answer: Answer | undefined): void {
    if (answer === undefined) this.#answers.delete(path);
    else this.#answers.set(path, answer);
  }

  /** The paths that were asked for. */
  get paths(): readonly string[] {
    return this.seen.map(({ path }) => path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    this.seen.push({ path: url.pathname, headers: request.headers });
    const usual = (): void => this.#usual(url, request, response);
    (this.#answers.get(url.pathname) ?? usual)(request, response);
  }

  #usual({ pathname: path, searchParams: query }: URL, request: IncomingMessage, response: ServerResponse): void {
    const [, repository = ''] = /^\/repos\/([^/]+\/[^/]+)\/releases$/u.exec(path) ?? [];
    const releases = this.#releases.get(repository);
    const name = decodeURIComponent(path.slice(1));
    const versions = this.#packages.get(name);
    const bytes = this.#files.get(path);
    if (releases !== undefined) this.#page(repository, releases, query, response);
    else if (path === '/search/repositories') json(response, { items: this.#found(query.get('q') ?? '') });
    else if (versions !== undefined) json(response, { versions, 'dist-tags': this.#tags.get(name) ?? {} });
    else if (bytes !== undefined) sendFile(request, response, bytes);
    else response.writeHead(404).end('{"message":"Not Found"}');
  }

  #page(
    repository: string,
    releases: readonly GitHubRelease[],
    query: URLSearchParams,
    response: ServerResponse,
  ): void {
    const page = Number(query.get('page') ?? '1');
    const entries = releases.slice((page - 1) * this.pageSize, page * this.pageSize);
    const next = `${this.url}/repos/${repository}/releases?per_page=100&page=${page + 1}`;
    if (page * this.pageSize < releases.length)
      response.setHeader('Link', `<${next}>; rel="next", <${next}>; rel="last"`);
    json(
      response,
      entries.map(({ tag, prerelease, draft, files }) => ({
        tag_name: tag,
        prerelease,
        draft,
        assets: files.map(({ name, bytes }) => ({
          name,
          size: bytes.length,
          browser_download_url: `${this.url}/download/${repository}/${tag}/${name}`,
        })),
      })),
    );
  }

  #found(query: string): readonly object[] {
    const words = query.split(' ').filter((word) => word !== '' && word !== 'topic:awf-plugin');
    return this.listings
      .filter((listing) => words.every((word) => JSON.stringify(listing).includes(word)))
      .sort((a, b) => b.stargazers_count - a.stargazers_count);
  }
}

/** Sends a file, or the part of it that is asked for. */
export function sendFile(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;
  const [, start] = /^bytes=(\d+)-$/u.exec(request.headers.range ?? '') ?? [];
  const condition = request.headers['if-range'];
  const isWhole = start === undefined || (condition !== undefined && condition !== etag);
  if (isWhole) {
    response.writeHead(200, { 'Content-Length': bytes.length, ETag: etag }).end(bytes);
    return;
  }
  const from = Number(start);
  if (from >= bytes.length) {
    response.writeHead(416).end();
    return;
  }
  const headers = {
    'Content-Length': bytes.length - from,
    'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    ETag: etag,
  };
  response.writeHead(206, headers).end(bytes.subarray(from));
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}
