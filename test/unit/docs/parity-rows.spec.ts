import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

describe('The parity table', () => {
  const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
  const rows = Object.keys(JSON.parse(read('packages/go-plugin/docs/parity-rows.json')) as Record<string, string>);

  it('has each row that a title of a test names in brackets', () => {
    const specs = ['test', 'packages/go-plugin/test'].flatMap((folder) =>
      readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.spec.ts'))
        .map((file) => join(folder, file)),
    );
    expect(specs.length).to.be.greaterThan(100);
    const strangers = specs.flatMap((file) =>
      [...read(file).matchAll(/^ *(?:describe|it)\(.*$/gm)]
        .flatMap(([title]) => [...title.matchAll(/\[([A-Z]\d\d(?:, ?[A-Z]\d\d)*)\]/g)])
        .flatMap(([, ids = '']) => ids.split(/, ?/))
        .filter((id) => !rows.includes(id))
        .map((id) => `${file}: ${id}`),
    );
    expect(strangers).to.deep.equal([]);
  });
});
