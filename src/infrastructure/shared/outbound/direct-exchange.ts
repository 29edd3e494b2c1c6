import { request as openPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import type { LookupFunction } from 'node:net';

/** One request over a connection of its own, so that nothing is left of it. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty or undefined: no body. */
  readonly body?: string | undefined;
  /** Says which addresses of the server may be connected to. A proxy looks up names by itself. */
  readonly lookup: LookupFunction;
  readonly signal: AbortSignal;
  /** How long the server may be silent, also in the middle of the body. @default without end */
  readonly silence?: { readonly ms: number; readonly error: () => Error } | undefined;
}

/** Sends a request to the server itself. @returns the answer when its head is there */
export async function exchangeDirectly(request: Exchange): Promise<IncomingMessage> {
  const open = await openerFor(request.url);
  return answerTo(open(request.url, { ...optionsOf(request), lookup: request.lookup, agent: false }), request);
}

/** Opens a request of `node:http` or `node:https`. */
export type Open = (url: URL, options: RequestOptions) => ClientRequest;

/** Loading TLS takes as long as loading the rest, and most of what tests and local services need is without. */
export const openerFor = async ({ protocol }: URL): Promise<Open> =>
  protocol === 'https:' ? (await import('./open-tls.js')).openTls : openPlain;

/** What every request has, whichever way it takes. */
export const optionsOf = ({ method, headers, signal, silence }: Exchange): RequestOptions => ({
  method,
  headers,
  signal,
  ...(silence === undefined ? {} : { timeout: silence.ms }),
});

/** The head of the answer. */
export const answerTo = (sent: ClientRequest, { body, silence }: Exchange): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    sent.once('response', (message) => {
      answer = message;
      // An answer that is let go of may still fail.
      message.on('error', () => undefined);
      resolve(message);
    });
    sent.on('error', reject);
    sent.on('timeout', () => (answer ?? sent).destroy(silence?.error()));
    // A server may also switch to another protocol, which is neither an answer nor an error.
    sent.once('close', () => reject(new Error('the server closed the connection without an answer')));
    sent.end(body === '' ? undefined : body);
  });
