import { readFileSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

const folder = `${projectRoot}docs/adr`;

describe('The index of decisions', () => {
  it('lists every decision, and nothing else', () => {
    const files = readdirSync(folder).filter((name) => name !== 'README.md');
    const listed = [...readFileSync(`${folder}/README.md`, 'utf8').matchAll(/\]\((\d{4}-[^)]+\.md)\)/g)];
    expect(listed.map(([, name]) => name)).to.deep.equal(files.sort());
  });

  it('gives each its title and status', () => {
    for (const line of readFileSync(`${folder}/README.md`, 'utf8').split('\n')) {
      const [, number, file, title, status] = /^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \| (\w+) \|$/.exec(line) ?? [];
      if (file === undefined) continue;
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      expect(text.split('\n')[0]).to.equal(`# ${number ?? ''}: ${title ?? ''}`);
      expect(text).to.include(`Status: ${status ?? ''}.`);
      for (const part of ['Context', 'Candidates', 'Decision', 'Consequences', 'Enforced by'])
        expect(text, file).to.include(`\n## ${part}\n`);
    }
  });
});
