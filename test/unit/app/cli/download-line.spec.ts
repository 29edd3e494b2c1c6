import { SecretMask } from '../../../../src/domain/secret-mask.js';
import picocolors from 'picocolors';
import { expect } from 'chai';
import { bytesText, DownloadLine } from '../../../../src/app/cli/download-line.js';
import { LiveLine } from '../../../../src/app/cli/live-line.js';

describe('The line about a download', () => {
  let shown: string[];
  let now: number;
  let line: DownloadLine;

  beforeEach(() => {
    shown = [];
    now = 0;
    const live = new LiveLine((text) => shown.push(text));
    line = new DownloadLine({ live, colors: picocolors.createColors(false), secrets: new SecretMask() }, () => now);
  });

  const last = (): string => shown.at(-1) ?? '';

  it('says how far it is, and how fast', () => {
    line.report('a.tar.gz', { received: 0, total: 4_000_000 });
    now = 1_000;
    line.report('a.tar.gz', { received: 1_000_000, total: 4_000_000 });
    expect(last()).to.include('… a.tar.gz  ██████░░░░░░░░░░░░░░░░░░  25 %  1.0 MB of 4.0 MB  1.0 MB/s');
  });

  it('is not shown more often than a person can see, but at the end', () => {
    line.report('a', { received: 1, total: 3 });
    line.report('a', { received: 2, total: 3 });
    expect(shown).to.have.length(1);
    line.report('a', { received: 3, total: 3 });
    expect(last()).to.include('100 %');
  });

  it('has no bar where nobody knows how much there is', () => {
    line.report('a', { received: 1_234 });
    expect(last()).to.include('… a  1.2 kB').and.not.include('%');
  });

  it('never shows more than all, nor a name that a terminal would obey', () => {
    line.report('a\u001b[2J', { received: 5, total: 4 });
    expect(last()).to.include('a\\x1b[2J').and.include('100 %');
  });

  it('is shown on a terminal only', () => {
    const silent = new DownloadLine({
      live: undefined,
      colors: picocolors.createColors(false),
      secrets: new SecretMask(),
    });
    expect(() => {
      silent.report('a', { received: 1 });
      silent.end();
    }).not.to.throw();
  });
});

describe('bytesText', () => {
  it('has a unit that fits', () => {
    expect([0, 999, 1_000, 999_999, 52_400_000].map(bytesText)).to.deep.equal([
      '0 B',
      '999 B',
      '1.0 kB',
      '1000.0 kB',
      '52.4 MB',
    ]);
  });
});
