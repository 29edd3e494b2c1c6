import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { answerTo, openerFor, optionsOf, type Exchange } from './direct-exchange.js';
import { OutboundError, serverOf } from './outbound-error.js';
import { hostOf } from './web-address.js';

// Loaded when a request takes a proxy.

/**
 * Sends a request through a proxy. A request with TLS takes a tunnel, in which the proxy sees nothing. The proxy is asked for any other URL.
 * @returns the answer when its head is there
 */
export async function exchangeThrough(proxy: URL, request: Exchange): Promise<IncomingMessage> {
  const { url } = request;
  if (url.protocol !== 'https:') return answerTo(await askFor(proxy, request), request);
  const socket = await tunnelTo(url, proxy, request);
  const { connectTls, openTls } = await import('./open-tls.js');
  const host = hostOf(url);
  // TLS does not allow an address as the name of a server.
  const names = isIP(host) === 0 ? { host, servername: host } : { host };
  const createConnection = () => connectTls({ socket, ...names });
  return answerTo(openTls(url, { ...optionsOf(request), createConnection }), request);
}

async function askFor(proxy: URL, request: Exchange): Promise<ClientRequest> {
  const { url, headers } = request;
  const open = await openerFor(proxy);
  return open(withoutUser(proxy), {
    ...optionsOf(request),
    path: `${serverOf(url)}${url.pathname}${url.search}`,
    headers: { ...headers, Host: url.host, ...authorizationFor(proxy) },
    auth: urlToHttpOptions(url).auth ?? null,
    agent: false,
  });
}

/** A connection to the server of a URL. @throws OutboundError if the proxy refuses it */
async function tunnelTo(url: URL, proxy: URL, request: Exchange): Promise<Socket> {
  const path = `${url.hostname}:${url.port === '' ? '443' : url.port}`;
  const headers = { Host: path, ...authorizationFor(proxy) };
  const open = await openerFor(proxy);
  const { silence } = request;
  const asking = open(withoutUser(proxy), { ...optionsOf(request), method: 'CONNECT', path, headers, agent: false });
  return await new Promise((resolve, reject) => {
    asking.once('connect', ({ statusCode = 0, statusMessage = '' }: IncomingMessage, socket: Socket, head: Buffer) => {
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      const said = `${statusCode} ${statusMessage}`.trim();
      reject(new OutboundError(`the proxy ${serverOf(proxy)} refused a connection to ${serverOf(url)}: ${said}`));
    });
    asking.on('error', reject);
    asking.on('timeout', () => asking.destroy(silence?.error()));
    asking.once('close', () => reject(new Error('the proxy closed the connection without an answer')));
    asking.end();
  });
}

/** Node would take the password of the proxy for one of the server. */
function withoutUser(proxy: URL): URL {
  const plain = new URL(proxy);
  plain.username = '';
  plain.password = '';
  return plain;
}

function authorizationFor(proxy: URL): Record<string, string> {
  const { auth } = urlToHttpOptions(proxy);
  return typeof auth === 'string' ? { 'Proxy-Authorization': `Basic ${Buffer.from(auth).toString('base64')}` } : {};
}
