import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { awfBinary, AwfSandbox } from '../../../support/awf.js';
import { writePlugins } from '../../../support/plugin-folder.js';
import { ends } from '../../../../packages/go-plugin/test/support/processes.js';

interface Line {
  readonly event: string;
  readonly [member: string]: unknown;
}

/** `awf plugin dev -f json`, and the events that it prints. */
class Dev implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: Line[] = [];
  #wake: () => void = () => undefined;

  constructor(sandbox: AwfSandbox, ...args: readonly string[]) {
    const env = { ...process.env, ...sandbox.env };
    const child = spawn(awfBinary, ['plugin', 'dev', ...args, '-f', 'json'], {
      cwd: sandbox.directory,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    createInterface(child.stdout).on('line', (line) => {
      this.#lines.push(JSON.parse(line) as Line);
      this.#wake();
    });
  }

  /** The next event of this kind that fits. Those before it are dropped. */
  async next(event: string, fits: (line: Line) => boolean = () => true): Promise<Line> {
    for (;;) {
      const line = this.#lines.shift();
      if (line === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else if (line.event === event && fits(line)) return line;
    }
  }

  /** Presses Ctrl-C. @returns the exit code */
  async interrupt(): Promise<number | null> {
    const exit = once(this.#child, 'exit') as Promise<[number | null]>;
    this.#child.kill('SIGINT');
    return (await exit)[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.interrupt();
  }
}

/** A plugin whose operation gives a text, and that logs its process. */
const greeter = (text: string) => ({
  name: 'hello',
  capabilities: ['operations'],
  body: `
    console.error('process ' + process.pid);
    const greet = sdk.operation({ inputs: { who: { type: 'string', required: true } }, handler: () => sdk.success({ output: '${text}' }) });
    return { operations: { greet } };`,
});

const pidOf = (line: Line): number => Number(/^process (\d+)$/u.exec(String(line.message))?.[1]);
const isProcess = (line: Line): boolean => pidOf(line) > 0;

describe('awf plugin dev', () => {
  let sandbox: AwfSandbox;

  beforeEach(async () => (sandbox = await AwfSandbox.create()));
  afterEach(() => sandbox[Symbol.asyncDispose]());

  it('starts a plugin, shows what it offers and logs, starts it again after a change and a crash, and ends it', async () => {
    const project = join(await writePlugins(sandbox.directory, greeter('one')), 'hello');
    await using dev = new Dev(sandbox, project);
    const first = pidOf(await dev.next('log', isProcess));
    expect(await dev.next('started')).to.deep.include({
      name: 'hello',
      operations: [{ name: 'hello.greet', inputs: { who: { required: true } } }],
    });
    await dev.next('watching');
    await writePlugins(sandbox.directory, greeter('two'));
    const second = pidOf(await dev.next('log', isProcess));
    expect(await ends(first)).to.equal(true);
    await dev.next('watching');
    process.kill(second, 'SIGKILL');
    expect(await dev.next('ended')).to.have.nested.property('error.code', 'EXECUTION.PLUGIN.CRASHED');
    await writePlugins(sandbox.directory, greeter('three'));
    const third = pidOf(await dev.next('log', isProcess));
    await dev.next('watching');
    expect(await dev.interrupt()).to.equal(0);
    expect(await ends(third)).to.equal(true);
  });

  it('builds a project, keeps the plugin when a build fails, and finds the project by the name of the plugin', async () => {
    await writePlugins(join(sandbox.directory, 'made'), greeter('one'));
    const project = join(sandbox.directory, 'project');
    await mkdir(project);
    const build = 'sh build.sh';
    await writeFile(join(project, 'plugin.build.yaml'), `command: ${build}\noutput: dist/hello\n`);
    const script = 'mkdir -p dist && cp -r ../made/plugins/hello dist/\n';
    await writeFile(join(project, 'build.sh'), script);
    await using dev = new Dev(sandbox, 'project');
    expect(await dev.next('building')).to.include({ command: build });
    await dev.next('started');
    await dev.next('watching');
    await writeFile(join(project, 'build.sh'), 'echo no semicolon; exit 7\n');
    const failed = await dev.next('build-failed');
    expect(failed)
      .to.have.nested.property('error.message')
      .that.matches(/exited with code 7:\nno semicolon/u);
    await dev.next('watching');
    await writeFile(join(project, 'build.sh'), 'rm -r dist\n');
    const { error } = await dev.next('start-failed');
    expect(error).to.include({ code: 'USER.VALIDATION.PROJECT_INVALID' });
    await dev.interrupt();

    await writeFile(join(project, 'build.sh'), script);
    await sandbox.awf('plugin', 'pack', 'project');
    await mkdir(join(sandbox.directory, '.awf/plugins'), { recursive: true });
    await symlink(join(project, 'dist/hello'), join(sandbox.directory, '.awf/plugins/hello'));
    await using named = new Dev(sandbox, 'hello');
    expect(await named.next('building')).to.include({ command: build });
    expect(await named.next('started')).to.include({ name: 'hello' });
  });

  it('opens the debugger of a plugin in Node, and runs a workflow after each start', async () => {
    const project = join(await writePlugins(sandbox.directory, greeter('one')), 'hello');
    const workflow = join(sandbox.directory, 'try.yaml');
    const states =
      'states: { initial: a, a: { type: operation, operation: hello.greet, inputs: { who: me }, on_success: b }, b: { type: terminal } }';
    await writeFile(workflow, `name: try\nversion: 1.0.0\n${states}\n`);
    await using dev = new Dev(sandbox, project, '--inspect=127.0.0.1:0', '--run', workflow);
    expect((await dev.next('debugger')).url).to.match(/^ws:\/\/127\.0\.0\.1:\d+\//u);
    expect(await dev.next('run')).to.include({ status: 'completed', workflow: 'try' });
    await writeFile(workflow, 'name: try\n');
    const program = join(project, 'program.mjs');
    await writeFile(program, await readFile(program, 'utf8'));
    expect(await dev.next('run-failed'))
      .to.have.nested.property('error.code')
      .that.matches(/^WORKFLOW\./u);
  });

  it('refuses a debugger for a script that is not for Node', async () => {
    const plugins = await sandbox.plugin('hello', { script: '#!/bin/sh\nexec python3 main.py\n' });
    await using dev = new Dev(sandbox, join(plugins, 'hello'), '--inspect');
    const { error } = await dev.next('start-failed');
    expect(error)
      .to.have.property('message')
      .that.matches(/^--inspect: awf-plugin-hello does not run in Node/u);
  });

  it('refuses what is not a project, a plugin that is not there, one of its own, and a wrong address', async () => {
    for (const [args, exitCode, text] of [
      [
        ['.'],
        1,
        /error USER\.VALIDATION\.PROJECT_INVALID\n.*neither plugin\.build\.yaml nor plugin\.yaml\n.*awf plugin init/u,
      ],
      [['./nowhere'], 1, /error USER\.INPUT\.MISSING_FILE/u],
      [['nobody'], 1, /error USER\.INPUT\.PLUGIN_NOT_FOUND/u],
      [['http'], 1, /http: the plugin is a part of AWF/u],
      [['--inspect=x'], 1, /expected \[host:\]port/u],
    ] as const) {
      const run = await sandbox.awf('plugin', 'dev', ...args);
      expect(run.stderr).to.match(text);
      expect(run.exitCode).to.equal(exitCode);
    }
  });
});
