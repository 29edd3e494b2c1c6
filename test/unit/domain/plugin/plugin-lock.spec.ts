import { expect } from 'chai';
import {
  differenceFromLock,
  lockedAgain,
  type FoundPlugin,
  type LockedPlugin,
} from '../../../../src/domain/plugin/plugin-lock.js';

const h1 = (letter: string): string => `h1:${letter.repeat(43)}=`;
const sha256 = (digit: string): string => `sha256:${digit.repeat(64)}`;
const sha512 = (digit: string): string => `sha512:${digit.repeat(128)}`;

const platform = 'linux_amd64';
const locked = (...hashes: readonly string[]): LockedPlugin => ({
  source: 'ann/echo',
  version: '1.0.0',
  platforms: new Map([[platform, hashes]]),
});
const differs = (lock: LockedPlugin, found: Partial<FoundPlugin>): string | undefined =>
  differenceFromLock(lock, { version: '1.0.0', platform, ...found })?.problem;

describe('differenceFromLock', () => {
  it('finds none where the archive, the content or both are those of the lock', () => {
    const lock = locked(h1('a'), sha256('a'));
    expect(differs(lock, { archive: [sha256('a')] })).to.equal(undefined);
    expect(differs(lock, { contents: h1('a') })).to.equal(undefined);
    expect(differs(lock, { archive: [sha256('a')], contents: h1('a') })).to.equal(undefined);
  });

  it('finds none where the lock has no content for a platform, and the archive is the one', () => {
    expect(differs(locked(sha256('a')), { archive: [sha256('a')], contents: h1('x') })).to.equal(undefined);
  });

  it('allows any of several archives, and of several contents', () => {
    const lock = locked(h1('a'), h1('b'), sha256('a'), sha256('b'));
    expect(differs(lock, { archive: [sha256('b')], contents: h1('b') })).to.equal(undefined);
    expect(differs(lock, { archive: [sha256('c')], contents: h1('b') })).to.match(/archive is another/u);
    expect(differs(lock, { archive: [sha256('b')], contents: h1('c') })).to.match(/content is another/u);
  });

  it('says that the version is another one where that explains why the hashes are', () => {
    expect(differs(locked(sha256('a')), { version: '1.0.1', archive: [sha256('b')] })).to.match(/another version/u);
    expect(differs(locked(h1('a')), { version: '1.0.1', contents: h1('b') })).to.match(/another version/u);
    expect(differs(locked(h1('a')), { version: '1.0.1', contents: h1('a') })).to.equal(undefined);
  });

  it('finds a platform that is not there, but takes what is for all of them', () => {
    const lock = locked(sha256('a'));
    expect(differs(lock, { platform: 'darwin_arm64', archive: [sha256('a')] })).to.equal(
      'the lock has no hash for darwin_arm64; it has: linux_amd64',
    );
    const any = { ...lock, platforms: new Map([['any', [sha256('a')]]]) };
    expect(differs(any, { platform: 'darwin_arm64', archive: [sha256('a')] })).to.equal(undefined);
  });

  it('is not satisfied where nothing can be compared', () => {
    const unknown = /nobody can tell/u;
    expect(differs(locked(sha256('a')), { contents: h1('a') })).to.match(unknown);
    expect(differs(locked(h1('a')), { archive: [sha256('a')] })).to.match(unknown);
    expect(differs(locked(sha512('a')), { archive: [sha256('a')] })).to.match(unknown);
    expect(differs(locked(), { archive: [sha256('a')], contents: h1('a') })).to.match(unknown);
    expect(differs(locked(sha256('a')), {})).to.match(unknown);
  });

  it('compares the hashes of the kinds that both have', () => {
    expect(differs(locked(sha256('a'), sha512('a')), { archive: [sha512('a')] })).to.equal(undefined);
    expect(differs(locked(sha256('a'), sha512('a')), { archive: [sha512('b')] })).to.match(/archive is another/u);
  });
});

describe('lockedAgain', () => {
  it('adds to the hashes of the same version', () => {
    const before = {
      ...locked(sha256('a')),
      platforms: new Map([
        [platform, [sha256('a')]],
        ['darwin_arm64', [sha256('d')]],
      ]),
    };
    const { platforms } = lockedAgain(before, locked(h1('a'), sha256('a')));
    expect([...platforms]).to.deep.equal([
      [platform, [h1('a'), sha256('a')]],
      ['darwin_arm64', [sha256('d')]],
    ]);
  });

  it('replaces those of an archive that was exchanged, and of content without an archive', () => {
    const next = (before: LockedPlugin, now: LockedPlugin) => lockedAgain(before, now).platforms.get(platform);
    expect(next(locked(h1('a'), sha256('a')), locked(h1('b'), sha256('b')))).to.deep.equal([h1('b'), sha256('b')]);
    expect(next(locked(h1('a')), locked(h1('b')))).to.deep.equal([h1('b')]);
  });

  it('forgets those of another version, and of another source', () => {
    const next = { ...locked(sha256('b')), version: '2.0.0' };
    expect(lockedAgain(locked(sha256('a')), next)).to.equal(next);
    const elsewhere = { ...locked(sha256('b')), source: 'bob/echo' };
    expect(lockedAgain(locked(sha256('a')), elsewhere)).to.equal(elsewhere);
  });

  it('keeps the key with which a version was signed', () => {
    expect(lockedAgain({ ...locked(sha256('a')), key: 'k' }, locked(sha256('a'))).key).to.equal('k');
  });
});
