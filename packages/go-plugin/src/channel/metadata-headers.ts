import { Metadata } from '@grpc/grpc-js';
import type { HeaderField } from '../http2/hpack/header-field.js';
import { connectionFields } from '../http2/header-rules.js';

/** The headers that the channel adds to every call of a method. */
export interface CallHeaders {
  readonly path: string;
  readonly scheme: 'http' | 'https';
  readonly authority: string;
  readonly userAgent: string;
  /** The encoding of the requests. Undefined without compression. */
  readonly encoding: string | undefined;
}

/** The encodings that both sides of this library can decompress. */
export const acceptEncoding: HeaderField = { name: 'grpc-accept-encoding', value: 'identity,deflate,gzip' };
export const grpcContentType: HeaderField = { name: 'content-type', value: 'application/grpc' };

/** The headers that all calls of a method share. */
export function requestHeaders({ path, scheme, authority, userAgent, encoding }: CallHeaders): readonly HeaderField[] {
  const fields: HeaderField[] = [
    { name: ':method', value: 'POST' },
    { name: ':scheme', value: scheme },
    { name: ':path', value: path },
    { name: ':authority', value: authority },
    { name: 'te', value: 'trailers' },
    grpcContentType,
    { name: 'user-agent', value: userAgent },
    acceptEncoding,
  ];
  if (encoding !== undefined) fields.push({ name: 'grpc-encoding', value: encoding });
  return fields;
}

// Names that gRPC itself uses.
const protocolNames = [
  'te',
  'content-type',
  'grpc-encoding',
  'grpc-accept-encoding',
  'grpc-status',
  'grpc-message',
  'grpc-message-type',
] as const;

/** Names that the caller's metadata cannot set. */
export const reservedRequestNames: ReadonlySet<string> = new Set([
  ...protocolNames,
  ...connectionFields,
  'user-agent',
  'grpc-timeout',
  'accept-encoding',
  'host',
  'http2-settings',
  'content-length',
]);

/** Names that a handler's metadata cannot set, in headers and trailers. */
export const reservedResponseNames: ReadonlySet<string> = new Set([
  ...protocolNames,
  ...connectionFields,
  'http2-settings',
  'content-length',
]);

const none: readonly HeaderField[] = [];

/**
 * The fields for metadata. Reserved names are left out, as in grpc-go. Values may begin and end with blanks.
 * @throws TypeError for a key that HTTP/2 cannot carry
 */
export function fieldsOfMetadata(metadata: Metadata, reserved: ReadonlySet<string>): readonly HeaderField[] {
  let fields: HeaderField[] | undefined;
  const entries = metadata.toHttp2Headers();
  for (const name of Object.keys(entries)) {
    if (reserved.has(name)) continue;
    if (name.includes(':')) throw new TypeError(`metadata key ${JSON.stringify(name)} cannot be sent`);
    const value = entries[name];
    fields ??= [];
    if (Array.isArray(value)) for (const single of value) fields.push({ name, value: single });
    else if (value !== undefined) fields.push({ name, value: String(value) });
  }
  return fields ?? none;
}

/** Names that the protocol itself reads in a response. */
const responseNames: ReadonlySet<string> = new Set([
  'grpc-status',
  'grpc-message',
  'grpc-encoding',
  'grpc-accept-encoding',
]);
/** Names that the protocol itself reads in a request. */
export const requestNames: ReadonlySet<string> = new Set([
  'grpc-timeout',
  'grpc-encoding',
  'grpc-accept-encoding',
  'accept-encoding',
  'te',
  'content-type',
]);

/**
 * The metadata in a block of headers or trailers, without the names that the protocol itself reads. An entry that metadata cannot hold
 * is left out, because no header of the other side may break the call.
 */
export function metadataOfFields(
  fields: readonly HeaderField[],
  protocol: ReadonlySet<string> = responseNames,
): Metadata {
  const metadata = new Metadata();
  for (const { name, value } of fields)
    if (!name.startsWith(':') && !protocol.has(name)) addValue(metadata, name, value);
  return metadata;
}

function addValue(metadata: Metadata, key: string, value: string): void {
  try {
    if (!key.endsWith('-bin')) metadata.add(key, value);
    // Several values may be joined by commas. Base64 contains no comma, so they can be split again.
    else for (const part of value.split(',')) metadata.add(key, Buffer.from(part.trim(), 'base64'));
  } catch {
    // Metadata refuses text beyond printable ASCII.
  }
}
