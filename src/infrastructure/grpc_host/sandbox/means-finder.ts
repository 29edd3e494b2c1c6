import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { PluginSandbox, SandboxDemand } from '../../../domain/plugin/plugin-sandbox.js';
import { launcherOf, shell, type Means, type Tool } from './launcher.js';

/** What of the system decides which limits can be kept. */
export interface SandboxSystem {
  readonly platform: NodeJS.Platform;
  /** The user that this process belongs to. Undefined where there are no numbers for users. */
  readonly uid: number | undefined;
  /** The absolute path of a program. Undefined if it is not installed. */
  readonly locate: (tool: Tool) => Promise<string | undefined>;
  /** Runs a program that does nothing. @returns why it failed, in one line; undefined if it did not */
  readonly attempt: (program: string, args: readonly string[]) => Promise<string | undefined>;
}

/** A demand that cannot be kept. */
export interface Unkept {
  readonly settings: readonly SandboxDemand[];
  readonly reason: string;
  readonly remedy: string;
}

/** Limits that each POSIX system keeps, and those that only Linux keeps. */
const everywhere: readonly SandboxDemand[] = ['cpu_time', 'open_files'];
const processLimits: readonly SandboxDemand[] = [...everywhere, 'memory'];
const isolation: readonly SandboxDemand[] = ['read_only', 'network', 'processes', 'no_new_privileges'];

/** The programs that are tried, with a sandbox that needs all that is asked of them. */
const samples = {
  bwrap: { readOnly: true, network: false },
  unshare: { network: false },
  setpriv: { noNewPrivileges: true },
} satisfies Record<Tool, PluginSandbox>;

/** Where a program is, or why it cannot be used. */
type Trial = { readonly path: string } | { readonly problem: string };

/** Finds out which means this machine has. Each is tried once, when the first plugin needs it. */
export class MeansFinder {
  readonly #system: SandboxSystem;
  readonly #tried = new Map<Tool, Promise<Trial>>();

  constructor(system: SandboxSystem) {
    this.#system = system;
  }

  /** The means to keep all demands. */
  async find(demands: readonly SandboxDemand[]): Promise<Means | Unkept> {
    const wants = (name: SandboxDemand): boolean => demands.includes(name);
    const impossible = this.#impossible(demands);
    if (impossible !== undefined) return impossible;
    if (wants('read_only')) return this.#withBubblewrap(demands.filter((name) => isolation.includes(name)));
    const settings = demands.filter((name) => name === 'network' || name === 'processes');
    const unshare = settings.length > 0 ? await this.#trial('unshare') : undefined;
    if (unshare !== undefined && 'problem' in unshare) return this.#withBubblewrap(settings);
    const means = unshare === undefined ? {} : { unshare: unshare.path };
    if (!wants('no_new_privileges')) return means;
    const setpriv = await this.#trial('setpriv');
    return 'path' in setpriv ? { ...means, setpriv: setpriv.path } : this.#withBubblewrap(['no_new_privileges']);
  }

  #impossible(demands: readonly SandboxDemand[]): Unkept | undefined {
    const { platform, uid } = this.#system;
    const kept = platform === 'linux' ? [...processLimits, ...isolation] : platform === 'win32' ? [] : everywhere;
    const settings = demands.filter((name) => [...processLimits, ...isolation].includes(name) && !kept.includes(name));
    const remedy = `Take ${settings.join(' and ')} out of the sandbox of the plugin, or run awf on Linux.`;
    if (settings.length > 0) return { settings, reason: `${platform} has no means for it`, remedy };
    if (uid !== 0 || !demands.includes('processes')) return undefined;
    return {
      settings: ['processes'],
      reason: 'Linux does not count the processes of root',
      remedy: 'Run awf as another user, or take `processes` out of the sandbox of the plugin.',
    };
  }

  async #withBubblewrap(settings: readonly SandboxDemand[]): Promise<Means | Unkept> {
    const bwrap = await this.#trial('bwrap');
    if ('path' in bwrap) return { bwrap: bwrap.path };
    const remedy =
      'Install bubblewrap (for example: apt-get install bubblewrap), and allow user namespaces; docs/guide/fewer-rights.md says how.';
    return { settings, reason: bwrap.problem, remedy };
  }

  #trial(tool: Tool): Promise<Trial> {
    const tried = this.#tried.get(tool) ?? this.#try(tool);
    this.#tried.set(tool, tried);
    return tried;
  }

  async #try(tool: Tool): Promise<Trial> {
    const path = await this.#system.locate(tool);
    if (path === undefined) return { problem: `there is no program ${tool}` };
    const [program = path, ...args] = launcherOf(samples[tool], { [tool]: path }, undefined) ?? [];
    const problem = await this.#system.attempt(program, [...args, shell, '-c', ':']);
    return problem === undefined ? { path } : { problem: `${tool} does not work here: ${problem}` };
  }
}

/** The usual folders come last, because the PATH of this process may lack them. */
async function locate(tool: Tool): Promise<string | undefined> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  for (const folder of folders.filter(isAbsolute)) {
    const path = join(folder, tool);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}

/** How long a program that does nothing may take. */
const attemptMs = 10_000;

/** The system that this process runs on. */
export const thisSystem: SandboxSystem = {
  platform: process.platform,
  uid: process.getuid?.(),
  locate,
  attempt: (program, args) =>
    new Promise((resolve) => {
      execFile(program, args, { timeout: attemptMs }, (error, _, stderr) => {
        resolve(error === null ? undefined : stderr.trim().split('\n')[0] || error.message);
      });
    }),
};
