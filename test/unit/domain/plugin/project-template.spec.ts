import { expect } from 'chai';
import {
  newPluginNameProblem,
  projectFile,
  templateFolders,
  type ProjectChoice,
  type ProjectFile,
} from '../../../../src/domain/plugin/project-template.js';

const choice: ProjectChoice = { name: 'hello', kind: 'operation', language: 'ts', sdk: '0.1.0' };
const file = (path: string, text = '', executable = false): ProjectFile => ({ path, text, executable });

describe('The template of a project', () => {
  it('consists of a manifest for the kind, what languages have in common, and the language', () => {
    expect(templateFolders({ kind: 'events', language: 'js' })).to.deep.equal([
      'kind-events',
      'node',
      'ts-events',
      'js',
      'js-events',
    ]);
    expect(templateFolders({ kind: 'events', language: 'go' })).to.deep.equal(['kind-events', 'go', 'go-events']);
  });

  it('gets the name of the plugin, and where the SDK comes from', () => {
    const made = projectFile(file('awf-plugin-plugin-name', 'plugin-name plugin-name sdk-version'), choice);
    expect(made).to.deep.equal(file('awf-plugin-hello', 'hello hello 0.1.0', true));
  });

  it('has no file of its own that begins with a dot, because npm leaves some of them out', () => {
    expect(projectFile(file('gitignore'), choice).path).to.equal('.gitignore');
    expect(projectFile(file('src/gitignore'), choice).path).to.equal('src/.gitignore');
    expect(projectFile(file('src/a.gitignore'), choice).path).to.equal('src/a.gitignore');
  });

  it('has the sources of TypeScript for JavaScript as well', () => {
    expect(projectFile(file('src/main.ts'), { ...choice, language: 'js' }).path).to.equal('src/main.js');
    expect(projectFile(file('src/main.ts'), choice).path).to.equal('src/main.ts');
  });

  for (const name of ['hello', 'a', 'my-plugin', 'my_plugin2'])
    it(`can be for ${name}`, () => {
      expect(newPluginNameProblem(name)).to.equal(undefined);
    });

  for (const name of ['', 'Hello', '1a', 'a--b', 'a-', '-a', 'a.b', 'a/b', '../a', 'a b', 'ä', 'a'.repeat(65)])
    it(`cannot be for ${JSON.stringify(name)}`, () => {
      expect(newPluginNameProblem(name)).to.match(/^must begin with a letter/u);
    });
});
