import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { ShellCommandRunner } from '../../../../src/infrastructure/command_shell/shell-command-runner.js';
import { userShell } from '../../../../src/infrastructure/command_shell/user-shell.js';
import { AwfSandbox } from '../../../support/awf.js';

describe('userShell()', () => {
  it('is the shell that SHELL names', () => {
    expect(userShell(process.execPath)).to.equal(process.execPath);
  });

  for (const [title, shell] of [
    ['is not set', undefined],
    ['is empty', ''],
    ['is not absolute', 'bash'],
    ['does not exist', '/no/such/shell'],
    ['is below a file', '/dev/null/sh'],
  ] as const)
    it(`is /bin/sh where SHELL ${title}`, () => {
      const before = process.env.SHELL;
      delete process.env.SHELL;
      try {
        expect(userShell(shell)).to.equal('/bin/sh');
      } finally {
        if (before !== undefined) process.env.SHELL = before;
      }
    });

  it('is the shell of `awf run`, from its environment', async () => {
    await using sandbox = await AwfSandbox.create();
    const shell = join(sandbox.directory, 'shell');
    await writeFile(shell, '#!/bin/sh\necho "asked with $1 to run $2"\n', { mode: 0o755 });
    const states = 'states: { initial: a, a: { type: step, command: "true", on_success: b }, b: { type: terminal } }';
    await writeFile(join(sandbox.directory, 'flow.yaml'), `name: flow\n${states}\n`);
    const { stdout } = await sandbox.with({ SHELL: shell }).awf('run', 'flow.yaml', '-f', 'json');
    expect(JSON.parse(stdout)).to.have.nested.property('states.a.output', 'asked with -c to run true');
  });

  it('runs the syntax of bash where SHELL is bash', async function () {
    if (!existsSync('/bin/bash')) this.skip();
    const runner = new ShellCommandRunner({ shell: userShell('/bin/bash') });
    const command = 'for f in part-{1..3}; do echo "$f"; done; if [[ -n "x" ]]; then echo deploy; else echo skip; fi';
    const { stdout } = await runner.run({ step: 's', command, cwd: '/', env: { PATH: process.env.PATH } });
    expect(stdout).to.equal('part-1\npart-2\npart-3\ndeploy\n');
  });
});
