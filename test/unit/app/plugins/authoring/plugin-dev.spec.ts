import { expect } from 'chai';
import {
  PluginDev,
  quietMs,
  type DevHost,
  type DevReport,
} from '../../../../../src/app/plugins/authoring/plugin-dev.js';
import { AwfError } from '../../../../../src/domain/errors/awf-error.js';
import type { PluginInfo } from '../../../../../src/domain/plugin/plugin-info.js';
import type { PluginProject } from '../../../../../src/domain/plugin/plugin-project.js';
import { InMemoryFolderWatcher } from '../../../../../src/infrastructure/in_memory/in-memory-folder-watcher.js';

const built: PluginProject = { directory: '/project', build: { command: 'make', output: '/project/dist/hello' } };
const asItIs: PluginProject = { directory: '/project' };

const pluginAt = (locator: string): PluginInfo => ({
  manifest: {
    name: 'hello',
    version: '1.0.0',
    awfVersion: '',
    capabilities: [],
    events: { subscribe: [], emit: [] },
    description: '',
    config: {},
  },
  type: 'external',
  status: 'discovered',
  locator,
});

/** Something that a test waits for. */
interface Expected {
  readonly type: DevReport['type'];
  readonly resolve: (report: DevReport) => void;
}

/** A development whose time, changes, builds and plugins a test decides. */
class Development {
  readonly reports: DevReport[] = [];
  readonly watcher = new InMemoryFolderWatcher(['/project']);
  readonly abort = new AbortController();
  readonly ended: Promise<void>;
  project: PluginProject;
  /** How builds end. */
  build: (signal: AbortSignal | undefined) => Promise<string> = () => Promise.resolve('');
  /** How the plugin starts. */
  init: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();
  found: readonly PluginInfo[] | AwfError;
  use: ((host: DevHost) => Promise<void>) | undefined;
  hosts = 0;
  crash: (error: AwfError) => void = () => undefined;
  #timer: (() => void) | undefined;
  #expected: Expected | undefined;
  #seen = 0;

  constructor(project: PluginProject, set: (development: Development) => void = () => undefined) {
    this.project = project;
    this.found = [pluginAt('/elsewhere'), pluginAt(project.build?.output ?? project.directory)];
    set(this);
    this.ended = this.#dev().run(this.abort.signal);
    this.ended.catch(() => undefined);
  }

  #dev(): PluginDev<DevHost> {
    let now = 0;
    return new PluginDev({
      project: () => Promise.resolve(this.project),
      builder: { build: (_, options) => this.build(options?.signal) },
      watcher: this.watcher,
      openHost: (_, ended) => Promise.resolve(this.#open(ended)),
      after: (milliseconds, action) => {
        expect(milliseconds).to.equal(quietMs);
        this.#timer = action;
        if (this.quiet) queueMicrotask(() => this.pass());
        return () => (this.#timer = undefined);
      },
      now: () => (now += 1),
      report: (report) => this.#note(report),
      use: (host) => this.use?.(host) ?? Promise.resolve(),
    });
  }

  /** Whether time passes by itself. */
  quiet = true;

  /** Lets time pass. */
  pass(): void {
    const timer = this.#timer;
    this.#timer = undefined;
    timer?.();
  }

  #open(ended: (error: AwfError) => void): DevHost {
    this.hosts += 1;
    this.crash = ended;
    const discover = (): Promise<readonly PluginInfo[]> =>
      AwfError.is(this.found) ? Promise.reject(this.found) : Promise.resolve(this.found);
    const init: DevHost['plugins']['init'] = (_name, _config, { signal = this.abort.signal } = {}) => this.init(signal);
    const plugins = { discover, init, get: () => undefined };
    return { plugins, close: () => Promise.resolve(void (this.hosts -= 1)) };
  }

