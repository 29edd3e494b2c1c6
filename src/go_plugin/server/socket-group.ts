import { execFile } from 'node:child_process';
import { chmod, chown, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Lets a group's members connect, as well as the owner: go-plugin's `UnixSocketConfig.Group`. `group` is a name or a gid. */
export async function giveSocketToGroup(path: string, group: string): Promise<void> {
  await giveToGroup(path, group, 0o660);
}

/** The same for a directory, in which members may then make sockets of their own. */
export async function giveDirectoryToGroup(path: string, group: string): Promise<void> {
  await giveToGroup(path, group, 0o770);
}

async function giveToGroup(path: string, group: string, mode: number): Promise<void> {
  await chown(path, -1, await findGroupId(group));
  await chmod(path, mode);
}

async function findGroupId(group: string): Promise<number> {
  if (/^\d+$/.test(group)) return Number(group);
  const id = parseGroupId(await readFile('/etc/group', 'utf8').catch(() => ''), group);
  return id ?? (await askNameService(group));
}

/** Finds a group in the format of group(5). */
export function parseGroupId(file: string, group: string): number | undefined {
  for (const line of file.split('\n')) {
    const [name, , id = ''] = line.split(':');
    if (name === group && /^\d+$/.test(id)) return Number(id);
  }
  return undefined;
}

/** Groups of LDAP and the like stand in no file. */
async function askNameService(group: string): Promise<number> {
  const answer = await promisify(execFile)('getent', ['group', group]).catch(() => ({ stdout: '' }));
  const id = parseGroupId(answer.stdout, group);
  if (id === undefined) throw new Error(`there is no group ${JSON.stringify(group)}`);
  return id;
}
