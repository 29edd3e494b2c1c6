import { compressionAlgorithms } from '@grpc/grpc-js';
import { promisify } from 'node:util';
import type * as Zlib from 'node:zlib';

// Few links compress: Node loads zlib for those that do.
let loaded: Promise<typeof Zlib> | undefined;
const load = (): Promise<typeof Zlib> => (loaded ??= import('node:zlib'));

/** The compressions of gRPC messages that this channel knows, by their names on the wire. */
export type MessageEncoding = 'gzip' | 'deflate';

/** The encoding with this name, or undefined for an unknown one. */
export function messageEncoding(name: string): MessageEncoding | undefined {
  return name === 'gzip' || name === 'deflate' ? name : undefined;
}

/** The encoding for grpc-js's option, or undefined for no compression. */
export function encodingOfAlgorithm(algorithm: compressionAlgorithms | undefined): MessageEncoding | undefined {
  if (algorithm === compressionAlgorithms.gzip) return 'gzip';
  return algorithm === compressionAlgorithms.deflate ? 'deflate' : undefined;
}

/** Compresses one message. */
export async function compressMessage(encoding: MessageEncoding, payload: Uint8Array): Promise<Buffer> {
  const { gzip, deflate } = await load();
  return promisify<Zlib.InputType, Buffer>(encoding === 'gzip' ? gzip : deflate)(payload);
}

/** The decompressed message, or why there is none. */
export type Decompressed = Buffer | 'too-large' | 'corrupt';

/** Decompresses one message. Stops as soon as it is larger than `limit` bytes (-1: no limit). */
export async function decompressMessage(
  encoding: MessageEncoding,
  payload: Uint8Array,
  limit: number,
): Promise<Decompressed> {
  // maxOutputLength must be positive. A limit of zero must still refuse the first byte.
  const options = limit < 0 ? {} : { maxOutputLength: Math.max(limit, 1) };
  const { gunzip, inflate } = await load();
  const decompress = promisify<Zlib.InputType, Zlib.ZlibOptions, Buffer>(encoding === 'gzip' ? gunzip : inflate);
  try {
    const message = await decompress(payload, options);
    return limit >= 0 && message.length > limit ? 'too-large' : message;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'corrupt';
  }
}
