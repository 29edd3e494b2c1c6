import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { SignatureVerifierSubject, Signer } from '../../src/contract/index.js';
import type { Signature } from '../../src/domain/plugin/signature.js';
import { formatSigningKey, type SigningKey } from '../../src/domain/plugin/signing-key.js';
import { Ed25519Verifier } from '../../src/infrastructure/ed25519/ed25519-verifier.js';

const base64 = (...parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString('base64');

/** A key pair, and the files that minisign and openssl would write with it. */
export class TestSigner implements Signer {
  readonly key: SigningKey;
  readonly #public: KeyObject;
  readonly #private: KeyObject;
  readonly #id: Uint8Array;

  /** @param id that of a key of minisign; undefined: a key that has none */
  constructor(id?: Uint8Array) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const { x = '' } = publicKey.export({ format: 'jwk' });
    const bytes = Buffer.from(x, 'base64url');
    this.key = id === undefined ? { bytes } : { bytes, id };
    this.#public = publicKey;
    this.#private = privateKey;
    this.#id = id ?? new Uint8Array(8);
  }

  static minisign(): TestSigner {
    return new TestSigner(randomBytes(8));
  }

  /** The key as `awf plugin trust` takes it. */
  get text(): string {
    return formatSigningKey(this.key);
  }

  /** The key as openssl writes it. */
  get pem(): string {
    return this.#public.export({ format: 'pem', type: 'spki' }).toString();
  }

  sign(file: Uint8Array): Promise<Signature> {
    if (this.key.id === undefined) return Promise.resolve({ bytes: this.#sign(file), isPrehashed: false });
    const bytes = this.#sign(createHash('blake2b512').update(file).digest());
    const text = 'timestamp:1\tfile:checksums.txt\thashed';
    const comment = { text, bytes: this.#sign(Buffer.concat([bytes, Buffer.from(text)])) };
    return Promise.resolve({ bytes, isPrehashed: true, keyId: this.#id, comment });
  }

  /** The file that minisign writes beside another. */
  async minisig(file: Uint8Array): Promise<string> {
    const { bytes, comment = { text: '', bytes } } = await this.sign(file);
    const first = base64(Buffer.from('ED'), this.#id, bytes);
    return `untrusted comment: a test\n${first}\ntrusted comment: ${comment.text}\n${base64(comment.bytes)}\n`;
  }

  #sign(bytes: Uint8Array): Uint8Array {
    return sign(null, bytes, this.#private);
  }
}

/** Node's crypto, and keys of this run. */
export const ed25519Subject = (): Promise<SignatureVerifierSubject> =>
  Promise.resolve({
    verifier: new Ed25519Verifier(),
    signer: (id) => {
      const signer = new TestSigner(id);
      return Promise.resolve({ key: signer.key, sign: (file) => signer.sign(file) });
    },
    close: () => Promise.resolve(),
  });
