import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { parsePluginSource } from '../../domain/plugin/plugin-source.js';
import type { CliContext } from './cli-context.js';

/** An error about a repository that does not exist, where a folder of that name does: the user may have meant it. */
export function withFolder(error: unknown, given: string, { cwd }: Pick<CliContext, 'cwd'>): unknown {
  const parsed = parsePluginSource(given);
  const isRepository = parsed.ok && parsed.source.kind === 'github';
  if (!AwfError.is(error, 'USER.INPUT.PLUGIN_SOURCE') || !isRepository || !existsSync(resolve(cwd, given)))
    return error;
  const remedy = `If the folder is meant: awf plugin install ./${given}`;
  return new AwfError('USER.INPUT.PLUGIN_SOURCE', { ...error.details, remedy }, { cause: error.cause });
}
