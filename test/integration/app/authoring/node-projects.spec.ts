import { expect } from 'chai';
import { pluginKinds } from '../../../../src/domain/plugin/project-template.js';
import { expectedTries, PluginProjectFolder } from '../../../support/plugin-projects.js';

describe('A new project in JavaScript or TypeScript', () => {
  for (const language of ['ts', 'js'] as const)
    for (const kind of pluginKinds)
      it(`passes its tests, is built to one file and does its work: ${kind} in ${language}`, async () => {
        await using project = await PluginProjectFolder.create(kind, language);
        await project.install();
        await project.run('node', ['build.mjs', '--tests']);
        const tested = await project.run('node', ['--test', '--test-reporter=tap', 'build/plugin.test.js']);
        expect(tested.stdout)
          .to.match(/# fail 0\n/u)
          .and.to.include('Plugin contract: sample');
        await project.run('node', ['build.mjs']);
        const tried = await project.tryExample();
        expect(expectedTries[kind](tried), JSON.stringify(tried)).to.equal(true);
      });
});
