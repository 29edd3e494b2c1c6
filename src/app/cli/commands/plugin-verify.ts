import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject } from '../../../domain/json.js';
import { differenceFrom } from '../../../domain/plugin/plugin-approval.js';
import type { LockDifference } from '../../../domain/plugin/plugin-lock.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Host } from '../../composition/create-host.js';
import type { PluginVerifier, Verdict } from '../../plugins/install/plugin-verifier.js';
import { errorToJson } from '../../workflows/run-result.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { openInstaller, withHost } from '../command-host.js';
import { hintsFor } from '../error-hints.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { showError } from '../errors.js';
import { pluginNamed } from '../found-plugin.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';

/** Options of `awf plugin verify`. */
export interface PluginVerifyOptions extends GlobalOptions {
  /** Approve what is there now. */
  readonly update?: boolean;
}

type Result = { readonly name: string } & (Verdict | { readonly status: 'error'; readonly error: AwfError });

/** `awf plugin verify [NAME...]`: gives the exit status, 1 if a plugin is not what was approved, or if nothing of it is approved, as in AWF. */
export async function pluginVerifyCommand(
  names: readonly string[],
  options: PluginVerifyOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'verify' });
  let failures = 0;
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    const found = await host.plugins.discover({ signal });
    const chosen = names.length === 0 ? found : names.map((name) => pluginNamed(found, name));
    const { verifier } = await openInstaller(host, options, context);
    const results: Result[] = [];
    for (const plugin of chosen) {
      const result = await resultOf(verifier, plugin, options, context);
      results.push(result);
      if (options.format === 'text') show(result, options, context);
    }
    if (options.format === 'json')
      printJson(
        context,
        results.map((result) => toJson(result, options, context)),
      );
    failures = results.filter(isFailure).length;
  };
  const status = await withHost(options, context, work, canceled);
  return status === 0 && failures > 0 ? 1 : status;
}

async function resultOf(
  verifier: PluginVerifier,
  plugin: PluginInfo,
  { update }: PluginVerifyOptions,
  { signal }: CliContext,
): Promise<Result> {
  const { name } = plugin.manifest;
  try {
    return { name, ...(await verifier.verify(plugin, { update, signal })) };
  } catch (error) {
    signal.throwIfAborted();
    return { name, status: 'error', error: asAwfError(error) };
  }
}

function show(result: Result, options: GlobalOptions, context: CliContext): void {
  context.out(`${printableLine(context.secrets, result.name).padEnd(30)}  ${wordsOf(result, context)}\n`);
  if (result.status === 'error') showError(result.error, options, context);
}

const isFailure = (result: Result): boolean =>
  !['pass', 'updated'].includes(result.status) || (result.status !== 'error' && result.locked !== undefined);

/** The lines are those of AWF, which has no lock. */
function wordsOf(result: Result, context: CliContext): string {
  if (result.status !== 'error' && result.status !== 'fail' && result.locked !== undefined) {
    const { problem, expected, actual } = result.locked;
    const compared = expected === undefined || actual === undefined ? '' : `  expected=${expected} actual=${actual}`;
    return printableLine(context.secrets, `FAIL  not as in the lock: ${problem}${compared}`, 1_000);
  }
  switch (result.status) {
    case 'pass':
    case 'updated':
      return `${result.status.toUpperCase()}  ${result.found.checksum}`;
    case 'missing':
      return 'MISSING';
    case 'error':
      return 'FAIL';
    case 'fail': {
      const { expected = '', actual } = differenceFrom(result.found, result.expected);
      return `FAIL  expected=${printableLine(context.secrets, expected)} actual=${actual}`;
    }
  }
}

function toJson(result: Result, options: GlobalOptions, context: CliContext): JsonObject {
  const { name, status } = result;
  if (result.status === 'error') return { name, status, error: errorToJson(result.error, hintsFor(options, context)) };
  const { checksum, contents } = result.found;
  const lock = result.locked === undefined ? {} : { lock: given(result.locked) };
  if (result.status !== 'fail')
    return { name, status: result.locked === undefined ? status : 'fail', checksum, contents, ...lock };
  const { expected } = result;
  const approved = {
    checksum: expected.checksum,
    ...(expected.contents === undefined ? {} : { contents: expected.contents }),
  };
  return { name, status, checksum, contents, expected: approved, ...lock };
}

const given = ({ problem, expected, actual }: LockDifference): JsonObject => ({
  problem,
  ...(expected === undefined ? {} : { expected }),
  ...(actual === undefined ? {} : { actual }),
});
