import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { OpenPipe } from './pipe.js';
import { PipePool } from './pipe-pool.js';

/** A child process and what it writes. Read these streams, not those of `process`: with real pipes, it has none. */
export interface PipedChild {
  readonly process: ChildProcess;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** How to start it: `spawn`'s options, without `stdio`. */
export interface PipedSpawnOptions extends Omit<SpawnOptions, 'stdio'> {
  readonly stdin: 'ignore' | 'inherit';
}

// One for the process: what it holds is idle descriptors, and every user of it benefits from those of the others.
const pool = new PipePool();

/**
 * Starts a child process whose stdout and stderr are pipes. Node's own `'pipe'` is a pair of sockets, and Linux refuses to open a socket
 * by path: `echo x > /dev/stderr` in a shell script fails with "No such device or address". Where no pipe can be made,
 * the child gets Node's sockets.
 * @throws what `spawn` throws, and `EMFILE` and `ENFILE` without a free descriptor; as with `spawn`, other failures are `error` events of the process
 */
export async function spawnPiped(
  file: string,
  args: readonly string[],
  { stdin, ...options }: PipedSpawnOptions,
): Promise<PipedChild> {
  const pipes = await pool.open();
  if (pipes === undefined) {
    const child: ChildProcess = spawn(file, args, { ...options, stdio: [stdin, 'pipe', 'pipe'] });
    // Without a free descriptor, spawn reports an error by an event and leaves the streams out.
    return { process: child, stdout: child.stdout ?? Readable.from([]), stderr: child.stderr ?? Readable.from([]) };
  }
  const [stdout, stderr] = pipes;
  let child: ChildProcess | undefined;
  try {
    child = spawn(file, args, { ...options, stdio: [stdin, stdout.writeFd, stderr.writeFd] });
    return { process: child, stdout: stdout.reader, stderr: stderr.reader };
  } finally {
    for (const pipe of pipes) release(pipe, child?.pid !== undefined);
  }
}

/** The child has its own descriptor of the writing end. Nobody will write where no child was started. */
function release({ writeFd, reader }: OpenPipe, started: boolean): void {
  closeSync(writeFd);
  if (!started) reader.destroy();
}
