import { expect } from 'chai';
import { parseVersionConstraint, satisfies } from '../../../../src/domain/plugin/version-constraint.js';
import { compareVersions, hostVersionOf, parseVersion } from '../../../../src/domain/plugin/version.js';

const version = (text: string) => parseVersion(text) ?? expect.fail(`${text} is no version`);
const holds = (constraint: string, of: string): boolean => {
  const conditions = parseVersionConstraint(constraint) ?? expect.fail(`${constraint} is no constraint`);
  return satisfies(version(of), conditions);
};

describe('parseVersion()', () => {
  it('reads releases and pre-releases, with or without a leading v', () => {
    expect(parseVersion('v1.20.3-rc.1')).to.deep.equal({ major: 1, minor: 20, patch: 3, prerelease: 'rc.1' });
    expect(parseVersion('0.0.0')).to.include({ prerelease: '' });
    expect(parseVersion('10.0.0')).to.include({ major: 10 });
  });

  it('reads nothing else', () => {
    for (const text of ['', '1', '1.2', '01.2.3', '1.2.3.4', '1.2.3-', ' 1.2.3', '1.2.x', 'dev', '1.2.3+build'])
      expect(parseVersion(text), text).to.equal(undefined);
  });
});

describe('compareVersions()', () => {
  it('orders numbers as numbers and pre-releases as text, before their release', () => {
    const sorted = ['0.9.10', '0.10.0', '1.0.0-alpha', '1.0.0-rc.10', '1.0.0-rc.9', '1.0.0', '1.0.1'];
    const shuffled = [...sorted].reverse().map(version).sort(compareVersions);
    expect(shuffled).to.deep.equal(sorted.map(version));
    expect([...sorted].map(version).sort(compareVersions)).to.deep.equal(shuffled);
    expect(compareVersions(version('1.0.0-rc.1'), version('v1.0.0-rc.1'))).to.equal(0);
  });
});

describe('hostVersionOf()', () => {
  it('treats a build without a valid version as newer than all', () => {
    expect(hostVersionOf('dev-dirty')).to.deep.equal({ major: 999, minor: 0, patch: 0, prerelease: '' });
    expect(hostVersionOf('0.11.0')).to.include({ minor: 11 });
  });
});

describe('parseVersionConstraint()', () => {
  it('knows all of AWF’s operators', () => {
    for (const [constraint, met, unmet] of [
      ['1.2.3', '1.2.3', '1.2.4'],
      ['==1.2.3', '1.2.3', '1.2.2'],
      ['!=1.2.3', '1.2.4', '1.2.3'],
      ['>1.2.3', '1.2.4', '1.2.3'],
      ['>=1.2.3', '1.2.3', '1.2.3-rc.1'],
      ['<1.2.3', '1.2.3-rc.1', '1.2.3'],
      ['<=1.2.3', '1.2.3', '1.2.4'],
      ['~1.2.3', '1.2.9', '1.3.0'],
      ['~1.2.3', '1.2.3', '1.2.2'],
      ['~1.2.3', '1.2.4', '2.2.3'],
      ['^1.2.3', '1.9.0', '2.0.0'],
      ['^1.2.3', '1.2.3', '1.2.2'],
      ['^0.2.3', '0.2.3', '0.2.2'],
      ['^0.2.3', '0.2.9', '0.3.0'],
    ] as const) {
      expect(holds(constraint, met), `${constraint} ${met}`).to.equal(true);
      expect(holds(constraint, unmet), `${constraint} ${unmet}`).to.equal(false);
    }
  });

  it('takes conditions separated by spaces, commas or both, all of which must hold', () => {
    for (const constraint of ['>=0.5.0 <1.0.0', '>=0.5.0,<1.0.0', '  >= 0.5.0 , < 1.0.0 ', '>=0.5.0   <1.0.0']) {
      expect(holds(constraint, '0.11.0'), constraint).to.equal(true);
      expect(holds(constraint, '1.0.0'), constraint).to.equal(false);
    }
  });

  it('refuses everything else', () => {
    for (const text of ['', ' ', '>=', '=>1.0.0', '>=1.0', '>=1.0.0,', ',1.0.0', '>=1.0.0 || 2.0.0', '*', '=1.0.0'])
      expect(parseVersionConstraint(text), text).to.equal(undefined);
  });
});
