import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.js';
import { commentOf, issueOf, objectsOf, pullRequestOf } from './gh-values.js';
import { GitHubError, type GitHubApi } from './github-api.js';

/** A pull request that is to be opened. */
export interface NewPullRequest {
  readonly title: string;
  readonly head: string;
  readonly base: string;
  readonly body: string;
  readonly draft: boolean;
}

/** An issue that is to be opened. */
export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

const perPage = 100;

/** A server that never says that it has no more is not asked for ever. */
const mostPages = 100;

/** One repository, as far as AWF's operations use it. */
export class Repository {
  readonly #api: GitHubApi;
  readonly #name: string;
  readonly #signal: AbortSignal;

  constructor(api: GitHubApi, name: string, signal: AbortSignal) {
    this.#api = api;
    this.#name = name;
    this.#signal = signal;
  }

  async issue(number: number): Promise<JsonObject> {
    return issueOf(await this.#object('GET', `/issues/${number}`));
  }

  async pullRequest(number: number): Promise<JsonObject> {
    return pullRequestOf(await this.#object('GET', `/pulls/${number}`));
  }

  /** Opens a pull request. If there is one for these branches, that is the answer, as in AWF. */
  async createPullRequest(wanted: NewPullRequest): Promise<JsonObject> {
    try {
      const made = await this.#object('POST', '/pulls', { ...wanted });
      return { ...numberAndUrl(made), already_exists: 'false' };
    } catch (error) {
      const exists = error instanceof GitHubError && error.status === 422 && /already exists/iu.test(error.message);
      const found = exists ? await this.#openPullRequest(wanted) : undefined;
      if (found === undefined) throw error;
      return { ...numberAndUrl(found), already_exists: 'true' };
    }
  }

  async createIssue(wanted: NewIssue): Promise<JsonObject> {
    return numberAndUrl(await this.#object('POST', '/issues', { ...wanted }));
  }

  async addLabels(number: number, labels: readonly string[]): Promise<JsonObject> {
    await this.#call('POST', `/issues/${number}/labels`, { labels });
    return { labels: labels.join(',') };
  }

  async addComment(number: number, body: string): Promise<JsonObject> {
    const made = await this.#object('POST', `/issues/${number}/comments`, { body });
    return { comment_id: textOf(made.id), url: made.html_url ?? '' };
  }

  /** @param most all, if it is not given, but at most 10,000 */
  async comments(number: number, most = Infinity): Promise<JsonObject> {
    const comments: JsonObject[] = [];
    for (let page = 1; comments.length < most && page <= mostPages; page += 1) {
      const found = objectsOf(await this.#call('GET', `/issues/${number}/comments?per_page=${perPage}&page=${page}`));
      comments.push(...found.map(commentOf));
      if (found.length < perPage) break;
    }
    const wanted = comments.slice(0, most);
    return { comments: wanted, total: wanted.length };
  }

  async #openPullRequest({ head, base }: NewPullRequest): Promise<JsonObject | undefined> {
    const owner = this.#name.split('/', 1)[0] ?? '';
    const query = new URLSearchParams({ state: 'open', base, head: head.includes(':') ? head : `${owner}:${head}` });
    return objectsOf(await this.#call('GET', `/pulls?${query.toString()}`))[0];
  }

  #call(method: 'GET' | 'POST', path: string, body?: JsonObject): Promise<JsonValue> {
    return this.#api.call(method, `/repos/${this.#name}${path}`, this.#signal, body);
  }

  async #object(method: 'GET' | 'POST', path: string, body?: JsonObject): Promise<JsonObject> {
    const answer = await this.#call(method, path, body);
    if (isJsonObject(answer)) return answer;
    throw new Error('GitHub did not answer with an object');
  }
}

/** AWF takes the number out of the URL, so it is a text. */
const numberAndUrl = ({ number, html_url: url }: JsonObject): JsonObject => ({
  number: textOf(number),
  url: url ?? '',
});

/** An id or a number as AWF gives it. */
const textOf = (value: JsonValue | undefined): string => (typeof value === 'number' ? String(value) : '');
