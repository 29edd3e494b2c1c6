import * as v from 'valibot';
import { shownUrl } from '../../domain/shown-url.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import { isLoopback } from '../shared/outbound/loopback.js';
import type { HttpClient, HttpRequest } from './http-client.js';
import { jsonOf, smallAnswer, type SmallAnswer } from './small-answer.js';

/** Where GitHub is, and who asks. */
export interface GitHubSettings {
  /** Such as `https://api.github.com`. */
  readonly apiUrl: string;
  readonly token?: string | undefined;
}

const mostPageBytes = 32 * 1024 ** 2;
/** GitHub itself gives the first 1,000 releases only. */
const mostPages = 10;

/** Asks GitHub, or a server with the same API. */
export class GitHubApi {
  readonly #http: HttpClient;
  readonly #base: URL;
  readonly #token: string | undefined;

  constructor(http: HttpClient, { apiUrl, token }: GitHubSettings) {
    this.#http = http;
    if (!URL.canParse(apiUrl))
      throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'GITHUB_API_URL', problem: 'is not a valid URL' });
    this.#base = new URL(apiUrl);
    this.#token = token === '' ? undefined : token;
  }

  /** The host, for messages. */
  get host(): string {
    return this.#base.host;
  }

  get isAuthenticated(): boolean {
    return this.#token !== undefined;
  }

  /** The address of something in the API. The path begins with a slash. */
  urlOf(path: string): string {
    return `${this.#base.href.replace(/\/$/u, '')}${path}`;
  }

  /** A request to any address that GitHub has named. Only GitHub itself gets the token. */
  request(url: string, accept: string): HttpRequest {
    return {
      url,
      root: this.#base.href,
      headers: { Accept: accept, 'X-GitHub-Api-Version': '2022-11-28' },
      authorize: (to) => this.#authorization(to),
    };
  }

  /** Whether an address is in the API. */
  isOwn(url: string): boolean {
    return URL.canParse(url) && new URL(url).origin === this.#base.origin;
  }

  /** One answer. Statuses but 200 and 404 are errors. */
  async ask(url: string, mostBytes: number, accept: string, signal: AbortSignal): Promise<SmallAnswer> {
    const answer = await smallAnswer(this.#http, this.request(url, accept), mostBytes, signal);
    if (answer.status !== 200 && answer.status !== 404) throw this.#refusal(url, answer);
    return answer;
  }

  /** All entries of a list, page by page. Undefined where there is no such list. */
  async askAll<T>(
    path: string,
    entry: v.GenericSchema<unknown, T>,
    signal: AbortSignal,
  ): Promise<readonly T[] | undefined> {
    const found: T[] = [];
    let url: string | undefined = this.urlOf(path);
    for (let page = 0; url !== undefined && page < mostPages; page += 1) {
      const answer: SmallAnswer = await this.ask(url, mostPageBytes, 'application/vnd.github+json', signal);
      if (answer.status === 404) return undefined;
      found.push(...jsonOf(v.array(entry), url, answer));
      const next = nextIn(answer.headers.link);
      // A server must not send the token, or the search for pages, elsewhere.
      url = next !== undefined && this.isOwn(next) ? next : undefined;
    }
    return found;
  }

  /** What a search has found. */
  async search<T>(path: string, entry: v.GenericSchema<unknown, T>, signal: AbortSignal): Promise<readonly T[]> {
    const url = this.urlOf(path);
    const answer = await this.ask(url, mostPageBytes, 'application/vnd.github+json', signal);
    return answer.status === 404 ? [] : jsonOf(v.object({ items: v.array(entry) }), url, answer).items;
  }

  #authorization(to: URL): string | undefined {
    const isSafe = to.protocol === 'https:' || isLoopback(to);
    return this.#token !== undefined && to.origin === this.#base.origin && isSafe ? `Bearer ${this.#token}` : undefined;
  }

  #refusal(url: string, { status, headers }: SmallAnswer): AwfError {
    const isLimited = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
    if (status === 429 || (status === 403 && isLimited)) return this.#rateLimited(headers);
    const remedy =
      status === 401 ? 'GitHub does not take the token. Correct GITHUB_TOKEN or GH_TOKEN, or unset it.' : undefined;
    return new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', {
      url: shownUrl(url),
      problem: `answered with status ${status}`,
      remedy,
    });
  }

  #rateLimited(headers: SmallAnswer['headers']): AwfError {
    const [wait, reset] = [Number(headers['retry-after']), Number(headers['x-ratelimit-reset'])];
    const ms = wait > 0 ? Date.now() + wait * 1_000 : reset * 1_000;
    // The greatest time that JavaScript knows.
    const until = ms > 0 && ms < 8.64e15 ? new Date(ms).toISOString() : undefined;
    return new AwfError('SYSTEM.NETWORK.RATE_LIMITED', { host: this.host, until, authenticated: this.isAuthenticated });
  }
}

/** The next page, as the header `Link` names it. */
function nextIn(link: string | string[] | undefined): string | undefined {
  const parts = [link ?? []].flat().join(',').split(',');
  const next = parts.find((part) => part.includes('rel="next"'));
  return next?.slice(next.indexOf('<') + 1, next.indexOf('>'));
}
