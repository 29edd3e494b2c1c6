import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import picocolors from 'picocolors';
import { runCli } from '../../src/app/cli/program.js';
import { ShownLines } from '../../src/app/cli/shown-lines.js';
import { SecretMask } from '../../src/domain/secret-mask.js';
import { projectRoot } from '../../packages/go-plugin/test/support/fixtures.js';
import { runProgram, type ProgramRun } from '../../packages/go-plugin/test/support/run-program.js';

/** The launcher that users start. */
export const awfBinary = `${projectRoot}bin/awf`;

/** The folder of the demo's plugins. */
export const examplePlugins = `${projectRoot}examples/plugins`;

/** An external plugin in the JSON of `awf plugin list`, which has the built-in ones, too. */
export const listedPlugin = (stdout: string, name: string): unknown =>
  (JSON.parse(stdout) as readonly { readonly name: string }[]).find((plugin) => plugin.name === name);

/** Path of a file in test/fixtures/workflows. */
export const workflowFixture = (name: string): string => `${projectRoot}test/fixtures/workflows/${name}.yaml`;

/** A separate directory for a run of `awf` and its state. Disposing removes it. */
export class AwfSandbox implements AsyncDisposable {
  readonly #variables: Readonly<Record<string, string>>;

  private constructor(
    readonly directory: string,
    variables: Readonly<Record<string, string>> = {},
  ) {
    this.#variables = variables;
  }

  static async create(): Promise<AwfSandbox> {
    return new AwfSandbox(await mkdtemp(join(tmpdir(), 'awf-cli-')));
  }

  /** A file that steps of the fixture workflows touch. */
  get mark(): string {
    return join(this.directory, 'mark');
  }

  get env(): Readonly<Record<string, string | undefined>> {
    const data = join(this.directory, 'data');
    const cache = join(projectRoot, '.cache');
    return {
      XDG_DATA_HOME: data,
      XDG_CACHE_HOME: cache,
      AWF_PLUGINS_PATH: '',
      NO_COLOR: undefined,
      FORCE_COLOR: undefined,
      MARK: this.mark,
      ...this.#variables,
    };
  }

  /** The same directory, with other variables in the environment of `awf`. */
  with(variables: Readonly<Record<string, string>>): AwfSandbox {
    return new AwfSandbox(this.directory, variables);
  }

  /** Writes the `plugins.json` that `awf` reads. @returns its path */
  async writeState(text: string): Promise<string> {
    const folder = join(this.directory, 'data', 'awf', 'plugins');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'plugins.json'), text);
    return join(folder, 'plugins.json');
  }

  /** Runs `awf` to its end. */
  awf(...args: readonly string[]): Promise<ProgramRun> {
    return runProgram(awfBinary, args, { cwd: this.directory, env: this.env });
  }

  /**
   * Runs `awf` in this process: for what it prints and its exit status. That takes a fraction of the time; how a process begins and ends is shown
   * by {@link awf} alone.
   */
  async awfInProcess(...args: readonly string[]): Promise<ProgramRun> {
    const written = { stdout: '', stderr: '' };
    const out = (text: string): void => void (written.stdout += text);
    const colors = picocolors.createColors(false);
    const secrets = new SecretMask();
    const { signal } = new AbortController();
    const exitCode = await runCli(args, {
      env: { ...process.env, ...this.env },
      cwd: this.directory,
      version: '0.0.0',
      packageRoot: projectRoot,
      out,
      data: out,
      drained: () => Promise.resolve(),
      err: (text) => void (written.stderr += text),
      live: undefined,
      secrets,
      shown: new ShownLines(secrets),
      colors,
      errColors: colors,
      signal,
      givenUp: signal,
    });
    return { exitCode, ...written };
  }

  /** Makes a plugin folder with one plugin. Without a script, the plugin has no program. */
  async plugin(
    name: string,
    files: { readonly manifest?: string; readonly script?: string; readonly mode?: number },
  ): Promise<string> {
    const folder = join(this.directory, 'plugins', name);
    await mkdir(folder, { recursive: true });
    const manifest = files.manifest ?? manifestOf(name);
    await writeFile(join(folder, 'plugin.yaml'), manifest);
    if (files.script !== undefined) {
      const binary = join(folder, `awf-plugin-${name}`);
      await writeFile(binary, files.script);
      await chmod(binary, files.mode ?? 0o755);
    }
    return join(this.directory, 'plugins');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** A minimal manifest. */
export const manifestOf = (name: string): string =>
  `name: ${name}\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n`;
