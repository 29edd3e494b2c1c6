import type { IncomingMessage } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { shownUrl } from '../../domain/shown-url.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import { exchange } from '../shared/outbound/exchange.js';
import { OutboundError } from '../shared/outbound/outbound-error.js';
import { proxyFor, type ProxySettings } from '../shared/outbound/proxy-settings.js';
import { hostOf } from '../shared/outbound/web-address.js';
import { isLoopback } from '../shared/outbound/loopback.js';
import { AddressRules, systemResolver, type Resolver } from './address-rules.js';

/** What is asked for. */
export interface HttpRequest {
  readonly url: string;
  /** What the user has named, and the URL comes from: it decides where the request may lead. */
  readonly root: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The value of `Authorization` for a URL. Asked again for every redirect, so that no secret reaches another server. */
  readonly authorize?: ((url: URL) => string | undefined) | undefined;
  /** Those of this source. @default those of the client */
  readonly proxies?: ProxySettings | undefined;
}

/** Options of {@link HttpClient}. */
export interface HttpOptions {
  readonly userAgent: string;
  /** How long a server may be silent. @default 30 s */
  readonly silenceMs?: number | undefined;
  /** @default none */
  readonly proxies?: ProxySettings | undefined;
  /** @default asks the system */
  readonly resolve?: Resolver | undefined;
}

/** A redirect leads on to another one, but not for ever. */
const mostRedirects = 5;
const redirects: readonly (number | undefined)[] = [301, 302, 303, 307, 308];

/**
 * Sends GET requests, follows redirects, and refuses addresses that a server must not lead to. `fetch` does not tell which
 * address it connects to.
 */
export class HttpClient {
  readonly #userAgent: string;
  readonly #silenceMs: number;
  readonly #proxies: ProxySettings;
  readonly #resolve: Resolver;

  constructor({ userAgent, silenceMs = 30_000, proxies = {}, resolve = systemResolver }: HttpOptions) {
    this.#userAgent = userAgent;
    this.#silenceMs = silenceMs;
    this.#proxies = proxies;
    this.#resolve = resolve;
  }

  /**
   * Gives the answer when its head is there. Its body must be read or destroyed; reading it throws when the server breaks off or is silent.
   *
   * @throws AwfError `SYSTEM.NETWORK.REQUEST_FAILED`, `.TIMEOUT`, `.ADDRESS_REFUSED`; the reason of the signal
   */
  async get(request: HttpRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { proxies = this.#proxies } = request;
    const isProxied = (to: URL): boolean => proxyFor(to, proxies) !== undefined;
    const rules = new AddressRules(new URL(request.root), this.#resolve, isProxied);
    let url = new URL(request.url);
    let from = new URL(request.root);
    for (let hops = 0; ; hops += 1) {
      refuseScheme(url, from);
      const answer = await this.#send(url, request, rules, signal);
      const { location } = answer.headers;
      if (!redirects.includes(answer.statusCode) || location === undefined) return answer;
      answer.destroy();
      if (hops === mostRedirects)
        throw failed(request.url, `leads on to other addresses more than ${mostRedirects} times`);
      if (!URL.canParse(location, url.href)) throw failed(request.url, 'leads on to something that is not a URL');
      from = url;
      url = new URL(location, url.href);
    }
  }

  async #send(url: URL, { headers, authorize, proxies }: HttpRequest, rules: AddressRules, signal: AbortSignal) {
    const authorization = authorize?.(url);
    const request = {
      method: 'GET',
      url,
      headers: {
        'User-Agent': this.#userAgent,
        'Accept-Encoding': 'identity',
        ...headers,
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
      lookup: lookupWith(rules, url),
      signal,
      silence: { ms: this.#silenceMs, error: () => this.#late(url) },
    };
    try {
      const proxy = proxyFor(url, proxies ?? this.#proxies);
      // Node looks no address up that is one already, and a proxy none at all.
      if (isIP(hostOf(url)) !== 0 && (await rules.allowed(hostOf(url))).length === 0) throw leadsInside(url);
      signal.throwIfAborted();
      return await exchange(request, proxy);
    } catch (cause) {
      signal.throwIfAborted();
      if (AwfError.is(cause)) throw cause;
      if (cause instanceof OutboundError && AwfError.is(cause.cause)) throw cause.cause;
      throw failed(url.href, `cannot be reached: ${(cause as Error).message}`, cause);
    }
  }

  #late(url: URL): AwfError {
    return new AwfError('SYSTEM.NETWORK.TIMEOUT', { url: shownUrl(url.href), timeoutMs: this.#silenceMs });
  }
}

const lookupWith =
  (rules: AddressRules, url: URL): LookupFunction =>
  (host, { all = false }, done) => {
    rules.allowed(host).then(
      (found) => {
        const addresses = found.map((address) => ({ address, family: isIP(address) }));
        const [first] = addresses;
        if (first === undefined) done(leadsInside(url), '', 0);
        else if (all) done(null, addresses);
        else done(null, first.address, first.family);
      },
      (error: unknown) => done(error as NodeJS.ErrnoException, '', 0),
    );
  };

/** @param from the URL that leads there */
function refuseScheme(url: URL, from: URL): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refused(url.href, `is reached from ${shownUrl(from.href)}, and is not https:`);
  const isPlain = url.protocol === 'http:' && !isLoopback(url);
  if (isPlain && from.protocol === 'https:')
    throw refused(url.href, `is reached from ${shownUrl(from.href)}, and is not encrypted`);
}

const leadsInside = (url: URL): AwfError =>
  refused(url.href, 'leads into the own network or to this machine, from a server that is elsewhere');

const refused = (url: string, problem: string): AwfError =>
  new AwfError('SYSTEM.NETWORK.ADDRESS_REFUSED', { url: shownUrl(url), problem });

const failed = (url: string, problem: string, cause?: unknown): AwfError =>
  new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', { url: shownUrl(url), problem }, { cause });
