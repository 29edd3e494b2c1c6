import type { IncomingMessage } from 'node:http';
import { startTimer } from 'plugin-async';
import * as v from 'valibot';
import { shownUrl } from '../../domain/shown-url.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { HttpClient, HttpRequest } from './http-client.js';

/** How long an answer may take that is not an archive, drop by drop. */
const mostMs = 60_000;

/** An answer that has been read. */
export interface SmallAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

/**
 * Asks for something small.
 *
 * @param mostBytes more than this is an error
 * @throws AwfError as {@link HttpClient.get}
 */
export async function smallAnswer(
  http: HttpClient,
  request: HttpRequest,
  mostBytes: number,
  signal: AbortSignal,
): Promise<SmallAnswer> {
  const answer = await http.get(request, signal);
  const late = new AwfError('SYSTEM.NETWORK.TIMEOUT', { url: shownUrl(request.url), timeoutMs: mostMs });
  const cancelTimer = startTimer(mostMs, () => answer.destroy(late));
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) throw failed(request.url, `answered more than ${mostBytes} bytes`);
      chunks.push(chunk);
    }
    return { status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) };
  } catch (cause) {
    signal.throwIfAborted();
    throw AwfError.is(cause) ? cause : failed(request.url, `broke off: ${(cause as Error).message}`, cause);
  } finally {
    cancelTimer();
    answer.destroy();
  }
}

/** Reads JSON of a known shape. @throws AwfError `SYSTEM.NETWORK.REQUEST_FAILED` */
export function jsonOf<T>(schema: v.GenericSchema<unknown, T>, url: string, { bytes }: SmallAnswer): T {
  try {
    const parsed = v.safeParse(schema, JSON.parse(bytes.toString('utf8')));
    if (parsed.success) return parsed.output;
    const [issue] = parsed.issues;
    throw failed(url, `answered with something else than was expected: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
  } catch (cause) {
    throw AwfError.is(cause) ? cause : failed(url, 'answered with something that is not JSON', cause);
  }
}

const failed = (url: string, problem: string, cause?: unknown): AwfError =>
  new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', { url: shownUrl(url), problem }, { cause });
