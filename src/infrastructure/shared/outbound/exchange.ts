import type { IncomingMessage } from 'node:http';
import { exchangeDirectly, type Exchange } from './direct-exchange.js';
import { outboundError } from './outbound-error.js';

/**
 * Sends a request on the way that is given, and gives the answer when its head is there.
 * @param proxy undefined: the server is connected to directly
 * @throws what Node throws; OutboundError that names the proxy, if there is one; the reason of the signal
 */
export async function exchange(request: Exchange, proxy: URL | undefined): Promise<IncomingMessage> {
  try {
    if (proxy === undefined) return await exchangeDirectly(request);
    return await (await import('./proxied-exchange.js')).exchangeThrough(proxy, request);
  } catch (error) {
    request.signal.throwIfAborted();
    throw proxy === undefined ? error : outboundError(request.url, error, proxy);
  }
}
