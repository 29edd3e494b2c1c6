import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Compiled code of a program of 2 MB has about 1 MB. */
const mostBytes = 32 * 1024 * 1024;
const digestBytes = 32;
const headBytes = digestBytes + 4;
/** A few programs, for a few versions of each and of Node. */
const mostFiles = 24;
const suffix = '.v8';

/** Compiled code, and how much had been loaded when it was kept: the more, the more functions are in it. */
export interface KeptCode {
  readonly code: Buffer;
  readonly breadth: number;
}

/**
 * Reads compiled code. A file that somebody else may have written, or that was written by halves, counts as none.
 */
export function readCode(folder: string, name: string): KeptCode | undefined {
  let fd: number;
  try {
    fd = openSync(join(folder, name + suffix), constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch {
    return undefined;
  }
  try {
    const { uid, mode, nlink, size } = fstatSync(fd);
    const isOurs = uid === process.geteuid?.() && (mode & 0o077) === 0 && nlink === 1;
    if (!isOurs || size <= headBytes || size > mostBytes) return undefined;
    const bytes = Buffer.allocUnsafeSlow(size);
    if (readSync(fd, bytes, 0, size, 0) !== size) return undefined;
    const isWhole = digestOf(bytes.subarray(digestBytes)).equals(bytes.subarray(0, digestBytes));
    return isWhole ? { code: bytes.subarray(headBytes), breadth: bytes.readUInt32LE(digestBytes) } : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}

/** Writes compiled code; processes that do so at the same time do not disturb one another. A failure does no harm: the code is compiled again. */
export function writeCode(folder: string, name: string, { code, breadth }: KeptCode): void {
  const path = join(folder, name + suffix);
  const half = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const content = Buffer.concat([Buffer.alloc(4), code]);
  content.writeUInt32LE(breadth);
  try {
    writeFileSync(half, Buffer.concat([digestOf(content), content]), { flag: 'wx', mode: 0o600, flush: true });
    renameSync(half, path);
    removeOldest(folder);
  } catch {
    rmSync(half, { force: true });
  }
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return { path, writtenMs: statSync(path).mtimeMs };
  });
  files.sort((a, b) => b.writtenMs - a.writtenMs);
  for (const { path } of files.slice(mostFiles)) rmSync(path, { force: true });
}

const digestOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
