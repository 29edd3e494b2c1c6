import type { Signature } from '../domain/plugin/signature.js';
import type { SigningKey } from '../domain/plugin/signing-key.js';
import { token } from './token.js';

/**
 * Checks signatures.
 * Contract: clauses SV-01 and following.
 */
export interface SignatureVerifier {
  /**
   * Whether a key has made a signature of a file. A signature with a comment counts only if the comment is signed as well. Never throws.
   */
  verify(file: Uint8Array, signature: Signature, key: SigningKey): boolean;
}

/** Token of the {@link SignatureVerifier}. */
export const SIGNATURE_VERIFIER = token<SignatureVerifier>('SignatureVerifier');
