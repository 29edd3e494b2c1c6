import { join, relative, resolve, sep } from 'node:path';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { AwfError } from '../../../domain/errors/awf-error.js';
import {
  firstStep,
  nextStep,
  type DevEvent,
  type DevSession,
  type DevStep,
} from '../../../domain/plugin/dev-session.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import { pluginFolderOf, projectFileName, type PluginProject } from '../../../domain/plugin/plugin-project.js';
import { isPluginSource } from '../../../domain/plugin/plugin-source-files.js';
import type { FolderWatcher } from '../../../ports/folder-watcher.js';
import type { PluginManager } from '../../../ports/plugin-manager.js';
import type { PluginBuilder } from './plugin-builder.js';

/** What happens while a plugin is developed, for those who watch. */
export type DevReport =
  | { readonly type: 'building'; readonly command: string; readonly because: readonly string[] }
  | { readonly type: 'built'; readonly durationMs: number }
  | { readonly type: 'build-failed'; readonly error: AwfError }
  /** `because` is empty after a build, which has said it. */
  | { readonly type: 'starting'; readonly because: readonly string[] }
  | { readonly type: 'started'; readonly plugin: PluginInfo; readonly durationMs: number }
  | { readonly type: 'start-failed'; readonly error: AwfError }
  /** It ran, and has ended by itself. */
  | { readonly type: 'ended'; readonly error: AwfError }
  /** All work is done, and the next change is waited for. */
  | { readonly type: 'watching' }
  /** What has changed during the work is not built again, because it seems to be written by the work itself. */
  | { readonly type: 'changes-ignored'; readonly paths: readonly string[] }
  /** Changes may be missed. */
  | { readonly type: 'watch-failed'; readonly error: Error };

/** A host that has the plugin which is developed. */
export interface DevHost {
  readonly plugins: Pick<PluginManager, 'discover' | 'init' | 'get'>;
  /** Ends the plugin, and all that uses it. */
  close(): Promise<void>;
}

/** What developing plugins takes. */
export interface DevPorts<H extends DevHost> {
  /** Read before each build, because it may have changed. */
  readonly project: (signal: AbortSignal) => Promise<PluginProject>;
  readonly builder: Pick<PluginBuilder, 'build'>;
  readonly watcher: FolderWatcher;
  /** @param ended told when the plugin has ended by itself */
  readonly openHost: (folder: string, ended: (error: AwfError) => void) => Promise<H>;
  /** Runs an action later. @returns what cancels that */
  readonly after: (milliseconds: number, action: () => void) => () => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly report: (report: DevReport) => void;
  /** Uses a plugin that has started. It is not waited for before the next change is built. */
  readonly use?: ((host: H) => Promise<void>) | undefined;
}

/** Editors write several files, and some write one of them twice. */
export const quietMs = 100;

/** Builds and starts a plugin, and does so again after each change of a source. {@link nextStep} has the rules. */
export class PluginDev<H extends DevHost> {
  readonly #ports: DevPorts<H>;
  #session: DevSession = firstStep.session;
  #work: Promise<void> = Promise.resolve();
  #cancelTimer: () => void = () => undefined;
  #host: H | undefined;
  /** As it was read last. */
  #project: PluginProject = { directory: '' };
  #because: readonly string[] = [];
  #use: Promise<void> = Promise.resolve();

  constructor(ports: DevPorts<H>) {
    this.#ports = ports;
  }

  /**
   * Works until the signal is aborted. Nothing is left running after that.
   *
   * @throws AwfError what {@link FolderWatcher.watch} and reading the project throw at first; later failures are reported
   */
  async run(signal: AbortSignal): Promise<void> {
    const { watcher, report, project } = this.#ports;
    this.#project = await project(signal);
    const folder = this.#project.directory;
    const counts = (path: string): boolean => isPluginSource(path, outputOf(this.#project));
    const onChange = (path: string): void => this.#happened({ type: 'changed', path }, signal);
    const onFailure = (error: Error): void => report({ type: 'watch-failed', error });
    const watch = await watcher.watch({ folder, counts, onChange, onFailure }, signal);
    const canceled = aborted(signal);
    this.#take(firstStep, signal);
    await canceled;
    this.#cancelTimer();
    await this.#work;
    await this.#close();
    await watch.close();
  }

  #happened(event: DevEvent, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#take(nextStep(this.#session, event), signal);
  }

  #take({ session, action, because = [], ignored }: DevStep, signal: AbortSignal): void {
    const { after, report } = this.#ports;
    this.#session = session;
    if (ignored !== undefined) report({ type: 'changes-ignored', paths: ignored });
    if (session.phase === 'idle') report({ type: 'watching' });
    if (action === 'build') this.#work = this.#build(because, signal);
    if (action === 'start') this.#work = this.#start(signal);
    if (action !== 'await-quiet') return;
    this.#cancelTimer();
    this.#cancelTimer = after(quietMs, () => this.#happened({ type: 'quiet' }, signal));
  }

