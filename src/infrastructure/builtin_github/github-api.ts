import { limitCall } from 'plugin-async';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.js';
import { truncate } from '../../domain/text.js';
import type { OutboundClient } from '../shared/outbound/outbound-client.js';
import { serverOf } from '../shared/outbound/outbound-error.js';

/** Where GitHub's REST API is, and who calls it. */
export interface GitHubServer {
  /** With or without a slash at the end. */
  readonly base: URL;
  /** Undefined: nobody in particular. */
  readonly token: string | undefined;
}

const timeoutMs = 30_000;
const mostBytes = 16 * 1024 * 1024;
const longestMessage = 500;

/** An answer of the API that says no. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Calls GitHub's REST API. */
export class GitHubApi {
  readonly #server: GitHubServer;
  readonly #client: OutboundClient;

  constructor(server: GitHubServer, client: OutboundClient) {
    this.#server = server;
    this.#client = client;
  }

  /**
   * @param path begins with a slash
   * @throws GitHubError; OutboundError if there is no answer. No text has the token.
   */
  async call(method: 'GET' | 'POST', path: string, signal: AbortSignal, body?: JsonObject): Promise<JsonValue> {
    const { base, token } = this.#server;
    const url = new URL(base.href.replace(/\/?$/, path));
    const errors = {
      canceled: () => new Error('the call was canceled'),
      late: () => new Error(`${serverOf(url)} did not answer within ${timeoutMs / 1_000} s`),
    };
    using limit = limitCall({ signal, timeoutMs }, errors);
    const request = { method, url, headers: headersFor(token, body), body: body && JSON.stringify(body) };
    const answer = await this.#client.send(request, { signal: limit.signal, mostBytes });
    const json = answer.truncated ? undefined : parsed(answer.bytes);
    if (answer.status < 200 || answer.status > 299) throw this.#refused(answer.status, json);
    if (json === undefined) throw new Error(`${serverOf(url)} did not answer with JSON of at most ${mostBytes} bytes`);
    return json;
  }

  #refused(status: number, json: JsonValue | undefined): GitHubError {
    const { base, token } = this.#server;
    const said = isJsonObject(json) ? [json.message, ...detailsOf(json.errors)].filter(isText).join(': ') : '';
    // A server may repeat what it was sent.
    const safe = token === undefined ? said : said.replaceAll(token, '***');
    const advice =
      token === undefined && [401, 403, 404].includes(status) ? '; set GITHUB_TOKEN, or log in with gh auth login' : '';
    return new GitHubError(
      status,
      `${serverOf(base)} answered with status ${status}${safe === '' ? '' : `: ${truncate(safe, longestMessage)}`}${advice}`,
    );
  }
}

const headersFor = (token: string | undefined, body: JsonObject | undefined): Record<string, string> => ({
  Accept: 'application/vnd.github+json',
  'X-GitHub-Api-Version': '2022-11-28',
  ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
});

function parsed(bytes: Buffer): JsonValue | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as JsonValue;
  } catch {
    return undefined;
  }
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string' && value !== '';

const detailsOf = (errors: JsonValue | undefined): readonly (JsonValue | undefined)[] =>
  Array.isArray(errors)
    ? (errors as readonly JsonValue[]).map((error) => (isJsonObject(error) ? (error.message ?? error.code) : error))
    : [];
