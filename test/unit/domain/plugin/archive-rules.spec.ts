import { expect } from 'chai';
import fc from 'fast-check';
import { ArchiveRules, archiveLimits } from '../../../../src/domain/plugin/archive-rules.js';

const file = (path: string) => ({ path, kind: 'file' as const });
const folder = (path: string) => ({ path, kind: 'folder' as const });
const problemOf = (verdict: ReturnType<ArchiveRules['admit']>): string => (verdict.ok ? '' : verdict.problem);

describe('ArchiveRules', () => {
  it('takes files and folders, without empty parts and dots in their paths', () => {
    const rules = new ArchiveRules();
    expect(rules.admit(folder('./'))).to.deep.equal({ ok: true, path: [] });
    expect(rules.admit(file('./plugin.yaml'))).to.deep.equal({ ok: true, path: ['plugin.yaml'] });
    expect(rules.admit(folder('lib//deep/'))).to.deep.equal({ ok: true, path: ['lib', 'deep'] });
    expect(rules.admit(file('lib/deep/a.js'))).to.deep.equal({ ok: true, path: ['lib', 'deep', 'a.js'] });
  });

  for (const [path, problem] of [
    ['../escape', 'leads out of the folder of the plugin'],
    ['a/../../escape', 'leads out of the folder of the plugin'],
    ['a/..', 'leads out of the folder of the plugin'],
    ['/etc/passwd', 'is an absolute path'],
    ['C:evil', 'is an absolute path'],
    ['a\\..\\b', 'its name has a backslash'],
    ['a\u0000b', 'its name has control characters'],
    ['a\nb', 'its name has control characters'],
    ['a\u007f', 'its name has control characters'],
    ['a\u202eexe', 'its name has control characters'],
    ['a\u2066b', 'its name has control characters'],
    ['a\u200bb', 'its name has control characters'],
    ['a\ud800', 'its name is not valid Unicode'],
    ['', 'has no name'],
    ['a'.repeat(1_001), 'its path has more than 1000 characters'],
  ] as const)
    it(`refuses the path ${JSON.stringify(path.slice(0, 20))}`, () => {
      expect(problemOf(new ArchiveRules().admit(file(path)))).to.equal(problem);
    });

  it('refuses everything but files and folders', () => {
    const verdict = new ArchiveRules().admit({ path: 'a', kind: { other: 'a symbolic link' } });
    expect(problemOf(verdict)).to.equal('is a symbolic link; a plugin holds files and folders only');
  });

  it('refuses paths that are one on a file system which ignores case or composes characters', () => {
    for (const [first, second] of [
      ['Readme', 'README'],
      ['lib/a', 'Lib/b'],
      ['\u00e9', 'e\u0301'],
      ['\ufb01', 'fi'],
    ] as const) {
      const rules = new ArchiveRules();
      expect(rules.admit(file(first)).ok).to.equal(true);
      expect(problemOf(rules.admit(file(second)))).to.match(/only by case or by its encoding$/u);
    }
  });

  it('refuses a file twice, and a file that is a folder too', () => {
    const twice = new ArchiveRules();
    twice.admit(file('a'));
    expect(problemOf(twice.admit(file('./a')))).to.equal('is there twice');
    const both = new ArchiveRules();
    both.admit(file('a'));
    expect(problemOf(both.admit(file('a/b')))).to.equal('a is a file and a folder');
  });

  it('refuses too many entries, and too many bytes', () => {
    const rules = new ArchiveRules({ ...archiveLimits, entries: 3, bytes: 10 });
    expect(rules.count(10)).to.equal(undefined);
    expect(problemOf(rules.admit({ ...file('large'), size: 1 }))).to.equal('makes it more than 10 bytes when unpacked');
    expect(rules.count(1)).to.equal('makes it more than 10 bytes when unpacked');
    rules.admit(folder('a'));
    rules.admit(folder('b'));
    expect(problemOf(rules.admit(file('c')))).to.equal('more than 3 files and folders');
  });

  it('never takes a path with a part that leads elsewhere, whatever it is made of', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'B', 'C:', '\\', '/', '\u0000', '...', '.. ');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const verdict = new ArchiveRules().admit(file(parts.join('/')));
        if (verdict.ok) expect(verdict.path.every((name) => !['', '.', '..'].includes(name))).to.equal(true);
      }),
    );
  });
});
