import { execFileSync } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { describeCommandRunnerContract } from '../../../../src/contract/index.js';
import { ShellCommandRunner } from '../../../../src/infrastructure/command_shell/shell-command-runner.js';
import { ownFolder } from '../../../support/contract-subjects.js';
import { ends } from '../../../../packages/go-plugin/test/support/processes.js';

describeCommandRunnerContract({
  name: '/bin/sh',
  create: async () => {
    const { root, close } = await ownFolder();
    const pipe = join(root, 'pids');
    execFileSync('mkfifo', [pipe]);
    let pids: readonly number[] = [];
    return {
      runner: new ShellCommandRunner({ outputLimitBytes: 1_000, killGraceMs: 100 }),
      directory: await realpath(root),
      missing: join(root, 'nowhere'),
      floods: 'head -c 5000 /dev/zero',
      // The shell and a child of it, which must not survive it.
      lingers: `sleep 60 & { echo $$; echo $!; } > ${pipe}; wait`,
      lingering: async () => {
        pids = (await readFile(pipe, 'utf8')).trim().split('\n').map(Number);
      },
      stillLingers: async () => !(await Promise.all(pids.map((pid) => ends(pid)))).every(Boolean),
      close,
    };
  },
});
