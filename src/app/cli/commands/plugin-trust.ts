import { resolve } from 'node:path';
import { AwfError } from '../../../domain/errors/awf-error.js';
import { formatSigningKey, parseSigningKey, type SigningKey } from '../../../domain/plugin/signing-key.js';
import { keySource, type TrustedKey } from '../../../domain/plugin/trusted-key.js';
import type { Host } from '../../composition/create-host.js';
import type { Installer } from '../../composition/create-installer.js';
import type { TrustedKeys } from '../../../ports/trusted-keys.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { openInstaller, withHost } from '../command-host.js';
import { printJson } from '../print-json.js';
import { printableLine, table } from '../printable.js';

/** Options of `awf plugin trust`. */
export interface PluginTrustOptions extends GlobalOptions {
  /** Trust the key no longer. */
  readonly remove?: boolean;
}

/** `awf plugin trust [SOURCE [KEY]]`: gives the exit status. */
export function pluginTrustCommand(
  source: string | undefined,
  key: string | undefined,
  options: PluginTrustOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: source ?? '*', call: 'trust' });
  const work = async (host: Host): Promise<void> => {
    const installer = await openInstaller(host, options, context);
    const { trustedKeys } = installer;
    if (source === undefined) return list(trustedKeys, undefined, options, context);
    const named = keySource(source);
    const given = key === undefined ? undefined : await keyOf(key, installer, context);
    if (options.remove === true) return remove(trustedKeys, named, given, options, context);
    if (given === undefined) return list(trustedKeys, named, options, context);
    return add(trustedKeys, { source: named, key: given }, installer, options, context);
  };
  return withHost(options, context, work, canceled);
}

async function list(
  keys: TrustedKeys,
  source: string | undefined,
  { format }: GlobalOptions,
  context: CliContext,
): Promise<void> {
  const all = await keys.list({ signal: context.signal });
  const found = source === undefined ? all : all.filter((trusted) => trusted.source === source);
  if (format === 'json') printJson(context, found.map(toJson));
  if (format !== 'text') return;
  const rows = found.map((each) => [
    printableLine(context.secrets, each.source),
    formatSigningKey(each.key),
    each.trustedAt.slice(0, 10),
  ]);
  context.out(rows.length === 0 ? 'No keys are trusted\n' : table([['SOURCE', 'KEY', 'SINCE'], ...rows]));
}

async function add(
  keys: TrustedKeys,
  given: Pick<TrustedKey, 'source' | 'key'>,
  { now }: Installer,
  { format }: GlobalOptions,
  context: CliContext,
): Promise<void> {
  const trusted = { ...given, trustedAt: now().toISOString() };
  await keys.add(trusted, { signal: context.signal });
  if (format === 'json') printJson(context, toJson(trusted));
  if (format === 'text')
    context.out(
      `Releases of ${printableLine(context.secrets, given.source)} must be signed by ${formatSigningKey(given.key)} from now on\n`,
    );
}

async function remove(
  keys: TrustedKeys,
  source: string,
  key: SigningKey | undefined,
  { format }: GlobalOptions,
  context: CliContext,
): Promise<void> {
  const removed = await keys.remove(source, key, { signal: context.signal });
  if (removed.length === 0) throw invalid(`no ${key === undefined ? 'key is' : 'such key is'} trusted for ${source}`);
  if (format === 'json') printJson(context, removed.map(toJson));
  if (format === 'text')
    for (const each of removed)
      context.out(`Removed ${formatSigningKey(each.key)} for ${printableLine(context.secrets, source)}\n`);
}

/** A key, or the key in a file. @throws AwfError `USER.INPUT.INVALID_FORMAT`, `.MISSING_FILE`, `SYSTEM.IO.READ_FAILED` */
async function keyOf(given: string, { readText }: Installer, { cwd, signal }: CliContext): Promise<SigningKey> {
  const parsed = parseSigningKey(given);
  if (parsed.ok) return parsed.key;
  // A text without a dot or slash is a key that was copied badly, not the name of a file.
  if (!/[./]/u.test(given)) throw invalid(`KEY ${parsed.problem}`);
  const file = parseSigningKey(await readText(resolve(cwd, given), signal));
  if (file.ok) return file.key;
  throw invalid(`${given} ${file.problem}`);
}

const invalid = (problem: string): AwfError =>
  new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'awf plugin trust', problem });

const toJson = ({ source, key, trustedAt }: TrustedKey) => ({
  source,
  key: formatSigningKey(key),
  trusted_at: trustedAt,
});
