import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

const read = (page: string): string => readFileSync(join(projectRoot, page), 'utf8');

const pagesBelow = (folder: string): readonly string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...['docs', 'src', 'examples', 'test', 'packages'].flatMap(pagesBelow),
];

describe('The pages of the documentation', () => {
  it('are found', () => {
    expect(pages.length).to.be.greaterThan(40);
  });

  for (const page of pages)
    it(`${page} names only files that exist`, () => {
      const text = read(page);
      const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => join(dirname(page), link));
      const quoted = [...text.matchAll(/`((?:src|test|docs|tools|packages|proto|bench)\/[\w./-]+)`/g)];
      // A page of a package may name a file relative to the package.
      const packageFolder = /^packages\/[^/]+\//.exec(page)?.[0] ?? '';
      const missing = [
        ...links.filter((file) => !existsSync(join(projectRoot, file))),
        ...quoted
          .map(([, file = '']) => file)
          .filter((file) => ![file, packageFolder + file].some((path) => existsSync(join(projectRoot, path)))),
      ];
      expect(missing).to.deep.equal([]);
    });

  it('say the same about what commands cost, in the README and for contributors', () => {
    const costs = (page: string): ReadonlyMap<string, string> =>
      new Map(
        [...read(page).matchAll(/^\| (`npm [^`]+`) \|(?:[^|\n]*\|)? ([^|\n]+) \|$/gm)].map(
          ([, command = '', time = '']) => [command, time],
        ),
      );
    const all = costs('CONTRIBUTING.md');
    const short = [...costs('README.md')];
    expect(short).to.have.length(6);
    for (const [command, time] of short) expect([command, time]).to.deep.equal([command, all.get(command)]);
  });

  it('are each listed in an index: a decision in that of the decisions, every other page in docs/README.md', () => {
    const linksOf = (page: string): readonly string[] =>
      [...read(page).matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => join(dirname(page), link));
    const indexes = ['docs/README.md', 'docs/adr/README.md'];
    const inDocs = pages.filter((page) => /^(packages\/go-plugin\/)?docs\//.test(page));
    const listed = new Set(indexes.flatMap(linksOf));
    expect(inDocs.filter((page) => !listed.has(page) && page !== indexes[0])).to.deep.equal([]);
  });
});
