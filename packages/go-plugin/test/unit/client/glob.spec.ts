import { expect } from 'chai';
import { matchGlobSegment } from '../../../src/client/glob.js';

describe('a pattern for files', () => {
  for (const [pattern, matching, others] of [
    ['kv-plugin', ['kv-plugin'], ['kv-plugin2', 'KV-plugin']],
    ['plugin-*', ['plugin-', 'plugin-a.b', 'plugin-ü\n'], ['plugin', 'a-plugin-b']],
    ['*', ['a', '.hidden'], []],
    ['?', ['a', 'ü', '😀'], ['', 'ab']],
    ['[a-cx]', ['a', 'c', 'x'], ['d', '-', 'ab']],
    ['[^a-c]', ['d', '^'], ['a', '']],
    ['[\\]\\-]', [']', '-'], ['\\']],
    ['*b*', ['abc', 'b'], ['ac', '']],
    ['a.b+(c)', ['a.b+(c)'], ['axb+(c)', 'a.bb(c)']],
    ['\\*', ['*'], ['a', '\\*']],
    [']', [']'], []],
  ] as const) {
    it(`${JSON.stringify(pattern)} matches as in Go [H33]`, () => {
      const matches = matchGlobSegment(pattern);
      for (const name of matching) expect(matches(name), name).to.equal(true);
      for (const name of others) expect(matches(name), name).to.equal(false);
    });
  }

  it('matches a name quickly, no matter how many * the pattern has', () => {
    // Trying all ways to divide the name among the * would take longer than the universe has existed.
    const matches = matchGlobSegment(`${'*a'.repeat(30)}*b`);
    expect(matches('a'.repeat(255))).to.equal(false);
    expect(matches(`${'a'.repeat(254)}b`)).to.equal(true);
  });

  for (const pattern of ['[', '[]', '[a', 'a\\', '[-]', '[z-a]']) {
    it(`${JSON.stringify(pattern)} is malformed as in Go`, () => {
      expect(() => matchGlobSegment(pattern))
        .to.throw(/malformed/)
        .with.property('code', 'CONFIG_INVALID');
    });
  }
});
