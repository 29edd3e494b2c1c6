import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../support/fixtures.js';

const folder = join(projectRoot, 'packages/go-plugin/src');

/** What tells systems apart, and what only some of them have. Listening for a signal is not among it: Node takes any name anywhere. */
const systemSpecific = [
  /\bprocess\.platform\b(?!\.)/,
  /['"](?:win32|linux|darwin)['"]/,
  /\bos\.(?:platform|type|userInfo)\(/,
  /\bl?ch(?:own|mod)(?:Sync)?\(/,
  /\b[gs]ete?[ug]id\(|\bgetgroups\(|\bumask\(/,
  /\bprocess\.kill\b/,
  /\.kill\(['"]SIG/,
  /['"]SIG(?:KILL|STOP|CONT)['"]/,
  /\bX_OK\b/,
  /['"]\/(?:etc|proc|dev|bin|tmp)\b/,
  /['"]getent['"]/,
];

/** The lines of a source, its comments left out, that are system-specific. */
function findSystemSpecific(source: string): readonly string[] {
  return source
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .filter((line) => systemSpecific.some((pattern) => pattern.test(line)));
}

describe('What differs between operating systems', () => {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  it('is in one file of go_plugin [X02]', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files).to.include('platform.ts');
    const found = files
      .filter((name) => name !== 'platform.ts')
      .flatMap((name) => findSystemSpecific(read(name)).map((line) => `${name}: ${line.trim()}`));
    expect(found).to.deep.equal([]);
  });

  it('would be found in other files', () => {
    expect(findSystemSpecific(read('platform.ts')).length).to.be.greaterThan(8);
    expect(findSystemSpecific("  if (process.platform === 'win32') return;\n  // process.platform\n")).to.have.length(
      1,
    );
  });
});
