import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { traces, type Order } from './order.js';

/** Whether the place that the fault has struck goes on with its work. */
export type Aftermath = 'goes on' | 'stops';

/** What a fault acts on beside the process. Where there is nothing yet, it does nothing. */
export interface Surroundings {
  close(): void;
  halfClose(): void;
  garbage(bytes: Buffer): void;
  slowDown(): void;
  /** Sends frames of HTTP/2 that no peer may send. */
  attack(variant: number): void;
  /** Offers that many brokered connections. */
  announceIds(count: number): Promise<void>;
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** One life of a victim: knows whether the fault strikes in it, and strikes once. */
export class Striker {
  readonly #order: Order | undefined;
  readonly #life: number;
  #struck = false;

  /** @param order undefined for a plugin that nothing strikes */
  constructor(order: Order | undefined) {
    this.#order = order;
    this.#life = order === undefined ? 0 : beginLife(order.dir);
  }

  /** Whether this life's fault is yet to come, and comes at this point. */
  due(point: Order['point']): boolean {
    return !this.#struck && this.#order?.point === point && this.#life <= this.#order.lives;
  }

  /** Tells that the fault strikes now. */
  mark(): void {
    this.#struck = true;
    if (this.#order !== undefined) writeFileSync(join(this.#order.dir, `${traces.struck}${this.#life}`), '');
  }

  /** Strikes if the fault is due. Much of this blocks the process on purpose. */
  reach(point: Order['point'], surroundings: Surroundings): Aftermath {
    if (this.#order === undefined || !this.due(point)) return 'goes on';
    this.mark();
    return strike(this.#order, surroundings);
  }
}

function strike({ fault, size, variant, dir }: Order, surroundings: Surroundings): Aftermath {
  switch (fault) {
    case 'SIGKILL':
    case 'SIGSEGV':
    case 'SIGSTOP':
      process.kill(process.pid, fault);
      return 'stops';
    case 'exit 0':
      return process.exit(0);
    case 'exit 3':
      return process.exit(3);
    case 'out of memory':
      return exhaustMemory();
    case 'uncaught exception':
      setImmediate(() => {
        throw new Error('uncaught, on request');
      });
      return 'stops';
    case 'endless loop':
      // It is as endless at the lowest priority, and leaves the processor to the other lanes.
      setPriority(constants.priority.PRIORITY_LOW);
      for (;;);
    case 'closed socket':
      surroundings.close();
      return 'goes on';
    case 'half-closed socket':
      surroundings.halfClose();
      return 'goes on';
    case 'TLS garbage':
      surroundings.garbage(randomBytes(512));
      return 'goes on';
    case 'HTTP/2 attack':
      surroundings.attack(variant);
      return 'goes on';
    case 'slow peer':
      surroundings.slowDown();
      return 'goes on';
    case 'stdout without newline':
      writeMuch(1, Buffer.alloc(2 ** 20, 'x'), size);
      return 'goes on';
    case 'log lines':
      writeLines(size);
      return 'goes on';
    case 'broker ids':
      void surroundings.announceIds(size);
      return 'goes on';
    case 'wait':
      while (!existsSync(join(dir, traces.go))) Atomics.wait(pause, 0, 0, 2);
      return 'goes on';
    default:
      // The others are answers, or happen to the host.
      return 'goes on';
  }
}

/** @returns which life of this plugin this is, from 1 on */
function beginLife(dir: string): number {
  for (let life = 1; ; life++) {
    try {
      mkdirSync(join(dir, `${traces.life}${life}`));
      return life;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return life;
    }
  }
}

/** In large blocks, because V8 collects garbage for long before it gives up on small ones. */
function exhaustMemory(): never {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array<number>(1_000_000).fill(kept.length + 0.5));
}

function writeLines(count: number): void {
  const line =
    '{"@level":"info","@message":"one of many","@module":"victim","@timestamp":"2026-01-01T00:00:00.000000Z"}\n';
  const perBlock = 5_000;
  writeMuch(2, Buffer.from(line.repeat(perBlock)), Math.ceil(count / perBlock));
}

/** The pipe may not block, so what does not fit is tried again. Ends when nobody reads any more. */
function writeMuch(fd: number, block: Buffer, times: number): void {
  for (let time = 0; time < times; time++)
    for (let sent = 0; sent < block.length;)
      try {
        sent += writeSync(fd, block, sent);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
        Atomics.wait(pause, 0, 0, 1);
      }
}