  #note(report: DevReport): void {
    this.reports.push(report);
    this.#settle();
  }

  #settle(): void {
    const { type, resolve } = this.#expected ?? {};
    const at = this.reports.findIndex((report, index) => index >= this.#seen && report.type === type);
    if (at < 0 || resolve === undefined) return;
    this.#expected = undefined;
    this.#seen = at + 1;
    resolve(this.reports[at] as DevReport);
  }

  /** The next report of a kind, after the one that was waited for last. */
  next<T extends DevReport['type']>(type: T): Promise<Extract<DevReport, { readonly type: T }>> {
    return new Promise((resolve) => {
      this.#expected = { type, resolve: resolve as Expected['resolve'] };
      this.#settle();
    });
  }

  change(path: string): void {
    this.watcher.change('/project', path);
  }

  /** Ends it, as Ctrl-C does. Nothing may be left. */
  async end(): Promise<void> {
    this.abort.abort(new Error('Ctrl-C'));
    await this.ended;
    expect([this.hosts, this.watcher.open]).to.deep.equal([0, 0]);
  }
}

const typesOf = ({ reports }: Development): readonly string[] => reports.map(({ type }) => type);
const broken = new AwfError('EXECUTION.PLUGIN.DISABLED', { plugin: 'hello' });

describe('Developing a plugin', () => {
  it('builds it, starts the one in its folder, and waits for changes', async () => {
    const development = new Development(built);
    const { plugin } = await development.next('started');
    expect(plugin.locator).to.equal('/project/dist/hello');
    await development.next('watching');
    expect(typesOf(development)).to.deep.equal(['building', 'built', 'starting', 'started', 'watching']);
    await development.end();
  });

  it('builds and starts it again after a change, with one host at a time', async () => {
    const development = new Development(built);
    await development.next('watching');
    development.change('src/a.ts');
    expect(await development.next('building')).to.deep.include({ because: ['src/a.ts'], command: 'make' });
    await development.next('started');
    expect(development.hosts).to.equal(1);
    await development.next('watching');
    await development.end();
  });

  it('waits until the changes are over', async () => {
    const development = new Development(built);
    await development.next('watching');
    development.quiet = false;
    for (const path of ['a.ts', 'b.ts']) development.change(path);
    expect(typesOf(development).at(-1)).to.equal('watching');
    development.pass();
    expect(await development.next('building')).to.deep.include({ because: ['a.ts', 'b.ts'] });
    await development.end();
  });

  it('does not look at what the build makes', async () => {
    const development = new Development(built);
    await development.next('watching');
    development.quiet = false;
    for (const path of ['dist/hello/plugin.yaml', 'node_modules/x/index.js', '.git/index']) development.change(path);
    development.pass();
    expect(typesOf(development).at(-1)).to.equal('watching');
    await development.end();
  });

  it('only starts a folder that is a plugin as it is', async () => {
    const development = new Development(asItIs);
    expect(await development.next('starting')).to.deep.include({ because: [] });
    await development.next('watching');
    development.change('plugin.yaml');
    expect(await development.next('starting')).to.deep.include({ because: ['plugin.yaml'] });
    await development.next('watching');
    expect(typesOf(development)).not.to.include('building');
    await development.end();
  });

  it('lets the plugin run when a build fails, and shows why', async () => {
    const development = new Development(built);
    await development.next('watching');
    development.build = () => Promise.reject(broken);
    development.change('a.ts');
    expect(await development.next('build-failed')).to.deep.include({ error: broken });
    await development.next('watching');
    expect(development.hosts).to.equal(1);
    await development.end();
  });

  it('shows why a start failed, and starts again after the next change', async () => {
    const development = new Development(built, (it) => (it.init = () => Promise.reject(broken)));
    expect(await development.next('start-failed')).to.deep.include({ error: broken });
    await development.next('watching');
    expect(development.hosts).to.equal(0);
    development.init = () => Promise.resolve();
    development.change('a.ts');
    await development.next('started');
    await development.end();
  });

  it('shows what is wrong with the manifest', async () => {
    const development = new Development(
      built,
      (it) => (it.found = [{ ...pluginAt('/project/dist/hello'), error: broken }]),
    );
    expect(await development.next('start-failed')).to.deep.include({ error: broken });
    await development.end();
  });

  for (const [what, found] of [
    ['no folder', new AwfError('USER.INPUT.MISSING_FILE', { path: '/project/dist/hello/plugin.yaml' })],
    [
      'no program',
      new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: 'hello', path: '/project/dist/hello/x' }),
    ],
    ['no plugin', []],
  ] as const)
    it(`blames plugin.build.yaml for a build that makes ${what}`, async () => {
      const development = new Development(built, (it) => (it.found = found));
      const { error } = await development.next('start-failed');
      expect(AwfError.is(error, 'USER.VALIDATION.PROJECT_INVALID'), error.message).to.equal(true);
      expect(error.message).to.match(
        /^\/project\/plugin\.build\.yaml: .*output: the command .* has not made dist\/hello/u,
      );
      await development.end();
    });

  it('does not blame it for another file that is missing, or where nothing is built', async () => {
    const elsewhere = new AwfError('USER.INPUT.MISSING_FILE', { path: '/etc/secret' });
    const first = new Development(built, (it) => (it.found = elsewhere));
    expect(await first.next('start-failed')).to.deep.include({ error: elsewhere });
    await first.end();
    const program = new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: 'hello', path: '/project/x' });
    const second = new Development(asItIs, (it) => (it.found = program));
    expect(await second.next('start-failed')).to.deep.include({ error: program });
    await second.end();
  });

  it('reports what is no error of ours as a defect', async () => {
    const development = new Development(built, (it) => (it.build = () => Promise.reject(new TypeError('oops'))));
    expect((await development.next('build-failed')).error).to.include({ code: 'SYSTEM.INTERNAL.UNMAPPED' });
    await development.end();
  });

  it('reports that the plugin has ended by itself, but not that a former one has', async () => {
    const development = new Development(built);
    await development.next('watching');
    const { crash } = development;
    crash(broken);
    expect(await development.next('ended')).to.deep.include({ error: broken });
    development.change('a.ts');
    await development.next('started');
    crash(broken);
    expect(typesOf(development).filter((type) => type === 'ended')).to.have.length(1);
    await development.next('watching');
    await development.end();
  });

  it('says which changes it takes for those of the build', async () => {
    const development = new Development(built, (it) => {
      it.build = () => {
        it.change('src/version.ts');
        return Promise.resolve('');
      };
    });
    expect(await development.next('changes-ignored')).to.deep.include({ paths: ['src/version.ts'] });
    expect(typesOf(development).filter((type) => type === 'building')).to.have.length(3);
    await development.end();
  });

  it('says that it may miss changes', async () => {
    const development = new Development(built);
    await development.next('watching');
    development.watcher.fail(new Error('too many files'));
    expect((await development.next('watch-failed')).error.message).to.equal('too many files');
    await development.end();
  });

  it('does not wait for the use of a plugin before it builds the next change', async () => {
    const development = new Development(built);
    const done: (() => void)[] = [];
    development.use = () => new Promise((resolve) => done.push(resolve));
    await development.next('watching');
    development.change('a.ts');
    await development.next('built');
    for (const end of done) end();
    await development.next('started');
    for (const end of done) end();
    await development.end();
  });

  it('ends a build that is under way', async () => {
    const development = new Development(built, (it) => {
      it.build = (signal) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    });
    await development.next('building');
    await development.end();
    expect(typesOf(development)).to.deep.equal(['building']);
  });

  it('ends a start that is under way', async () => {
    const begun: (() => void)[] = [];
    const start = new Promise<void>((resolve) => begun.push(resolve));
    const development = new Development(built, (it) => {
      it.init = (signal) => {
        for (const resolve of begun) resolve();
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      };
    });
    await start;
    await development.end();
    expect(typesOf(development).at(-1)).to.equal('starting');
  });

  it('begins with nothing where the project cannot be watched', async () => {
    const development = new Development({ ...built, directory: '/nowhere' });
    const error = await development.ended.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(AwfError.is(error, 'USER.INPUT.MISSING_FILE')).to.equal(true);
    expect(development.reports).to.deep.equal([]);
  });
});
