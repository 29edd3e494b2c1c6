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

/** A host process, in which one injection happens after the other. A host that ends is replaced. */
export class Lane {
  #process: ChildProcess | undefined;
  #starts = 0;

  constructor(
    private readonly stage: Stage,
    private readonly number: number,
    readonly kind: LaneKind,
  ) {}

  /** Has a fault happen. Never rejects for what the host does. */
  async inject(injection: Injection): Promise<Verdict> {
    const host = (this.#process ??= await this.#start());
    using over = abortedAtEnd();
    const { signal } = over;
    const ended = once(host, 'exit', { signal }).then(([code, by]) => `the host ended: ${String(by ?? code)}`);
    const late = wait(hangsMs, 'the host hangs', { signal });
    const answer = once(host, 'message', { signal }).then(([message]) => message as Observation);
    for (const event of [ended, late, answer]) event.catch(() => undefined);
    host.send(injection);
    const seen = await Promise.race([answer, ended, late]);
    if (typeof seen !== 'string') return { survived: true, observation: seen };
    host.kill('SIGKILL');
    this.#process = undefined;
    return { survived: false, how: seen };
  }

  /** Ends the host. */
  async close(): Promise<void> {
    if (this.#process === undefined) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  async #start(): Promise<ChildProcess> {
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
    const host = spawn(command, args, {
      env: { ...process.env, TMPDIR: temp },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [first] = (await Promise.race([once(host, 'message'), once(host, 'exit')])) as [unknown];
    if (first !== 'ready') throw new Error(`a ${this.kind} host did not start`);
    return host;
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
