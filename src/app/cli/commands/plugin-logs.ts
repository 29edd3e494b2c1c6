import { AwfError } from '../../../domain/errors/awf-error.js';
import {
  selectEntries,
  type LogSelection,
  type PluginLogEntry,
  type PluginLogLevel,
} from '../../../domain/plugin/plugin-log.js';
import { unlessGivenUp, type CliContext, type GlobalOptions } from '../cli-context.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { reportFailure } from '../errors.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';
import { parseSince } from '../since-option.js';
import { ShownLines } from '../shown-lines.js';
import { StderrLogger } from '../stderr-logger.js';

/** Options of `awf plugin logs`. */
export interface PluginLogsOptions extends GlobalOptions {
  /** Go on until Ctrl-C. */
  readonly follow?: boolean;
  readonly lines: number;
  readonly level?: PluginLogLevel;
  /** A time, or a duration before now. */
  readonly since?: string;
}

/** `awf plugin logs [NAME]`: gives the exit status. `--follow` ends with Ctrl-C, which is not a failure. */
export async function pluginLogsCommand(
  name: string | undefined,
  options: PluginLogsOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: name ?? '*', call: 'logs' });
  try {
    await unlessGivenUp(showLogs(name?.replace(/^awf-plugin-/u, ''), options, context), context, canceled);
    return 0;
  } catch (thrown) {
    const follows = options.follow === true && context.signal.aborted;
    return follows ? 0 : reportFailure(asAwfError(thrown), options, context);
  }
}

async function showLogs(name: string | undefined, options: PluginLogsOptions, context: CliContext): Promise<void> {
  const { createPluginLogs } = await import('../../composition/create-plugin-logs.js');
  const { env, signal } = context;
  const { level, lines, follow = false } = options;
  const selection: LogSelection = { level, lines, since: sinceOf(options) };
  using logs = createPluginLogs(env);
  const known = await logs.plugins({ signal });
  if (!follow && name !== undefined && !known.includes(name)) throw notLogged(name, known);
  const show = entryPrinter(options, context);
  if (!follow) {
    const entries = selectEntries(await logs.read(name, { signal }), selection);
    if (entries.length === 0 && options.format === 'text') context.err('nothing has been logged\n');
    for (const entry of entries) show(entry);
    return;
  }
  let isFirst = true;
  for await (const entries of logs.follow(name, signal)) {
    for (const entry of selectEntries(entries, isFirst ? selection : { level })) show(entry);
    isFirst = false;
  }
}

function sinceOf({ since }: PluginLogsOptions): Date | undefined {
  const time = since === undefined ? undefined : parseSince(since, new Date());
  if (since === undefined || time !== undefined) return time;
  const problem = 'expected a time such as 2026-01-31T12:00, or how long ago, such as 10m';
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: `--since ${since}`, problem });
}

function notLogged(name: string, known: readonly string[]): AwfError {
  const problem = `no plugin of this name has logged anything; these have: ${known.join(', ') || 'none'}`;
  return new AwfError('USER.INPUT.INVALID_FORMAT', { argument: name, problem });
}

/** One line for an entry, or one JSON object. Entries look as they did on stderr, with their times before them. */
function entryPrinter({ format }: PluginLogsOptions, context: CliContext): (entry: PluginLogEntry) => void {
  if (format === 'json') return (entry) => printJson(context, { ...entry });
  const { out, colors: c, secrets } = context;
  let time = '';
  const write = (text: string): void => out(`${c.dim(printableLine(secrets, time))}  ${text}`);
  const logger = new StderrLogger(write, c, 'trace', '', new ShownLines(secrets));
  return (entry) => {
    time = entry.time;
    logger.named(entry.plugin).log(entry.level, entry.message, entry.fields);
  };
}
