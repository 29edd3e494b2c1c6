import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { awfBinary, AwfSandbox, workflowFixture } from '../../../support/awf.js';
import { answerJson, localServer } from '../../../support/local-server.js';
import { runProgram } from '../../../../packages/go-plugin/test/support/run-program.js';

describe('awf run with built-in operations', () => {
  it('does what AWF’s workflows expect of them', async () => {
    await using sandbox = await AwfSandbox.create();
    await using server = await localServer(({ path }, response) =>
      path === '/'
        ? response.end('a text')
        : answerJson(response, { number: 4, title: 'An issue', state: 'open', labels: [] }),
    );
    await mkdir(join(sandbox.directory, '.awf'));
    await writeFile(join(sandbox.directory, '.awf/config.yaml'), 'notify: { default_backend: desktop }\n');
    const env = { ...sandbox.env, GITHUB_API_URL: server.url, GITHUB_TOKEN: 'top-secret' };
    const args = ['run', workflowFixture('built-ins'), '-i', `url=${server.url}/`, '-f', 'json', '--verbose'];
    const { stdout, stderr, exitCode } = await runProgram(awfBinary, args, { cwd: sandbox.directory, env });
    expect(exitCode, stdout).to.equal(0);
    const output = 'An issue\nbody=\nlabels=[]\nnumber=4\nstate=OPEN\ntitle=An issue';
    expect(JSON.parse(stdout)).to.have.nested.property('states.done.output', output);
    expect(JSON.parse(stdout)).to.have.nested.property('states.issue.output', '');
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      'GET /',
      'POST //hook',
      'GET /repos/a/b/issues/4',
    ]);
    expect(JSON.parse(server.requests[1]?.body ?? '')).to.include({ message: 'got a text' });
    expect(server.requests[2]?.headers.authorization).to.equal('Bearer top-secret');
    expect(stdout + stderr).not.to.contain('top-secret');
  });

  it('is refused, as awf validate is, by the name of a plugin that is disabled', async () => {
    await using sandbox = await AwfSandbox.create();
    await sandbox.awf('plugin', 'disable', 'http');
    for (const command of ['validate', 'run']) {
      const { stdout, exitCode } = await sandbox.awf(command, workflowFixture('built-ins'), '-f', 'json');
      expect(exitCode, command).to.equal(3);
      expect(JSON.parse(stdout), command).to.have.nested.property('error.message', 'plugin http is disabled');
    }
  });

  it('fails a step whose server cannot be reached, with the failure of the workflow', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout, exitCode } = await sandbox.awf('run', workflowFixture('built-ins'), '-f', 'json', '--skip-plugins');
    expect(exitCode).to.equal(3);
    expect(JSON.parse(stdout)).to.have.nested.property('states.fetch.error.message').that.contains('was refused');
  });
});
