import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** What was read of a body. */
export interface Body {
  readonly bytes: Buffer;
  /** Whether there was more. */
  readonly truncated: boolean;
}

/** The body of an answer without its compression. */
export function decoded(response: IncomingMessage): Readable {
  if (response.headers['content-encoding']?.trim().toLowerCase() !== 'gzip') return response;
  // The caller reads the decompressed side, which fails if the other one does.
  return pipeline(response, createGunzip(), () => undefined);
}

/** Reads at most so many bytes. What is compressed is decompressed no further. */
export async function readBody(stream: Readable, mostBytes: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) break;
  }
  return { bytes: Buffer.concat(chunks, Math.min(size, mostBytes)), truncated: size > mostBytes };
}
