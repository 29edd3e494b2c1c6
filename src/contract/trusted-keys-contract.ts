import { expect } from 'chai';
import type { TrustedKey } from '../domain/plugin/trusted-key.js';
import type { TrustedKeys } from '../ports/trusted-keys.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** Keys that are stored, and the stores over them. */
export interface TrustedKeysSubject extends ContractSubject {
  /** Opens a store over the same keys, as a later process does. */
  readonly open: () => TrustedKeys;
  /** Makes the keys unreadable. */
  readonly corrupt: () => Promise<void>;
  /** Makes them readable again. */
  readonly restore: () => Promise<void>;
}

const trustedAt = '2026-01-02T12:00:00.000Z';
const keyOf = (byte: number): TrustedKey['key'] => ({ bytes: new Uint8Array(32).fill(byte) });
const first: TrustedKey = { source: 'ann/echo', key: { ...keyOf(1), id: new Uint8Array(8).fill(9) }, trustedAt };
const second: TrustedKey = { source: 'ann/echo', key: keyOf(2), trustedAt };
const elsewhere: TrustedKey = { source: 'https://example.com/plugins/', key: keyOf(1), trustedAt };

/** Arrays of bytes as lists, so that it does not matter how they are stored. */
const plain = (keys: readonly TrustedKey[]): unknown =>
  keys.map(({ source, key: { bytes, id }, trustedAt: at }) => ({ source, bytes: [...bytes], id: id && [...id], at }));

async function expectKeys({ open }: TrustedKeysSubject, keys: readonly TrustedKey[]): Promise<void> {
  expect(plain(await open().list())).to.deep.equal(plain(keys));
}

async function addAll({ open }: TrustedKeysSubject, keys: readonly TrustedKey[]): Promise<void> {
  for (const key of keys) await open().add(key);
}

/** Clauses of the port TrustedKeys. */
export const trustedKeysClauses: readonly Clause<TrustedKeysSubject>[] = [
  {
    id: 'TK-01',
    title: 'trusts no key at first',
    check: (subject) => expectKeys(subject, []),
  },
  {
    id: 'TK-02',
    title: 'keeps all that is known about a key, for a later process too',
    async check(subject) {
      await addAll(subject, [first]);
      await expectKeys(subject, [first]);
    },
  },
  {
    id: 'TK-03',
    title: 'keeps several keys of a source, and one key for several sources, in the order of their addition',
    async check(subject) {
      await addAll(subject, [elsewhere, first, second]);
      await expectKeys(subject, [elsewhere, first, second]);
    },
  },
  {
    id: 'TK-04',
    title: 'adds a key once, and knows it without its number',
    async check(subject) {
      await addAll(subject, [second, first]);
      await addAll(subject, [{ ...first, key: keyOf(1), trustedAt: '2027-01-01T00:00:00.000Z' }]);
      await expectKeys(subject, [second, first]);
    },
  },
  {
    id: 'TK-05',
    title: 'removes one key of one source',
    async check(subject) {
      await addAll(subject, [first, second, elsewhere]);
      expect(plain(await subject.open().remove('ann/echo', keyOf(1)))).to.deep.equal(plain([first]));
      await expectKeys(subject, [second, elsewhere]);
    },
  },
  {
    id: 'TK-06',
    title: 'removes all keys of one source',
    async check(subject) {
      await addAll(subject, [elsewhere, first, second]);
      expect(plain(await subject.open().remove('ann/echo'))).to.deep.equal(plain([first, second]));
      await expectKeys(subject, [elsewhere]);
    },
  },
  {
    id: 'TK-07',
    title: 'removes nothing where there is nothing',
    async check(subject) {
      expect(await subject.open().remove('ann/echo')).to.deep.equal([]);
      await addAll(subject, [second]);
      expect(await subject.open().remove('ann/echo', keyOf(3))).to.deep.equal([]);
      expect(await subject.open().remove('ann/ech')).to.deep.equal([]);
      await expectKeys(subject, [second]);
    },
  },
  {
    id: 'TK-08',
    title: 'loses nothing when two stores change at once',
    async check(subject) {
      await Promise.all([subject.open().add(first), subject.open().add(elsewhere)]);
      expect(await subject.open().list()).to.have.lengthOf(2);
    },
  },
  {
    id: 'TK-09',
    title: 'rejects every call while the keys cannot be read, and changes nothing',
    async check(subject) {
      await addAll(subject, [first]);
      await subject.corrupt();
      const keys = subject.open();
      for (const call of [() => keys.list(), () => keys.add(second), () => keys.remove('ann/echo')])
        await expectRejection(call(), 'SYSTEM.IO.READ_FAILED');
      await subject.restore();
      await expectKeys(subject, [first]);
    },
  },
  {
    id: 'TK-10',
    title: 'does nothing when the signal is aborted already',
    async check(subject) {
      const code = 'EXECUTION.PLUGIN.CANCELED';
      await expectAborted((signal) => subject.open().list({ signal }), code);
      await expectAborted((signal) => subject.open().add(first, { signal }), code);
      await expectAborted((signal) => subject.open().remove('ann/echo', undefined, { signal }), code);
    },
  },
];

/** Registers the suite of the port TrustedKeys. */
export function describeTrustedKeysContract(options: ContractOptions<TrustedKeysSubject>): void {
  describeClauses('TrustedKeys', trustedKeysClauses, options);
}
