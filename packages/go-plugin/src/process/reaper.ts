import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { thisPlatform, type Platform } from '../platform.js';
import { reaperScript } from './reaper-script.js';

/** What the reaper knows of one plugin. */
export interface ReapedPlugin {
  /** The plugin's process has started. */
  started(pid: number): void;
  /**
   * The plugin has ended.
   * @param orderly whether it exited in good order. Then, as in go-plugin, what it started runs on, here until this process ends. Otherwise,
   * the reaper kills the rest now.
   */
  ended(orderly: boolean): void;
  /** The plugin is to live on after this process. */
  forget(): void;
}

/** Errors of a system that could start a process later. */
const usedUp: readonly (string | undefined)[] = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM'];

/** How often a reaper that somebody killed is started again. */
const mostRestarts = 3;

/**
 * A small process that outlives this one. When this process has gone, even by SIGKILL, it ends all plugins and everything that they started, and
 * removes their folders: SIGTERM first, SIGKILL after 0.3 s. It notices the end of this process by the end of a socket, which the kernel closes;
 * in a Worker, Node closes it with the thread.
 *
 * There is one for all plugins of a thread, from its first plugin on. Orders are written before and after each start, and the kernel keeps them,
 * so nobody waits for the reaper.
 */
export class Reaper {
  readonly #platform: Pick<Platform, 'shell' | 'processTable'>;
  readonly #orders = new Map<number, readonly string[]>();
  #link: Socket | undefined;
  #lastId = 0;
  #restarts = 0;
  #unavailable: boolean;

  constructor(platform: Pick<Platform, 'shell' | 'processTable'> = thisPlatform) {
    this.#platform = platform;

    this.#unavailable = platform.shell === undefined;
  }

  /**
   * Begins to watch a plugin that is about to be started.
   * @param folders are removed with the plugin. The first one is its PLUGIN_UNIX_SOCKET_DIR, by which the reaper recognises its processes
   */
  watch(folders: readonly string[]): ReapedPlugin {
    const id = ++this.#lastId;
    const end = (verb: string): void => {
      if (this.#orders.delete(id)) this.#write([`${verb} ${id}`]);
    };
    this.#orders.set(id, []);
    for (const folder of folders) this.#order(id, `folder ${id} ${folder}`);
    return {
      started: (pid) => this.#order(id, `plugin ${id} ${pid}`),
      ended: (orderly) => end(orderly ? 'gone' : 'kill'),
      forget: () => end('forget'),
    };
  }

  #order(id: number, line: string): void {
    this.#orders.set(id, [...(this.#orders.get(id) ?? []), line]);
    if (this.#link === undefined) this.#start();
    else this.#write([line]);
  }

  #write(lines: readonly string[]): void {
    this.#link?.write(lines.map((line) => `${line}\n`).join(''));
  }

  #start(): void {
    const { shell, processTable } = this.#platform;
    if (this.#unavailable || shell === undefined) return;
    const child = spawn(shell, ['-c', reaperScript, 'go-plugin-reaper', String(process.pid), processTable], {
      // Its own session, so that Ctrl-C in a terminal does not reach it.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      // Without PLUGIN_UNIX_SOCKET_DIR: if this process is a plugin, its host's reaper must not take this one for a part of it.
      env: {},
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      // What is used up now may be there for the next plugin.
      if (!usedUp.includes(error.code)) this.#unavailable = true;
    });
    // The shell leaves a copy of itself in the background and exits.
    child.unref();
    // Without a descriptor, Node makes no streams, whatever its types say.
    const link = (child.stdio as ChildProcess['stdio'] | undefined)?.[3];
    if (!(link instanceof Socket)) return;
    link.unref();
    link.on('error', () => undefined);
    link.once('close', () => {
      this.#link = undefined;
      if (this.#orders.size === 0 || this.#restarts === mostRestarts) return;
      this.#restarts++;
      this.#start();
    });
    this.#link = link;
    this.#write([...this.#orders.values()].flat());
  }
}
