import { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultName } from '../faults.js';

/** Ends a fault. */
type Release = () => void;

/** Has a fault happen to this process, until it is released. */
export function strikeHost(fault: FaultName, variant: number): Release {
  switch (fault) {
    case 'clock jump':
      return jumpClock(variant);
    case 'full disk':
      return fillDisk(tmpdir());
    case 'EMFILE':
      return takeDescriptors();
    case 'ENOMEM':
    case 'EAGAIN':
      return refuseProcesses(-constants.errno[fault]);
    default:
      throw new Error(`${fault} does not happen to a host`);
  }
}

const hourMs = 3_600_000;
const jumps = [hourMs, -hourMs, 3_650 * 24 * hourMs, -3_650 * 24 * hourMs];

/** A seam, because only the whole system has a wall clock. The clock of timers never jumps. */
function jumpClock(variant: number): Release {
  const RealDate = Date;
  const offsetMs = jumps[variant % jumps.length] ?? 0;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, asked) =>
      Reflect.construct(target, given.length === 0 ? [RealDate.now() + offsetMs] : given, asked) as Date,
    get: (target, property) => {
      if (property === 'now') return () => RealDate.now() + offsetMs;
      return Reflect.get(target, property) as unknown;
    },
  });
  return () => (globalThis.Date = RealDate);
}

/** Only on a file system of its own. main.ts gives a small one to the lane that this happens in. */
function fillDisk(folder: string): Release {
  const filler = join(folder, 'filler');
  mkdirSync(filler);
  until('ENOSPC', (time) => writeFileSync(join(filler, `${time}`), Buffer.alloc(2 ** 16)));
  until('ENOSPC', (time) => mkdirSync(join(filler, `folder-${time}`)));
  return () => rmSync(filler, { recursive: true });
}

function takeDescriptors(): Release {
  const taken: number[] = [];
  until('EMFILE', () => taken.push(openSync('/dev/null', 'r')));
  return () => {
    for (const fd of taken) closeSync(fd);
  };
}

function until(code: string, repeat: (time: number) => void): void {
  for (let time = 0; ; time++)
    try {
      repeat(time);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === code) return;
      throw error;
    }
}

/**
 * A seam: for root, Linux always makes a process as long as the machine itself has room. This is the place where libuv reports what fork
 * said. It has opened the streams by then, as it does for a program that does not exist.
 */
function refuseProcesses(errno: number): Release {
  const { _handle: handle } = Reflect.construct(ChildProcess, []) as unknown as { readonly _handle: object };
  const prototype = Object.getPrototypeOf(handle) as { spawn: (options: object) => number };
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    Reflect.apply(spawn, this, [{ ...options, file: '/nowhere/program' }]);
    return errno;
  };
  return () => (prototype.spawn = spawn);
}
