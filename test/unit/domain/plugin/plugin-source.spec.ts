import { expect } from 'chai';
import { isSameSource, parsePluginSource, sourceText } from '../../../../src/domain/plugin/plugin-source.js';

const kindOf = (text: string): string => {
  const parsed = parsePluginSource(text);
  return parsed.ok ? parsed.source.kind : 'refused';
};

const problemOf = (text: string): string => {
  const parsed = parsePluginSource(text);
  return parsed.ok ? '' : parsed.problem;
};

describe('parsePluginSource', () => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    github: [
      'owner/repo',
      'owner/repo@1.2.3',
      'owner/repo@>=1.0.0, <2.0.0',
      'my-org/awf-plugin-jira@v1.0.0',
      'a/b.c_d',
    ],
    npm: ['npm:hello', 'npm:hello@^1.2.0', 'npm:@scope/hello', 'npm:@scope/hello@1.0.0', 'npm:hello@next'],
    url: ['https://example.com/a/hello.tar.gz', 'http://127.0.0.1:80/hello.zip', 'HTTPS://example.com/hello.TGZ'],
    path: [
      '.',
      'hello',
      './owner/repo',
      '/a/b',
      '../a',
      'a/b/c',
      'dist/hello.tar.gz',
      'a/b.zip',
      '-a/b',
      'a/..',
      'C:\\x',
      'a b/c',
    ],
    refused: [
      'npm:',
      'npm:../a',
      'npm:A',
      'npm:hello@latest!',
      'npm:a/b',
      'owner/repo@',
      'owner/repo@../..',
      'owner/repo@1.2',
      'owner/repo@next',
      'npm:hello@1.x',
      'file:///etc/passwd',
      'file:a.tar.gz',
      'ftp://example.com/a.tar.gz',
      'https://',
      'https://user:secret@example.com/a.tar.gz',
      'https://example.com/a.tar.gz?token=secret',
      'https://example.com/a.exe',
      'github:owner/repo',
    ],
  };
  for (const [kind, texts] of Object.entries(kinds))
    for (const text of texts) it(`takes ${text} for ${kind}`, () => expect(kindOf(text)).to.equal(kind));

  it('gives the conditions on the version apart from the name', () => {
    const parsed = parsePluginSource('npm:@scope/hello@^1.2.0');
    expect(parsed).to.have.nested.property('source.name', '@scope/hello');
    expect(parsed).to.have.nested.property('source.wanted.text', '^1.2.0');
    expect(parsed).to.have.nested.property('source.wanted.constraint').that.has.length(1);
  });

  it('gives the name that a registry has for a version', () => {
    const parsed = parsePluginSource('npm:@scope/hello@next');
    expect(parsed).to.have.deep.nested.property('source.wanted', { text: 'next', tag: 'next' });
  });

  it('repeats no secret of a URL in what it says', () => {
    expect(problemOf('https://user:secret@example.com/a.tar.gz')).to.include('secret, and').and.not.include('user');
  });
});

describe('sourceText', () => {
  for (const [text, plain] of [
    ['owner/repo@1.0.0', 'owner/repo'],
    ['npm:@scope/a@^1.0.0', 'npm:@scope/a'],
    ['https://example.com/a.zip#part', 'https://example.com/a.zip'],
  ] as const)
    it(`names ${text} without its version, and can be read again`, () => {
      const parsed = parsePluginSource(text);
      if (!parsed.ok || parsed.source.kind === 'path') throw new Error(text);
      expect(sourceText(parsed.source)).to.equal(plain);
      expect(parsePluginSource(plain)).to.have.nested.property('source.kind', parsed.source.kind);
    });
});

describe('isSameSource', () => {
  for (const [a, b, same] of [
    ['owner/repo', 'Owner/Repo', true],
    ['owner/repo', 'owner/other', false],
    ['npm:a', 'npm:a', true],
    ['https://example.com/a.zip', 'https://example.com/A.zip', false],
    ['./dist/a', './Dist/a', false],
    ['dist/a.zip', 'Dist/a.zip', false],
  ] as const)
    it(`${same ? 'does not tell' : 'tells'} ${a} from ${b}`, () => expect(isSameSource(a, b)).to.equal(same));
});
