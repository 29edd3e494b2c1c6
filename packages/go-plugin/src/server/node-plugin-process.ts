import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { HandshakeConfig } from '../handshake/handshake-config.js';
import { removeSocketFile } from '../net/socket-path.js';
import { thisPlatform } from '../platform.js';
import { makeSocketFolder } from '../process/socket-folder.js';
import { NodeOutput } from './node-output.js';
import type { PluginProcess, SocketFolder } from './plugin-process.js';

let current: NodePluginProcess | undefined;

/**
 * This process. Everything that the plugin side changes for the whole process is here and in {@link NodeOutput}:
 * captured stdout and stderr, signal handlers, and actions at exit. A process has one of each, so there is one object.
 */
export function nodePluginProcess(): PluginProcess & { holdStdout(): void } {
  current ??= new NodePluginProcess();
  return current;
}

/**
 * Holds back everything printed on stdout from now on, if a host of `handshake` has started this process, because the
 * first line must be the handshake. `serve` does this by itself, and later sends the text to the host. Call this
 * function before importing modules that print while they load. If `serve` is never called, the text appears when the
 * process exits.
 */
export function guardStdout(handshake: HandshakeConfig): void {
  if (process.env[handshake.magicCookieKey] === handshake.magicCookieValue) nodePluginProcess().holdStdout();
}

class NodePluginProcess extends NodeOutput implements PluginProcess {
  readonly env = process.env;
  readonly platform = thisPlatform;
  readonly pid = process.pid;
  readonly tempDir = tmpdir();
  readonly #parent = process.ppid;
  readonly #removals = new Set<string>();

  constructor() {
    super();
    process.on('exit', () => {
      for (const path of this.#removals) removeSocketFile(path);
      this.releaseHeldNow();
    });
  }

  onSignal(signal: NodeJS.Signals, handler: () => void): () => void {
    process.on(signal, handler);
    return () => process.off(signal, handler);
  }

  onUncaught(handler: (error: unknown) => void): () => void {
    const listener = (error: unknown): void => {
      if (process.listenerCount('uncaughtException') === 1) handler(error);
    };
    process.on('uncaughtException', listener);
    return () => process.off('uncaughtException', listener);
  }

  parentGone(): boolean {
    return this.platform.parentGone(this.#parent);
  }

  async makeSocketFolder(): Promise<SocketFolder> {
    const path = await makeSocketFolder(true);
    const remove = (): void => {
      process.off('exit', remove);
      removeNow(path);
    };
    process.on('exit', remove);
    return { path, remove };
  }

  removeAtExit(path: string): () => void {
    this.#removals.add(path);
    return () => this.#removals.delete(path);
  }

  exit(code?: number): void {
    process.exit(code);
  }
}

/** Never throws: a process must exit also on a file system that has become read-only. */
function removeNow(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // A host that starts later removes it.
  }
}
