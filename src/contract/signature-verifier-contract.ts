import { expect } from 'chai';
import type { Signature } from '../domain/plugin/signature.js';
import type { SigningKey } from '../domain/plugin/signing-key.js';
import type { SignatureVerifier } from '../ports/signature-verifier.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';

/** Somebody who signs, and a verifier. */
export interface SignatureVerifierSubject extends ContractSubject {
  /** The verifier under test. */
  readonly verifier: SignatureVerifier;
  /** Makes a key that signs files. A key with an id is one of minisign, whose signatures have a comment. */
  readonly signer: (id?: Uint8Array) => Promise<Signer>;
}

/** Signs files with one key. */
export interface Signer {
  /** The public key. */
  readonly key: SigningKey;
  /** Signs a file with the private key. */
  readonly sign: (file: Uint8Array) => Promise<Signature>;
}

const file = new TextEncoder().encode('a file');
const number = (last: number): Uint8Array => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, last);

/** Another array that differs in one bit. */
function altered(bytes: Uint8Array, index = bytes.length - 1): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

/** Clauses of the port SignatureVerifier. */
export const signatureVerifierClauses: readonly Clause<SignatureVerifierSubject>[] = [
  {
    id: 'SV-01',
    title: 'accepts a signature of the file, with a comment and without',
    async check({ verifier, signer }) {
      for (const { key, sign } of [await signer(), await signer(number(8))])
        expect(verifier.verify(file, await sign(file), key)).to.equal(true);
    },
  },
  {
    id: 'SV-02',
    title: 'refuses a signature of another file',
    async check({ verifier, signer }) {
      for (const { key, sign } of [await signer(), await signer(number(8))]) {
        expect(verifier.verify(altered(file), await sign(file), key)).to.equal(false);
        expect(verifier.verify(new Uint8Array(), await sign(file), key)).to.equal(false);
      }
    },
  },
  {
    id: 'SV-03',
    title: 'refuses a signature by another key, also by one that has the same number',
    async check({ verifier, signer }) {
      for (const id of [undefined, number(8)]) {
        const [own, other] = [await signer(id), await signer(id)];
        expect(verifier.verify(file, await other.sign(file), own.key)).to.equal(false);
      }
    },
  },
  {
    id: 'SV-04',
    title: 'refuses a signature that names a key with another number',
    async check({ verifier, signer }) {
      const { key, sign } = await signer(number(8));
      expect(verifier.verify(file, { ...(await sign(file)), keyId: number(9) }, key)).to.equal(false);
    },
  },
  {
    id: 'SV-05',
    title: 'refuses a signature that was altered anywhere',
    async check({ verifier, signer }) {
      const { key, sign } = await signer();
      const signature = await sign(file);
      for (const index of [0, 31, 32, 63])
        expect(verifier.verify(file, { ...signature, bytes: altered(signature.bytes, index) }, key)).to.equal(false);
      expect(verifier.verify(file, { ...signature, bytes: new Uint8Array(64) }, key)).to.equal(false);
      expect(verifier.verify(file, { ...signature, bytes: new Uint8Array(3) }, key)).to.equal(false);
    },
  },
  {
    id: 'SV-06',
    title: 'refuses a signature whose comment is not the one that was signed',
    async check({ verifier, signer }) {
      const { key, sign } = await signer(number(8));
      const signature = await sign(file);
      const { text = '', bytes = new Uint8Array(64) } = signature.comment ?? {};
      for (const comment of [
        { text: `${text}.`, bytes },
        { text, bytes: altered(bytes) },
      ])
        expect(verifier.verify(file, { ...signature, comment }, key)).to.equal(false);
    },
  },
  {
    id: 'SV-07',
    title: 'does not take a signature of the file for one of its hash, or the reverse',
    async check({ verifier, signer }) {
      const { key, sign } = await signer();
      const signature = await sign(file);
      expect(verifier.verify(file, { ...signature, isPrehashed: !signature.isPrehashed }, key)).to.equal(false);
    },
  },
  {
    id: 'SV-08',
    title: 'refuses bytes that are not a key',
    async check({ verifier, signer }) {
      const signature = await (await signer()).sign(file);
      for (const length of [0, 31, 32, 33])
        expect(verifier.verify(file, signature, { bytes: new Uint8Array(length).fill(255) })).to.equal(false);
    },
  },
];

/** Registers the suite of the port SignatureVerifier. */
export function describeSignatureVerifierContract(options: ContractOptions<SignatureVerifierSubject>): void {
  describeClauses('SignatureVerifier', signatureVerifierClauses, options);
}
