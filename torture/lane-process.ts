import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../packages/go-plugin/test/support/fixtures.js';
import type { Injection, Observation } from './injection.js';
import type { Stage } from './stage.js';

/** `cramped`: a small disk and few descriptors, so that both can be used up. */
export type LaneKind = 'roomy' | 'cramped';

/** How an injection ended: with an observation, or with the end of the host. */
export type Verdict =
  { readonly survived: true; readonly observation: Observation } | { readonly survived: false; readonly how: string };

const descriptors = 400;
/** A host that has not answered for so long hangs. */
const hangsMs = 900_000;
const mount = `mount -t tmpfs -o size=8m,nr_inodes=300 tmpfs "$TMPDIR" && ulimit -n ${descriptors} && `;

/** A host process that has been started. */
interface HostProcess {
  readonly child: ChildProcess;
  /** How it ended. Waited for from the start, because it can end between two injections. */
  readonly ended: Promise<string>;
}

/** A host process, in which one injection happens after the other. A host that ends is replaced. */
export class Lane {
  #host: HostProcess | undefined;
  #starts = 0;

  constructor(
    private readonly stage: Stage,
    private readonly number: number,
    readonly kind: LaneKind,
  ) {}

  /** Has a fault happen. Never rejects for what the host does. */
  async inject(injection: Injection): Promise<Verdict> {
    const { child, ended } = (this.#host ??= await this.#start());
    using over = abortedAtEnd();
    const { signal } = over;
    const late = wait(hangsMs, 'the host hangs', { signal });
    const answer = once(child, 'message', { signal }).then(([message]) => message as Observation);
    for (const event of [late, answer]) event.catch(() => undefined);
    // A host that cannot take it has ended, and `ended` says how.
    child.send(injection, () => undefined);
    const seen = await Promise.race([answer, ended, late]);
    if (typeof seen !== 'string') return { survived: true, observation: seen };
    child.kill('SIGKILL');
    this.#host = undefined;
    return { survived: false, how: seen };
  }

  /** Ends the host. */
  async close(): Promise<void> {
    if (this.#host === undefined) return;
    const { child, ended } = this.#host;
    if (child.connected) child.disconnect();
    await ended;
  }

  async #start(): Promise<HostProcess> {
    const directory = join(this.stage.directory, `${this.number}-${++this.#starts}`);
    const temp = join(directory, 't');
    await mkdir(temp, { recursive: true });
    const program = [
      process.execPath,
      join(projectRoot, 'build/torture/lane/main.js'),
      this.stage.pluginsDir,
      directory,
    ];
    const script = `ulimit -c 0 && ${this.kind === 'cramped' ? mount : ''}exec "$0" "$@"`;
    const [command = '', ...args] = [...namespaceOf(this.kind), 'sh', '-c', script, ...program];
    const child = spawn(command, args, {
      env: { ...process.env, TMPDIR: temp },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(([code, by]) => `the host ended: ${String(by ?? code)}`);
    const first = await Promise.race([once(child, 'message').then(([message]) => message as string), ended]);
    if (first !== 'ready') throw new Error(`a ${this.kind} host did not start: ${first}`);
    return { child, ended };
  }
}

/** A disk of one's own takes a mount namespace, which a user who is not root gets together with a user namespace. */
function namespaceOf(kind: LaneKind): readonly string[] {
  if (kind === 'roomy') return [];
  return ['unshare', process.getuid?.() === 0 ? '-m' : '-Urm'];
}

/** A signal for what is of no use any more at the end of a block. */
function abortedAtEnd(): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  return { signal: controller.signal, [Symbol.dispose]: () => controller.abort() };
}
