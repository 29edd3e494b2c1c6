import { setMaxListeners } from 'node:events';
import { settlesWithin } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { AttachedRunner, ProcessExit } from '../process/runner.js';

/** How a plugin ended. Both values are null when nothing is known of its end, or when there never was a process. */
export interface PluginExit extends ProcessExit {
  /** The last lines that it wrote to stderr, at most ten and 2 KiB, without those of go-plugin itself. */
  readonly stderrTail: string;
}

/** A plugin that this host has started or attached to, and the watch for its exit. */
export class WatchedPlugin {
  /** Resolves when the process has exited and its last output has been read. Never rejects. */
  readonly ended: Promise<PluginExit>;
  readonly #end = new AbortController();

  /**
   * @param path the program, or the address of an attached plugin. For errors
   * @param lastWords reads the rest of the output after the exit, and returns the last lines on stderr
   */
  constructor(
    readonly runner: AttachedRunner,
    readonly path: string,
    lastWords: () => Promise<string> = () => Promise.resolve(''),
  ) {
    // Every brokered connection adds a listener, and Node warns of a leak from the eleventh on.
    setMaxListeners(0, this.signal);
    this.ended = this.#watch(lastWords);
  }

  /** Aborted when the plugin has exited. The reason is a GoPluginError `PLUGIN_EXITED`. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /**
   * Whether the plugin's process exits within `timeoutMs`. If so, its last output has been read, and {@link signal} is
   * aborted. A refused connection, a broken call or a closed stdout may be noticed before the exit that caused it, and
   * the exit says more. The limit applies only to the exit, not to reading the rest of the pipes.
   * @param signal the caller's. Once it is aborted, the wait ends
   */
  async endsWithin(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    if (!(await settlesWithin(this.runner.exited, timeoutMs, signal))) return false;
    await this.ended;
    return true;
  }

  async #watch(lastWords: () => Promise<string>): Promise<PluginExit> {
    const { exitCode, exitSignal } = await this.runner.exited;
    const exit = { exitCode, exitSignal, stderrTail: await lastWords() };
    this.#end.abort(new GoPluginError('PLUGIN_EXITED', { path: this.path, ...exit }));
    return exit;
  }
}
