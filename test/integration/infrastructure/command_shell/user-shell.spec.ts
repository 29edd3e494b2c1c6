import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { ShellCommandRunner } from '../../../../src/infrastructure/command_shell/shell-command-runner.js';
import { userShell } from '../../../../src/infrastructure/command_shell/user-shell.js';

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

  it('runs the syntax of bash where SHELL is bash', async function () {
    if (!existsSync('/bin/bash')) this.skip();
    const runner = new ShellCommandRunner({ shell: userShell('/bin/bash') });
    const command = 'for f in part-{1..3}; do echo "$f"; done; if [[ -n "x" ]]; then echo deploy; else echo skip; fi';
    const { stdout } = await runner.run({ step: 's', command, cwd: '/', env: { PATH: process.env.PATH } });
    expect(stdout).to.equal('part-1\npart-2\npart-3\ndeploy\n');
  });
});