  async #build(because: readonly string[], signal: AbortSignal): Promise<void> {
    const { builder, now, report, project } = this.#ports;
    const begin = now();
    this.#because = because;
    try {
      this.#project = await project(signal);
      const { build } = this.#project;
      if (build !== undefined) report({ type: 'building', command: build.command, because });
      await builder.build(this.#project, { signal });
      if (build !== undefined) report({ type: 'built', durationMs: now() - begin });
      this.#happened({ type: 'built' }, signal);
    } catch (error) {
      this.#failed('build-failed', error, signal);
    }
  }

  async #start(signal: AbortSignal): Promise<void> {
    const { now, report, use } = this.#ports;
    await this.#close();
    report({ type: 'starting', because: this.#project.build === undefined ? this.#because : [] });
    const begin = now();
    try {
      const host = await this.#open(signal);
      const plugin = await startIn(host, pluginFolderOf(this.#project), signal);
      report({ type: 'started', plugin, durationMs: now() - begin });
      this.#use = use?.(host) ?? this.#use;
      this.#happened({ type: 'started' }, signal);
    } catch (error) {
      await this.#close();
      this.#failed('start-failed', notBuilt(error, this.#project), signal);
    }
  }

  async #open(signal: AbortSignal): Promise<H> {
    const { openHost, report } = this.#ports;
    signal.throwIfAborted();
    const host = await openHost(pluginFolderOf(this.#project), (error) => {
      // The end of a plugin while it starts is reported as the failure of its start.
      if (this.#host === host && this.#session.phase !== 'starting') report({ type: 'ended', error });
    });
    this.#host = host;
    return host;
  }

  async #close(): Promise<void> {
    const host = this.#host;
    this.#host = undefined;
    await host?.close();
    await this.#use;
  }

  #failed(type: 'build-failed' | 'start-failed', error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#ports.report({ type, error: asAwfError(error) });
    this.#happened({ type }, signal);
  }
}

/** The folder that the build makes, as sources are named. Nothing of it is a source. */
function outputOf({ directory, build }: PluginProject): string | undefined {
  return build === undefined ? undefined : relative(directory, build.output).split(sep).join('/');
}

/** Finds the plugin in its folder, and starts it as every run does. */
async function startIn({ plugins }: DevHost, folder: string, signal: AbortSignal): Promise<PluginInfo> {
  const locator = resolve(folder);
  const found = (await plugins.discover({ signal })).find((plugin) => plugin.locator === locator);
  if (found === undefined) throw new AwfError('USER.INPUT.MISSING_FILE', { path: locator });
  if (found.error !== undefined) throw found.error;
  const { name } = found.manifest;
  await plugins.init(name, undefined, { signal });
  return plugins.get(name) ?? found;
}

/** A build that ends well, but does not make what its project says. */
function notBuilt(error: unknown, { directory, build }: PluginProject): unknown {
  const isMissing =
    AwfError.is(error, 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND') || AwfError.is(error, 'USER.INPUT.MISSING_FILE');
  if (build === undefined || !isMissing || !isWithin(error.details.path, build.output)) return error;
  const problem = `the command ended well, but it has not made ${relative(directory, error.details.path)}`;
  const problems = [{ field: 'output', problem }];
  return new AwfError(
    'USER.VALIDATION.PROJECT_INVALID',
    { path: join(directory, projectFileName), problems },
    { cause: error },
  );
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}${sep}`);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
