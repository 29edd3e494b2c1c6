import { readFileSync } from 'node:fs';
import { expect } from 'chai';

const root = new URL('../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

describe('docs/dependencies.md', () => {
  const { dependencies } = JSON.parse(read('package.json')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const sections = read('docs/dependencies.md').split(/^## /mu).slice(1);

  it('has a section for each production dependency, in alphabetical order', () => {
    expect(sections.map((section) => section.split('\n', 1)[0])).to.deep.equal(Object.keys(dependencies).sort());
  });

  for (const aspect of ['What', 'Why', 'Alternatives', 'Engines'])
    it(`tells for each: ${aspect}`, () => {
      for (const section of sections) expect(section).to.contain(`**${aspect}**: `);
    });
});
