import { resolve } from 'node:path';
import { AwfError } from '../../../domain/errors/awf-error.js';
import type { Host } from '../../composition/create-host.js';
import type { DevOptions } from '../../composition/create-dev.js';
import { errorToJson, resultToJson } from '../../workflows/run-result.js';
import { unlessGivenUp, type CliContext } from '../cli-context.js';
import { openHost, usualHostOptions } from '../command-host.js';
import { devToJson } from '../dev-json.js';
import { DevText } from '../dev-text.js';
import { hintsFor } from '../error-hints.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { reportFailure, showError } from '../errors.js';
import { foundPlugin } from '../found-plugin.js';
import { JsonLogger } from '../json-logger.js';
import { printJson } from '../print-json.js';
import { StderrLogger } from '../stderr-logger.js';
import { TextProgress } from '../text-progress.js';
import { executeWorkflow, type RunCommandOptions } from './run.js';

/** Options of `awf plugin dev`. */
export interface PluginDevOptions extends RunCommandOptions {
  /** `[host:]port` of a debugger. */
  readonly inspect?: string;
  /** A workflow to run after each start. */
  readonly run?: string;
}

/** `awf plugin dev [PROJECT]`: gives the exit status. It ends with Ctrl-C, which is not a failure. */
export async function pluginDevCommand(given: string, options: PluginDevOptions, context: CliContext): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: given, call: 'dev' });
  try {
    await unlessGivenUp(develop(given, options, context), context, canceled);
    return 0;
  } catch (thrown) {
    return context.signal.aborted ? 0 : reportFailure(asAwfError(thrown), options, context);
  }
}

async function develop(given: string, options: PluginDevOptions, context: CliContext): Promise<void> {
  const { createDev } = await import('../../composition/create-dev.js');
  const folder = await projectFolder(given, options, context);
  const { logger, ...view } = options.format === 'json' ? jsonView(options, context) : textView(options, context);
  const { run } = options;
  const dev = createDev({
    folder,
    env: context.env,
    cwd: context.cwd,
    pluginsDir: options.pluginsDir,
    host: { ...(await usualHostOptions(context, options)), logger },
    verbose: options.verbose === true,
    inspect: options.inspect,
    use: run === undefined ? undefined : (host) => tryWorkflow(run, host, options, context),
    ...view,
  });
  await dev.run(context.signal);
}

/** A name without a slash may be that of a plugin. Its project is looked for above its folder, which may be a link. */
async function projectFolder(given: string, options: PluginDevOptions, context: CliContext): Promise<string> {
  const { isFolder, projectOf } = await import('../../composition/create-dev.js');
  const { cwd, signal } = context;
  const path = resolve(cwd, given);
  if (given.includes('/') || (await isFolder(path))) return path;
  await using host = await openHost(context, options);
  const { locator, type } = await foundPlugin(host, given, signal);
  if (type === 'external') return await projectOf(locator, signal);
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: given, problem: 'the plugin is a part of AWF' });
}

type View = Pick<DevOptions, 'report' | 'onNews'> & Pick<DevOptions['host'], 'logger'>;

function textView(options: PluginDevOptions, context: CliContext): View {
  const { format, inspect } = options;
  const view = new DevText(options, context, inspect !== undefined);
  const level = format === 'quiet' ? 'error' : 'trace';
  const logger = new StderrLogger(context.err, context.errColors, level, '', context.shown);
  const failures: View['report'] = (report) => ('error' in report ? view.report(report) : undefined);
  return { report: format === 'quiet' ? failures : view.report, onNews: view.news, logger };
}

function jsonView(options: PluginDevOptions, context: CliContext): View {
  const hintOf = hintsFor(options, context);
  const show: View['report'] & View['onNews'] = (event) => printJson(context, devToJson(event, hintOf));
  return { report: show, onNews: show, logger: new JsonLogger((entry) => printJson(context, entry)) };
}

/** Runs a workflow with the plugin. How it ends is shown, and the development goes on. */
async function tryWorkflow(file: string, host: Host, options: PluginDevOptions, context: CliContext): Promise<void> {
  const { format } = options;
  const hintOf = hintsFor(options, context);
  const progress = format === 'text' ? new TextProgress(context).observe : undefined;
  try {
    const result = await executeWorkflow(file, host, options, context, (event) => progress?.(event));
    if (format === 'json') printJson(context, { event: 'run', ...resultToJson(result, hintOf) });
    else if (result.error !== undefined) showError(result.error, options, context);
  } catch (thrown) {
    const error = asAwfError(thrown);
    // The next start ends the run.
    if (AwfError.is(error, 'EXECUTION.HOST.CLOSED')) return;
    if (format === 'json') printJson(context, { event: 'run-failed', error: errorToJson(error, hintOf) });
    else showError(error, options, context);
  }
}
