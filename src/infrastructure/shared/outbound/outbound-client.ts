import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { addressKind, type AddressKind } from './address-kind.js';
import { exchange } from './exchange.js';
import { checkHost, guardedLookup, systemAddresses, type FindAddresses } from './guarded-lookup.js';
import { OutboundError, outboundError, serverOf } from './outbound-error.js';
import { usualPolicy, type OutboundPolicy } from './outbound-policy.js';
import { proxyFor, type ProxySettings } from './proxy-settings.js';
import { decoded, readBody, type Body } from './read-body.js';
import { redirected, type OutboundRequest } from './redirects.js';
import { hostOf } from './web-address.js';

/** An answer, whatever its status is. */
export interface OutboundAnswer extends Body {
  readonly status: number;
  /** By name in lower case, with all values of that name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

/** What one request may do. */
export interface OutboundLimits {
  readonly signal: AbortSignal;
  /** More of a body is not read. */
  readonly mostBytes: number;
}

/** Options of {@link OutboundClient}. */
export interface OutboundOptions {
  /** @default {@link usualPolicy} */
  readonly policy?: OutboundPolicy;
  /** @default none */
  readonly proxies?: ProxySettings;
  /** @default asks the system */
  readonly find?: FindAddresses;
}

/** As many as Go's client follows. */
const mostRedirects = 10;

/** Sends requests, and decides at each connection whether the server may be reached. Each request has a connection of its own, so that nothing is left of it. */
export class OutboundClient {
  readonly #policy: OutboundPolicy;
  readonly #proxies: ProxySettings;
  readonly #find: FindAddresses;

  constructor({ policy = usualPolicy, proxies = {}, find = systemAddresses }: OutboundOptions = {}) {
    this.#policy = policy;
    this.#proxies = proxies;
    this.#find = find;
  }

  /**
   * Sends a request and follows redirects.
   * @throws OutboundError; the reason of the signal
   */
  async send(first: OutboundRequest, { signal, mostBytes }: OutboundLimits): Promise<OutboundAnswer> {
    let request = first;
    let from: AddressKind | undefined;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      try {
        const proxy = proxyFor(request.url, this.#proxies);
        const response = await this.#exchange(request, { from, proxy }, signal);
        const next = redirected(request, response.statusCode ?? 0, response.headers.location);
        if (next === undefined) {
          // A caller that names an encoding gets the body as it is sent.
          const plain = hasHeader(request, 'accept-encoding') ? response : decoded(response);
          return await answerOf(response, plain, mostBytes);
        }
        from = kindOfServer(request.url, response, proxy);
        response.destroy();
        if (next === null) throw new OutboundError(`${serverOf(request.url)} redirects to something that is not HTTP`);
        request = next;
      } catch (error) {
        signal.throwIfAborted();
        throw outboundError(request.url, error);
      }
    }
    throw new OutboundError(`${serverOf(first.url)}: more than ${mostRedirects} redirects`);
  }

  async #exchange(request: OutboundRequest, { from, proxy }: Way, signal: AbortSignal): Promise<IncomingMessage> {
    const { url } = request;
    checkHost(url, this.#policy, { from, proxy });
    const headers = { ...added(request), ...request.headers };
    const lookup = guardedLookup(url, this.#policy, from, this.#find);
    return await exchange({ ...request, headers, lookup, signal }, proxy);
  }
}

/** Where a request comes from, and what it takes. */
interface Way {
  /** The kind of the address of the server that has redirected to it. */
  readonly from: AddressKind | undefined;
  readonly proxy: URL | undefined;
}

/** The kind of the server that has answered. A name behind a proxy counts as public, from which redirects may lead the least far. */
function kindOfServer(url: URL, response: IncomingMessage, proxy: URL | undefined): AddressKind {
  if (proxy === undefined) return addressKind(response.socket.remoteAddress ?? '');
  const host = hostOf(url);
  return isIP(host) === 0 ? 'public' : addressKind(host);
}

/** What every request has, unless it says otherwise. */
const added = (request: OutboundRequest): Record<string, string> => ({
  ...(hasHeader(request, 'user-agent') ? {} : { 'User-Agent': 'awf-plugins' }),
  ...(hasHeader(request, 'accept-encoding') ? {} : { 'Accept-Encoding': 'gzip' }),
});

const hasHeader = ({ headers }: OutboundRequest, wanted: string): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === wanted);

async function answerOf(response: IncomingMessage, plain: Readable, mostBytes: number): Promise<OutboundAnswer> {
  const body = await readBody(plain, mostBytes);
  const headers = new Map(Object.entries(response.headersDistinct as Record<string, string[]>));
  if (plain !== response) for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  // Node has undone the chunks, as Go does, which shows neither of these headers.
  for (const name of ['transfer-encoding', 'trailer']) headers.delete(name);
  return { status: response.statusCode ?? 0, headers, ...body };
}
