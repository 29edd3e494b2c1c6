import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../packages/go-plugin/test/support/fixtures.js';
import { runProgram, type ProgramRun } from '../../packages/go-plugin/test/support/run-program.js';
import { PluginBuilder } from '../../src/app/plugins/authoring/plugin-builder.js';
import { createHost, type Host } from '../../src/app/composition/create-host.js';
import { createProject } from '../../src/app/composition/create-project.js';
import type { PluginKind, PluginLanguage } from '../../src/domain/plugin/project-template.js';
import { ShellCommandRunner } from '../../src/infrastructure/command_shell/shell-command-runner.js';
import { readPluginProject } from '../../src/infrastructure/plugin_project/read-plugin-project.js';
import { RecordingLogger } from '../../src/infrastructure/in_memory/recording-logger.js';

/** What `npm install` puts into a project, and where it is in this repository. */
const installed: Readonly<Record<string, string>> = {
  'awf-plugin-sdk': 'packages/sdk',
  '@types/node': 'node_modules/@types/node',
  esbuild: 'node_modules/esbuild',
  typescript: 'node_modules/typescript',
  yaml: 'node_modules/yaml',
};

/** Go compiles a package again when its folder has another path, and most packages of the projects are the same. */
const goProjects = join(projectRoot, '.cache/go-projects');

async function emptied(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** A project as `awf plugin init` makes it, in a folder of its own. Disposing removes it. */
export class PluginProjectFolder implements AsyncDisposable {
  private constructor(
    readonly root: string,
    readonly folder: string,
  ) {}

  /** Makes the project of the plugin `sample`. There is one project in Go at a time. */
  static async create(kind: PluginKind, language: PluginLanguage): Promise<PluginProjectFolder> {
    const root = language === 'go' ? await emptied(goProjects) : await mkdtemp(join(tmpdir(), 'awf-project-'));
    const folder = join(root, 'sample');
    const { signal } = new AbortController();
    const project = { name: 'sample', kind, language, folder, packageRoot: projectRoot, version: '0.1.0' };
    await createProject(project, { force: false, signal });
    return new PluginProjectFolder(root, folder);
  }

  /** Puts links in place of what npm would install. */
  async install(): Promise<void> {
    for (const [name, path] of Object.entries(installed)) {
      const target = join(this.folder, 'node_modules', name);
      await mkdir(join(target, '..'), { recursive: true });
      await symlink(join(projectRoot, path), target);
    }
  }

  /** Runs a program in the project. @throws Error with what it wrote, if it fails */
  async run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProgramRun> {
    const run = await runProgram(command, args, { cwd: this.folder, env });
    if (run.exitCode !== 0) throw new Error(`${command} ${args.join(' ')}\n${run.stdout}${run.stderr}`);
    return run;
  }

  /** Builds the plugin as its `plugin.build.yaml` says. */
  async build(): Promise<void> {
    const project = await readPluginProject(this.folder, new AbortController().signal);
    await new PluginBuilder(new ShellCommandRunner(), process.env).build(project);
  }

  /**
   * Runs the example of the project with the plugin that was built.
   * @param env what the plugin sees of the environment beside that of the tests
   */
  async tryExample(env: Readonly<Record<string, string>> = {}): Promise<Tried> {
    const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, env);
    try {
      return await this.#tryExample();
    } finally {
      Object.assign(process.env, Object.fromEntries(before));
    }
  }

  async #tryExample(): Promise<Tried> {
    const logger = new RecordingLogger('info');
    await using host: Host = await createHost({
      pluginsDir: join(this.folder, 'dist'),
      statePath: join(this.root, 'plugins.json'),
      cwd: this.root,
      logger,
    });
    const { workflow } = await host.workflows.load(join(this.folder, 'example.yaml'));
    const { status, states, validation } = await host.runner.run(workflow, { cwd: this.folder });
    await host.close();
    return {
      status,
      output: [...states.values()].at(-1)?.output ?? '',
      findings: validation?.issues.map(({ message }) => message) ?? [],
      logged: logger.records.map(({ message }) => message),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** What shows that an example has used the plugin, whatever its language. */
export const expectedTries: { readonly [K in PluginKind]: (tried: Tried) => boolean } = {
  operation: ({ output }) => output === 'Hello, world!',
  validator: ({ findings }) => findings.includes('it may take forever: set a timeout'),
  'step-type': ({ output }) => output === '3 words',
  events: ({ logged }) => logged.includes('a workflow has ended'),
};

/** What an example did. */
export interface Tried {
  readonly status: string;
  /** The message of the state that it ended in. */
  readonly output: string;
  /** What validators found. */
  readonly findings: readonly string[];
  readonly logged: readonly string[];
}
