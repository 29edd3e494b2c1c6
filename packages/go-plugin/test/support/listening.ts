import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Target } from './intruders.js';

/** Whether {@link listeningSockets} works here. */
export const canSeeListeners = process.platform === 'linux';

/** The addresses on which a process listens, as every user of the machine can see them. Linux only. */
export function listeningSockets(pid: number): readonly Target[] {
  const inodes = new Set(socketInodes(pid));
  return [...unixListeners(inodes), ...tcpListeners(inodes)];
}

function socketInodes(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      const match = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`));
      return match?.[1] === undefined ? [] : [match[1]];
    } catch {
      return [];
    }
  });
}

const columns = (file: string): readonly (readonly string[])[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/));

/** Flag 0x10000 is SO_ACCEPTCON. */
function unixListeners(inodes: ReadonlySet<string>): readonly Target[] {
  return columns('/proc/net/unix')
    .filter(([, , , flags, , , inode]) => inodes.has(inode ?? '') && flags === '00010000')
    .map(([, , , , , , , path]) => ({ network: 'unix', address: path ?? '' }));
}

/** State 0A is LISTEN. The port is hexadecimal. */
function tcpListeners(inodes: ReadonlySet<string>): readonly Target[] {
  return columns('/proc/net/tcp')
    .filter((row) => row[3] === '0A' && inodes.has(row[9] ?? ''))
    .map((row) => ({ network: 'tcp', address: `127.0.0.1:${parseInt(row[1]?.split(':')[1] ?? '', 16)}` }));
}
