import { readlink, symlink } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { thisPlatform, type Platform, type ProcessIdentity } from '../platform.js';

/**
 * The name of the record in a folder that a host has made for a plugin. It is a symbolic link that leads nowhere and whose target is the text,
 * because a link is made in one step: no reader finds half a record.
 */
const recordName = 'host';

let self: Promise<ProcessIdentity | undefined> | undefined;

/** Records in a folder that it belongs to this process. */
export async function recordHost(folder: string, platform: Platform = thisPlatform): Promise<void> {
  self ??= platform.identify(process.pid);
  const identity = await self;
  if (identity !== undefined) await symlink(formatHostRecord(identity), join(folder, recordName));
}

/** Takes the record away, for a plugin that lives on. Its folder belongs to nobody then. Never throws. */
export function removeHostRecord(folder: string): void {
  try {
    rmSync(join(folder, recordName), { force: true });
  } catch {
    // The folder is gone, or cannot be written to any more.
  }
}

/**
 * Whether the host that made this folder is known to be dead. False without a record, and if the record is of another machine or container,
 * whose processes cannot be seen from here.
 */
export async function isHostDead(folder: string, platform: Platform = thisPlatform): Promise<boolean> {
  const record = parseHostRecord(await readlink(join(folder, recordName)).catch(() => ''));
  if (record === undefined) return false;
  self ??= platform.identify(process.pid);
  if ((await self)?.space !== record.space) return false;
  return (await platform.identify(record.pid))?.start !== record.start;
}

/** One line: pid, start time and space, with bars between them. */
export const formatHostRecord = ({ pid, start, space }: ProcessIdentity): string => `${pid}|${start}|${space}`;

/** @returns undefined for any other text */
export function parseHostRecord(text: string): ProcessIdentity | undefined {
  const [, pid, start, space] = /^([1-9]\d{0,9})\|([^|]{1,100})\|([^|]{1,300})$/.exec(text) ?? [];
  if (pid === undefined || start === undefined || space === undefined) return undefined;
  return { pid: Number(pid), start, space };
}
