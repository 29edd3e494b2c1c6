import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { namesOtherKey, type Signature } from '../../domain/plugin/signature.js';
import type { SigningKey } from '../../domain/plugin/signing-key.js';
import type { SignatureVerifier } from '../../ports/signature-verifier.js';

/** Checks signatures of Ed25519 with Node's crypto. */
export class Ed25519Verifier implements SignatureVerifier {
  verify(file: Uint8Array, signature: Signature, key: SigningKey): boolean {
    if (namesOtherKey(signature, key)) return false;
    const { bytes, isPrehashed, comment } = signature;
    const signed = isPrehashed ? createHash('blake2b512').update(file).digest() : file;
    try {
      const publicKey = keyObject(key);
      if (!verify(null, signed, publicKey, bytes)) return false;
      return comment === undefined || verify(null, withComment(bytes, comment.text), publicKey, comment.bytes);
    } catch {
      // Not every 32 bytes are a key.
      return false;
    }
  }
}

const keyObject = ({ bytes }: SigningKey): KeyObject =>
  createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes).toString('base64url') } });

const withComment = (signature: Uint8Array, comment: string): Uint8Array =>
  Buffer.concat([signature, Buffer.from(comment)]);
