import {
  describeSignatureVerifierContract,
  signatureVerifierClauses,
  type SignatureVerifierSubject,
} from '../../src/contract/index.js';
import type { Signature } from '../../src/domain/plugin/signature.js';
import type { SigningKey } from '../../src/domain/plugin/signing-key.js';
import { without } from '../../src/domain/without.js';
import type { SignatureVerifier } from '../../src/ports/signature-verifier.js';
import { describeMutants } from '../support/mutants.js';
import { ed25519Subject } from '../support/signers.js';

/** The signatures that have been made, with their keys, and all keys. */
interface Made {
  readonly signatures: Map<Signature, SigningKey>;
  readonly keys: Set<SigningKey>;
}
type Verify = SignatureVerifier['verify'];

const verifying =
  (change: (original: Verify, made: Made) => Verify) =>
  (subject: SignatureVerifierSubject): SignatureVerifierSubject => {
    const made: Made = { signatures: new Map(), keys: new Set() };
    return {
      ...subject,
      verifier: { verify: change((...args) => subject.verifier.verify(...args), made) },
      signer: async (id) => {
        const { key, sign } = await subject.signer(id);
        made.keys.add(key);
        return {
          key,
          sign: async (file) => {
            const signature = await sign(file);
            made.signatures.set(signature, key);
            return signature;
          },
        };
      },
    };
  };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describeMutants('SignatureVerifier', describeSignatureVerifierContract, signatureVerifierClauses, ed25519Subject, {
  'SV-01': ['accepts nothing', verifying(() => () => false)],
  'SV-02': [
    'accepts every file but the one that was signed',
    verifying(
      (original) =>
        (file, ...rest) =>
          hex(file) !== hex(Buffer.from('a file')) || original(file, ...rest),
    ),
  ],
  'SV-03': [
    'accepts the signature of any key',
    verifying((original, { signatures, keys }) => (file, signature, key) => {
      const used = keys.has(key) ? signatures.get(signature) : undefined;
      return original(file, signature, used ?? key);
    }),
  ],
  'SV-04': [
    'does not look at the number of the key',
    verifying(
      (original) => (file, signature, key) => original(file, { ...signature, keyId: key.id ?? new Uint8Array() }, key),
    ),
  ],
  'SV-05': [
    'accepts what nobody has made',
    verifying((original, made) => (file, signature, key) => {
      const known = [...made.signatures.keys()].some(({ bytes }) => hex(bytes) === hex(signature.bytes));
      return !known || original(file, signature, key);
    }),
  ],
  'SV-06': [
    'does not look at the comment',
    verifying((original) => (file, signature, key) => original(file, without(signature, 'comment'), key)),
  ],
  'SV-07': [
    'tries both',
    verifying(
      (original) => (file, signature, key) =>
        [true, false].some((isPrehashed) => original(file, { ...signature, isPrehashed }, key)),
    ),
  ],
  'SV-08': [
    'accepts bytes that are not a key',
    verifying(
      (original) => (file, signature, key) => key.bytes.every((byte) => byte === 255) || original(file, signature, key),
    ),
  ],
});
