import { Metadata } from '@grpc/grpc-js';

const binarySuffix = '-bin';

/**
 * The metadata in headers as Connect has them. Binary values are base64 there, as on the wire, and several values of a name are joined by
 * commas: binary ones come apart again, texts stay as they are.
 * @throws Error for a name or a text that gRPC cannot send, such as one beyond printable ASCII
 */
export function metadataOfHeaders(headers: Headers): Metadata {
  const metadata = new Metadata();
  headers.forEach((value, name) => add(metadata, name, value));
  return metadata;
}

/** Does the same, but leaves out what gRPC cannot send. Otherwise a bad trailer would hide the error that it belongs to. */
export function sendableMetadata(headers: Headers): Metadata {
  const metadata = new Metadata();
  headers.forEach((value, name) => {
    try {
      add(metadata, name, value);
    } catch {
      // Left out.
    }
  });
  return metadata;
}

function add(metadata: Metadata, name: string, value: string): void {
  if (!name.endsWith(binarySuffix)) metadata.add(name, value);
  else for (const part of value.split(',')) metadata.add(name, Buffer.from(part.trim(), 'base64'));
}

/** Appends metadata to headers, as Connect has them. */
export function appendMetadata(headers: Headers, metadata: Metadata): void {
  for (const name of Object.keys(metadata.getMap()))
    for (const value of metadata.get(name))
      headers.append(name, typeof value === 'string' ? value : value.toString('base64'));
}
