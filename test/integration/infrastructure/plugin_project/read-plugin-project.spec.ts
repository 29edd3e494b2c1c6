import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { readPluginProject } from '../../../../src/infrastructure/plugin_project/read-plugin-project.js';
import { ownFolder } from '../../../support/contract-subjects.js';

describe('The project of a plugin', () => {
  let root: string;
  let close: () => Promise<void>;
  const { signal } = new AbortController();
  const read = async (text: string) => {
    await writeFile(join(root, 'plugin.build.yaml'), text);
    return readPluginProject(root, signal);
  };

  beforeEach(async () => ({ root, close } = await ownFolder()));
  afterEach(() => close());

  it('is a plugin as it is without a plugin.build.yaml', async () => {
    expect(await readPluginProject(root, signal)).to.deep.equal({ directory: root });
  });

  it('says what to run, and what comes out', async () => {
    expect(await read('command: make\noutput: dist/echo\n')).to.deep.equal({
      directory: root,
      build: { command: 'make', output: join(root, 'dist/echo') },
    });
  });

  for (const [text, line, field, problem] of [
    ['', undefined, undefined, 'the file is empty'],
    ['- a\n', 1, undefined, 'must be a mapping'],
    ['command: make\n', 1, 'output', 'required field missing'],
    ['command: [make]\noutput: dist\n', 1, 'command', 'must be a path'],
    ['command: make\noutput: .\n', 2, 'output', 'must be a folder inside the project'],
    ['command: make\noutput: ../dist\n', 2, 'output', 'must be a folder inside the project'],
    ['command: make\noutput: dist\ncomand: x\n', 3, 'comand', 'unknown key'],
    ['command: "make\n', 2, undefined, /./u],
  ] as const)
    it(`is refused with the place of what is wrong: ${JSON.stringify(text)}`, async () => {
      const { details } = await expectRejection(read(text), 'USER.VALIDATION.PROJECT_INVALID');
      const [first] = details.problems;
      expect(first?.line).to.equal(line);
      expect(first?.field).to.equal(field);
      expect(first?.problem).to.match(typeof problem === 'string' ? new RegExp(problem, 'u') : problem);
    });

  it('must be a folder', async () => {
    await writeFile(join(root, 'file'), '');
    const file = await expectRejection(readPluginProject(join(root, 'file'), signal), 'USER.INPUT.MISSING_FILE');
    expect(file.details.problem).to.equal('is a file, not a folder');
    await expectRejection(readPluginProject(join(root, 'nothing'), signal), 'USER.INPUT.MISSING_FILE');
  });
});
