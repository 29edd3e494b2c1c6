import { AwfError } from '../../../domain/errors/awf-error.js';
import { pluginFolderOf, type PluginProject } from '../../../domain/plugin/plugin-project.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { CommandRunner } from '../../../ports/command-runner.js';

/** The environment of a build: that of the person who asked for it. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Compilers write what is wrong at the end, or have written it at the start of some pages. */
const outputTailLength = 8_000;

/** Builds plugins as their projects say. */
export class PluginBuilder {
  readonly #commands: CommandRunner;
  readonly #env: Environment;

  constructor(commands: CommandRunner, env: Environment) {
    this.#commands = commands;
    this.#env = env;
  }

  /**
   * Runs the command of a project, if it has one.
   *
   * @returns the folder that is the plugin
   * @throws AwfError `EXECUTION.PLUGIN.BUILD_FAILED`; what {@link CommandRunner.run} throws
   */
  async build(project: PluginProject, options: CallOptions = {}): Promise<string> {
    const { directory, build } = project;
    if (build !== undefined) {
      const { command } = build;
      const request = { step: 'build', command, cwd: directory, env: this.#env };
      const { exitCode, stdout, stderr } = await this.#commands.run(request, options);
      const output = `${stdout}${stderr}`.slice(-outputTailLength);
      if (exitCode !== 0)
        throw new AwfError('EXECUTION.PLUGIN.BUILD_FAILED', { project: directory, command, exitCode, output });
    }
    return pluginFolderOf(project);
  }
}
