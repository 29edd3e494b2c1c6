import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');

describe('The page about the hexagon in ten files', () => {
  const page = read('docs/learn/the-hexagon-in-ten-files.md');
  const sections = page.split(/^### /m).slice(1);

  it('has ten numbered files', () => {
    expect(sections.map((section) => parseInt(section, 10))).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  for (const section of sections) {
    const [title = ''] = section.split('\n');
    it(`names a file that exists and quotes lines of it in "${title}"`, () => {
      const [, named = ''] = /^`([^`]+)`/m.exec(section) ?? [];
      const [, source = '', code = ''] = /<!-- from: (\S+) -->\n```ts\n([^]*?)```/.exec(section) ?? [];
      expect(existsSync(join(projectRoot, named)), named).to.equal(true);
      expect(source).to.equal(named);
      const lines = read(source).split('\n');
      for (const line of code.trimEnd().split('\n')) expect(lines).to.include(line);
    });
  }
});
