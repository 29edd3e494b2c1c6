/** A request that can be repeated at another address. */
export interface OutboundRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty or undefined: no body. */
  readonly body?: string | undefined;
}

/** The statuses that are followed. */
const followed: readonly number[] = [301, 302, 303, 307, 308];

/** Headers that hold no secret, whatever their value is. No other header goes to another server. */
const harmless = /^(accept(-.*)?|cache-control|content-type|if-.*|range|user-agent)$/i;

const ofBody = /^content-/i;

/**
 * The request that a redirect asks for, as Go's HTTP client makes it: 307 and 308 repeat the request, the others ask for the new address with GET.
 * @returns undefined if the answer does not redirect; null if it leads to another scheme
 */
export function redirected(
  request: OutboundRequest,
  status: number,
  location: string | undefined,
): OutboundRequest | null | undefined {
  if (!followed.includes(status) || location === undefined || location === '') return undefined;
  const url = URL.canParse(location, request.url.href) ? new URL(location, request.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return null;
  const repeats = status >= 307 || request.method === 'GET' || request.method === 'HEAD';
  const headers = Object.entries(request.headers).filter(
    ([name]) => (repeats || !ofBody.test(name)) && (sameServer(request.url, url) || harmless.test(name)),
  );
  return {
    method: repeats ? request.method : 'GET',
    url,
    headers: Object.fromEntries(headers),
    body: repeats ? request.body : undefined,
  };
}

/** Whether the secrets of a request may go to another URL. A connection without TLS is another server. */
const sameServer = (a: URL, b: URL): boolean => a.origin === b.origin;
