/** The text in a field of bytes. What is not UTF-8 becomes U+FFFD. */
export const textOfBytes = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');

/** A text as the value of a field of bytes. */
export const bytesOfText = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** An encoded message, as grpc-js takes it. */
export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
