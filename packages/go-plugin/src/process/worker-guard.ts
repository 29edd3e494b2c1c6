import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';
import { thisPlatform } from '../platform.js';

/** What to end and to remove when this thread has gone. */
export interface GuardedPlugin {
  readonly pid: number;
  /** Folders that were made for the plugin. */
  readonly folders: readonly string[];
}

/**
 * In a Worker, has a small process of its own end the plugin when the thread is gone: `worker.terminate()`, and `process.exit()` of the main
 * thread, run nothing more of a Worker, not even `exit` listeners. That process waits for the end of its stdin, which Node closes with the
 * thread. In the main thread, and on systems without a shell, this does nothing.
 * @returns a function that cancels this
 */
export function guardAgainstLostWorker({ pid, folders }: GuardedPlugin): () => void {
  const watcher = isMainThread ? undefined : thisPlatform.watcher(pid, folders);
  if (watcher === undefined) return () => undefined;
  const [program, ...args] = watcher;
  // Detached, so that Ctrl-C in a terminal does not end it before the plugin.
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  child.on('error', () => undefined);
  const { stdin } = child;
  stdin.on('error', () => undefined);
  if (stdin instanceof Socket) stdin.unref();
  return () => void stdin.end('over\n');
}
