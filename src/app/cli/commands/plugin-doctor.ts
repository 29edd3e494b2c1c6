import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject } from '../../../domain/json.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Host } from '../../composition/create-host.js';
import type { StageReport } from '../../plugins/doctor/examination.js';
import { errorToJson } from '../../workflows/run-result.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { withHost } from '../command-host.js';
import { hintsFor } from '../error-hints.js';
import { exitStatusFor } from '../errors.js';
import { pluginNamed } from '../found-plugin.js';
import { printJson } from '../print-json.js';
import { humanDuration, printable, printableLine, printableMessage } from '../printable.js';

interface Examined {
  readonly plugin: PluginInfo;
  readonly stages: readonly StageReport[];
}

/** `awf plugin doctor [NAME...]`: gives the exit status, that of the first failure. */
export async function pluginDoctorCommand(
  names: readonly string[],
  options: GlobalOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'doctor' });
  const examined: Examined[] = [];
  const work = async (host: Host): Promise<void> => {
    const { createDoctor } = await import('../../composition/create-doctor.js');
    const { env, signal } = context;
    const found = await host.plugins.discover({ signal });
    const chosen = names.length === 0 ? found : names.map((name) => pluginNamed(found, name));
    const doctor = createDoctor(host, { env, allowInsecure: options.allowInsecure });
    for (const plugin of chosen) {
      const stages = await doctor.examine(plugin, signal);
      examined.push({ plugin, stages });
      if (options.format === 'text') show({ plugin, stages }, options, context);
    }
    if (options.format === 'text' && chosen.length === 0)
      context.err('no plugins found; say where plugins are with --plugins-dir\n');
    if (options.format === 'json')
      printJson(
        context,
        examined.map((each) => toJson(each, options, context)),
      );
  };
  const status = await withHost(options, context, work, canceled);
  const failure = examined.map(({ stages }) => failureOf(stages)).find((error) => error !== undefined);
  return status === 0 && failure !== undefined ? exitStatusFor(failure, context) : status;
}

const failureOf = (stages: readonly StageReport[]): AwfError | undefined =>
  stages.find(({ status }) => status === 'failed')?.error;

const marks = { ok: '✓', warning: '!', failed: '✗', skipped: '-' } as const;

function show({ plugin, stages }: Examined, options: GlobalOptions, context: CliContext): void {
  const { out, colors: c, shown } = context;
  const paint = { ok: c.green, warning: c.yellow, failed: c.red, skipped: c.dim } as const;
  out(`${c.bold(printableLine(context.secrets, plugin.manifest.name))}\n`);
  for (const { stage, status, durationMs, detail, error } of stages) {
    const time = status === 'skipped' ? '' : humanDuration(durationMs);
    const line = `${stage.padEnd(10)}  ${time.padStart(7)}  ${printableLine(context.secrets, detail ?? '', 500)}`;
    out(`  ${paint[status](marks[status])} ${line.trimEnd()}\n`);
    if (error === undefined) continue;
    const hint = printable(context.secrets, hintsFor(options, context)(error));
    for (const text of [printableMessage(context.secrets, shown.messageOf(error)), hint, error.code].filter(
      (each) => each !== '',
    ))
      for (const each of text.split('\n')) out(`      ${text === error.code ? c.dim(each) : each}\n`);
  }
}

function toJson({ plugin, stages }: Examined, options: GlobalOptions, context: CliContext): JsonObject {
  const { name, version } = plugin.manifest;
  return {
    name,
    version,
    path: plugin.locator,
    ok: failureOf(stages) === undefined,
    stages: stages.map(({ stage, status, durationMs, detail, error }) => ({
      stage,
      status,
      durationMs: Math.round(durationMs * 10) / 10,
      ...(detail === undefined ? {} : { detail }),
      ...(error === undefined ? {} : { error: errorToJson(error, hintsFor(options, context)) }),
    })),
  };
}
