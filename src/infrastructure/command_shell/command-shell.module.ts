import { ContainerModule } from 'inversify';
import { COMMAND_RUNNER } from '../../ports/command-runner.js';
import { ShellCommandRunner } from './shell-command-runner.js';

/** Binds the command runner to the shell. */
export const commandShellModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(COMMAND_RUNNER)
      .toResolvedValue(() => new ShellCommandRunner(), [])
      .inSingletonScope()
      .onDeactivation((runner) => {
        if (runner instanceof ShellCommandRunner) runner.close();
      });
  });
