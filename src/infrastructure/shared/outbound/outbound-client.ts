import { request as openPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Readable } from 'node:stream';
import { addressKind, type AddressKind } from './address-kind.js';
import { checkLiteral, guardedLookup, systemAddresses, type FindAddresses } from './guarded-lookup.js';
import { OutboundError, outboundError, serverOf } from './outbound-error.js';
import { usualPolicy, type OutboundPolicy } from './outbound-policy.js';
import { decoded, readBody, type Body } from './read-body.js';
import { redirected, type OutboundRequest } from './redirects.js';

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

/** As many as Go's client follows. */
const mostRedirects = 10;

/** Sends requests, and decides at each connection whether the server may be reached. Each request has a connection of its own, so that nothing is left of it. */
export class OutboundClient {
  readonly #policy: OutboundPolicy;
  readonly #find: FindAddresses;

  constructor(policy: OutboundPolicy = usualPolicy, find: FindAddresses = systemAddresses) {
    this.#policy = policy;
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
        const response = await this.#exchange(request, from, signal);
        const next = redirected(request, response.statusCode ?? 0, response.headers.location);
        if (next === undefined) {
          // A caller that names an encoding gets the body as it is sent.
          const plain = hasHeader(request, 'accept-encoding') ? response : decoded(response);
          return await answerOf(response, plain, mostBytes);
        }
        from = addressKind(response.socket.remoteAddress ?? '');
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

  async #exchange(
    request: OutboundRequest,
    from: AddressKind | undefined,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const { method, url, headers, body } = request;
    checkLiteral(url, this.#policy, from);
    // Loading TLS takes as long as loading the rest, and most of what tests and local services need is without.
    const open = url.protocol === 'https:' ? (await import('./open-tls.js')).openTls : openPlain;
    const lookup = guardedLookup(url, this.#policy, from, this.#find);
    return await responseTo(
      open,
      url,
      { method, headers: { ...added(request), ...headers }, lookup, signal, agent: false },
      body,
    );
  }
}

type Open = (url: URL, options: RequestOptions) => ClientRequest;

const responseTo = (
  open: Open,
  url: URL,
  options: RequestOptions,
  body: string | undefined,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = open(url, options);
    request.once('response', resolve);
    request.on('error', reject);
    // A server may also switch to another protocol, which is neither an answer nor an error.
    request.once('close', () => reject(new Error('the server closed the connection without an answer')));
    request.end(body === '' ? undefined : body);
  });

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
