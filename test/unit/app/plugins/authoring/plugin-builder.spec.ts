import { expect } from 'chai';
import { PluginBuilder } from '../../../../../src/app/plugins/authoring/plugin-builder.js';
import { expectRejection } from '../../../../../src/contract/expectations.js';
import type { CommandRequest, CommandResult } from '../../../../../src/ports/command-runner.js';

/** A builder whose commands end like this. */
function builderWith(result: Partial<CommandResult>) {
  const requests: CommandRequest[] = [];
  const run = (request: CommandRequest): Promise<CommandResult> => {
    requests.push(request);
    return Promise.resolve({ exitCode: 0, stdout: '', stderr: '', truncated: false, ...result });
  };
  return { requests, builder: new PluginBuilder({ run }, { PATH: '/bin' }) };
}

const project = { directory: '/project', build: { command: 'make', output: '/project/dist' } };

describe('Building a plugin', () => {
  it('runs the command of the project in its folder, and gives the folder that it makes', async () => {
    const { builder, requests } = builderWith({});
    expect(await builder.build(project)).to.equal('/project/dist');
    expect(requests).to.deep.equal([{ step: 'build', command: 'make', cwd: '/project', env: { PATH: '/bin' } }]);
  });

  it('runs nothing for a folder that is a plugin as it is', async () => {
    const { builder, requests } = builderWith({});
    expect(await builder.build({ directory: '/project' })).to.equal('/project');
    expect(requests).to.deep.equal([]);
  });

  it('fails with the end of what the command wrote', async () => {
    const { builder } = builderWith({
      exitCode: 2,
      stdout: `${'x'.repeat(10_000)}\n`,
      stderr: 'error: no semicolon\n',
    });
    const { details, message } = await expectRejection(builder.build(project), 'EXECUTION.PLUGIN.BUILD_FAILED');
    expect(details).to.include({ project: '/project', command: 'make', exitCode: 2 });
    expect(details.output).to.have.length(8_000);
    expect(message).to.match(/^the build of \/project failed: make exited with code 2:\nx+\nerror: no semicolon$/u);
  });
});
