// A host that makes one call of a plugin that answers with as much as it may, for heavy-answers.ts: `heavy-host.js PLACE PLUGINS`. It is loaded from
// dist/, as programs load it, and reports its largest resident memory with one message.
import { readFileSync } from 'node:fs';
import type * as awf from '../src/index.js';
import type { Host } from '../src/app/composition/create-host.js';
import type { Logger } from '../packages/go-plugin/src/logger.js';

/** What a host came to. */
export interface HeavyFigures {
  readonly peakMb: number;
  /** How the call ended. */
  readonly end: string;
}

const [place = '', pluginsDir = ''] = process.argv.slice(2);
const patientMs = 120_000;
const { createHost, AwfError } = (await import(new URL('../../dist/index.js', import.meta.url).href)) as typeof awf;

/** Logs to nowhere, but wants what the plugin prints: it is fetched only then. */
const attentive: Logger = { log: () => undefined, isEnabled: () => true, named: () => attentive };

function call(host: Host): Promise<unknown> {
  if (place.endsWith('of a step'))
    return host.stepTypes.executeStep({ stepName: 's', stepType: 'heavy.give', config: {}, inputs: {} });
  if (place.startsWith('issue')) return host.validators.validateWorkflow('heavy', '{}');
  return host.operations.execute('heavy.give', {});
}

/** The result is held until the memory has been read. */
async function endOf(host: Host): Promise<HeavyFigures> {
  try {
    const result = await call(host);
    const peakMb = peak();
    return { peakMb, end: failureOf(result) ?? 'answered' };
  } catch (error) {
    return {
      peakMb: peak(),
      end: AwfError.is(error) ? `${error.code}: ${error.message.slice(0, 200)}` : String(error),
    };
  }
}

const failureOf = (result: unknown): string | undefined =>
  typeof result === 'object' && result !== null && 'error' in result ? String(result.error).slice(0, 80) : undefined;

/** In MB, as the system counts it. */
const peak = (): number => Number(/VmHWM:\s+(\d+)/u.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;

await using host = await createHost({
  pluginsDir,
  logger: attentive,
  limits: { callTimeoutMs: patientMs, startTimeoutMs: patientMs },
});
process.send?.(await endOf(host));
process.disconnect();
