import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { requireGo } from '../../../../packages/go-plugin/test/support/go.js';
import { buildPeer } from '../../../../packages/go-plugin/test/support/go-plugin-peers.js';
import { pythonEnvironment, requirePython } from '../../../../packages/go-plugin/test/support/python.js';
import { runProgram } from '../../../../packages/go-plugin/test/support/run-program.js';
import { pluginKinds } from '../../../../src/domain/plugin/project-template.js';
import { expectedTries, PluginProjectFolder } from '../../../support/plugin-projects.js';

const templates = join(projectRoot, 'templates/plugin');
const goPeers = join(projectRoot, 'packages/go-plugin/test/interop/go');

/** Go compiles all libraries the first time. */
const firstBuildMs = 300_000;

/** What a Go host of AWF's kind gets from the operation of a project. */
async function greetingUnderGo(project: PluginProjectFolder): Promise<unknown> {
  const host = await buildPeer('awfhost');
  const program = join(project.folder, 'dist/sample/awf-plugin-sample');
  const args = ['-op', 'greet', '-inputs', '{"name":"Ada"}', '--', program];
  const { stdout } = await runProgram(host, args, { cwd: project.root, env: withPython });
  return (JSON.parse(stdout) as { readonly result: unknown }).result;
}

/** Set once there is a Python with the packages of the template. */
let withPython: Readonly<Record<string, string>> = {};

const greeting = { success: true, output: 'Hello, Ada!' };

describe('A new project in Go', function () {
  this.timeout(firstBuildMs);
  before(function () {
    requireGo(this);
  });

  for (const kind of pluginKinds)
    it(`passes its tests, is built and does its work: ${kind}`, async () => {
      await using project = await PluginProjectFolder.create(kind, 'go');
      if (kind === 'operation') await project.run('go', ['vet', './...']);
      await project.run('go', ['test', './...']);
      await project.build();
      const tried = await project.tryExample();
      expect(expectedTries[kind](tried), JSON.stringify(tried)).to.equal(true);
      if (kind === 'operation') expect(await greetingUnderGo(project)).to.deep.include(greeting);
    });

  it('has the code that is generated from the proto files, and the versions that are tested', async () => {
    for (const file of await readdir(join(goPeers, 'internal/pluginv1')))
      expect(await readFile(join(templates, 'go/internal/pluginv1', file), 'utf8'), file).to.equal(
        await readFile(join(goPeers, 'internal/pluginv1', file), 'utf8'),
      );
    const peers = await readFile(join(goPeers, 'go.mod'), 'utf8');
    const own = await readFile(join(templates, 'go/go.mod'), 'utf8');
    const versions = (text: string): readonly string[] =>
      [...text.matchAll(/^\t(\S+ v\S+)/gmu)].map(([, line = '']) => line);
    expect(versions(peers)).to.include.members(versions(own));
  });
});

describe('A new project in Python', () => {
  let environment: string;

  before(async function () {
    requirePython(this);
    environment = await pythonEnvironment();
    withPython = { PATH: `${join(environment, 'bin')}:${process.env.PATH ?? ''}` };
  });
  after(() => (withPython = {}));

  for (const kind of pluginKinds)
    it(`passes its tests, is built and does its work: ${kind}`, async () => {
      await using project = await PluginProjectFolder.create(kind, 'python');
      await pretendInstalled(project);
      await project.run('python3', ['build.py', 'test'], withPython);
      const tried = await project.tryExample(withPython);
      expect(expectedTries[kind](tried), JSON.stringify(tried)).to.equal(true);
      if (kind === 'operation') expect(await greetingUnderGo(project)).to.deep.include(greeting);
      // Starting it must leave the folder as it was installed.
      const files = await readdir(join(project.folder, 'dist/sample'), { recursive: true });
      expect(files.filter((file) => dirname(file) === '__pycache__')).to.deep.equal([]);
    });

  it('has the code that is generated from the proto files, and the versions that are tested', async () => {
    const generated = join(environment, 'generated');
    for (const folder of ['plugin/v1', 'go_plugin'])
      for (const file of await readdir(join(templates, 'python/src', folder)))
        expect(await readFile(join(templates, 'python/src', folder, file), 'utf8'), file).to.equal(
          await readFile(join(generated, folder, file), 'utf8'),
        );
    const lines = async (path: string): Promise<readonly string[]> => (await readFile(path, 'utf8')).trim().split('\n');
    const tested = await lines(join(projectRoot, 'test/interop/python/requirements.txt'));
    expect(tested).to.include.members([...(await lines(join(templates, 'python/requirements.txt')))]);
  });

  /** The packages are in the environment of the tests, so that pip need not get them. */
  async function pretendInstalled(project: PluginProjectFolder): Promise<void> {
    const packages = join(project.folder, 'dist/sample/lib');
    await mkdir(packages, { recursive: true });
    await writeFile(join(packages, 'installed.txt'), await readFile(join(project.folder, 'requirements.txt')));
  }
});
