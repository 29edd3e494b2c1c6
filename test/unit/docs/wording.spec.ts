import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

/** Idioms that readers stumble over, each with what to write instead. */
const idioms: readonly (readonly [RegExp, string])[] = [
  [/(?<!\b[Tt]here )\bis no (?!longer\b)[a-z]+/, 'is not a …'],
  [/\bare wrong\b/, 'invalid …'],
  [/\b[Ww]hoever\b/, 'the caller who …, somebody who …'],
  [/\bthe one instead of\b/, 'a file where a folder is expected, or the reverse'],
];

const folders = [
  'src',
  'docs',
  ...readdirSync(join(projectRoot, 'packages')).flatMap((name) => [`packages/${name}/src`, `packages/${name}/docs`]),
];

const filesBelow = (folder: string): readonly string[] => {
  try {
    return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((file) => /\.(ts|md)$/.test(file) && !file.includes('/generated/'));
  } catch (error) {
    // Not every package has pages.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

describe('The prose of sources and pages', () => {
  const lines = folders.flatMap(filesBelow).flatMap((file) =>
    readFileSync(join(projectRoot, file), 'utf8')
      .split('\n')
      .map((line, index) => ({ at: `${file}:${index + 1}`, line })),
  );

  it('is found', () => {
    expect(lines.length).to.be.greaterThan(10_000);
  });

  for (const [idiom, better] of idioms)
    it(`does not say ${idiom.source}, but ${better}`, () => {
      const found = lines.filter(({ line }) => idiom.test(line));
      expect(found.map(({ at, line }) => `${at}: ${line.trim()}`)).to.deep.equal([]);
    });
});
