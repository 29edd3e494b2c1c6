import { expect } from 'chai';
import type { Problem } from '../../../../src/domain/errors/problem.js';
import type { LockedPlugin } from '../../../../src/domain/plugin/plugin-lock.js';
import { formatLock, parseLock } from '../../../../src/infrastructure/plugin_lock/lock-text.js';

const sha256 = `sha256:${'a'.repeat(64)}`;
const h1 = `h1:${'b'.repeat(43)}=`;

const echo: LockedPlugin = {
  source: 'ann/echo',
  version: '1.10',
  platforms: new Map([
    ['linux_amd64', [sha256, h1]],
    ['darwin_arm64', [sha256]],
  ]),
};

const text = `# Written by awf plugin install, update and remove. Commit it, so that everybody gets the same plugins.
version: 1
plugins:
  constructor:
    source: "./a\\u202eb\\n"
    version: "1.0.0"
    platforms:
      any:
        - "${sha256}"
  echo:
    source: "ann/echo"
    version: "1.10"
    platforms:
      darwin_arm64:
        - "${sha256}"
      linux_amd64:
        - "${h1}"
        - "${sha256}"
`;

const problemsOf = (given: string): readonly Problem[] => {
  const lock = parseLock(given);
  return lock.ok ? [] : lock.problems;
};

describe('The text of a lock', () => {
  const constructor: LockedPlugin = {
    source: './a\u202eb\n',
    version: '1.0.0',
    platforms: new Map([['any', [sha256]]]),
  };

  it('is the same in whatever order plugins, platforms and hashes come', () => {
    const other: LockedPlugin = { ...echo, platforms: new Map([...echo.platforms].reverse()) };
    expect(formatLock(new Map(Object.entries({ echo, constructor })))).to.equal(text);
    expect(
      formatLock(
        new Map([
          ['constructor', constructor],
          ['echo', other],
        ]),
      ),
    ).to.equal(text);
  });

  it('is read as what was written', () => {
    const lock = parseLock(text);
    expect(lock.ok && formatLock(lock.content)).to.equal(text);
    expect(lock.ok && lock.content.get('echo')?.version).to.equal('1.10');
    expect(lock.ok && lock.content.get('constructor')?.source).to.equal(constructor.source);
    expect(lock.ok && lock.content.has('toString')).to.equal(false);
  });

  it('of no plugins is one that can be read', () => {
    const lock = parseLock(formatLock(new Map()));
    expect(lock.ok && lock.content.size).to.equal(0);
  });

  for (const [what, given, line, problem] of [
    ['an empty file', '', 1, /empty/u],
    ['a comment alone', '# nothing\n', 1, /mapping/u],
    ['a list', '- a\n', 1, /mapping/u],
    ['a file without a version', 'plugins: {}\n', 1, /is missing/u],
    [
      'a later version',
      text.replace('version: 1\n', 'version: 2\n'),
      2,
      /is 2, and this awf knows up to 1; update awf/u,
    ],
    ['a version that is a text', text.replace('version: 1\n', 'version: "1"\n'), 2, /must be 1/u],
    ['a version below 1', text.replace('version: 1\n', 'version: 0\n'), 2, /must be 1/u],
    ['the marks of a merge', text.replace('  echo:', '<<<<<<< HEAD\n  echo:'), 10, /./u],
    ['a plugin twice', text.replace('  constructor:', '  echo:'), 10, /there already/u],
    ['an unknown key', text.replace('version: 1\n', 'version: 1\nplugin: {}\n'), 3, /not known|is missing/u],
    ['no plugins', 'version: 1\n', 1, /is missing/u],
    [
      'an unknown member',
      text.replace('    source: "ann', '    frozen: false\n    source: "ann'),
      11,
      /not known|is missing/u,
    ],
    ['a plugin without a source', text.replace('    source: "ann/echo"\n', ''), 11, /is missing/u],
    ['a version of a plugin that is a number', text.replace('"1.10"', '1.10'), 12, /in quotes/u],
    ['a hash that was cut off', text.replace(h1, h1.slice(0, -4)), 17, /must be a hash/u],
    ['a hash of another kind', text.replace(h1, `md5:${'a'.repeat(32)}`), 17, /must be a hash/u],
    [
      'a platform without hashes',
      text.replace(`        - "${h1}"\n        - "${sha256}"\n`, ''),
      16,
      /must be a list/u,
    ],
    ['an empty list of hashes', text.replace(`\n        - "${h1}"\n        - "${sha256}"`, ' []'), 16, /no hash/u],
    [
      'no platform',
      text.slice(0, text.indexOf('      darwin')).replace(/platforms:\n$/u, 'platforms: {}\n'),
      13,
      /no platform/u,
    ],
    ['a platform that is none', text.replace('linux_amd64', 'Linux'), 16, /must be a platform/u],
    ['a name that no plugin can have', text.replace('  echo:', '  "a\\u001b":'), 10, /must begin with a letter/u],
    [
      'a key that is none',
      text.replace('    version: "1.10"', '    version: "1.10"\n    key: "x"'),
      13,
      /not a public key/u,
    ],
    ['nesting without end', '['.repeat(5_000), 1, /nested/u],
  ] as const)
    it(`refuses ${what}, and says where`, () => {
      const [first] = problemsOf(given);
      expect(first?.problem).to.match(problem);
      expect(first?.line).to.equal(line);
    });

  it('does not become another lock by the loss of any line', () => {
    const lines = text.trimEnd().split('\n');
    const plugins = (given: string): string => {
      const lock = parseLock(given);
      return lock.ok
        ? JSON.stringify([...lock.content].map(([name, { source, version }]) => [name, source, version]))
        : 'refused';
    };
    for (const index of lines.keys()) {
      const found = plugins(lines.filter((_, each) => each !== index).join('\n'));
      expect([plugins(text), 'refused'], `line ${index + 1}`).to.include(found);
    }
  });
});
