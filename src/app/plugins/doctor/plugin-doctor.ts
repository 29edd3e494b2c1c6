import { AwfError } from '../../../domain/errors/awf-error.js';
import { differenceFrom, matchesApproval } from '../../../domain/plugin/plugin-approval.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Clock } from '../../../ports/clock.js';
import type { PluginInspector } from '../../../ports/plugin-inspector.js';
import type { PluginLoader } from '../../../ports/plugin-loader.js';
import type { PluginStateStore } from '../../../ports/plugin-state-store.js';
import { initializePlugin, type InitializedPlugin, type StartContext } from '../initialize-plugin.js';
import { checkHostVersion } from '../check-host-version.js';
import { Examination, type Finding, type StageReport } from './examination.js';
import { stageOfFailure } from './stage-of-failure.js';
import { WatchedTransport } from './watched-transport.js';

/** What examining plugins takes. */
export interface DoctorPorts extends StartContext {
  readonly loader: Pick<PluginLoader, 'loadPlugin'>;
  readonly stateStore: PluginStateStore;
  readonly inspector: PluginInspector;
  readonly clock: Clock;
  /** What other users could change is a warning, and no failure. */
  readonly allowInsecure: boolean;
}

/** The smallest workflow, which validators are asked about. */
const smallestWorkflow = JSON.stringify({ name: 'doctor', initial: 'end', steps: { end: { type: 'terminal' } } });

/** Starts plugins as every run does, stage by stage, and says where a start ends. */
export class PluginDoctor {
  readonly #ports: DoctorPorts;

  constructor(ports: DoctorPorts) {
    this.#ports = ports;
  }

  /**
   * Examines a plugin that was found. Nothing of it is left running.
   *
   * @returns a report of every stage
   * @throws AwfError `EXECUTION.PLUGIN.CANCELED`
   */
  async examine(plugin: PluginInfo, signal: AbortSignal): Promise<readonly StageReport[]> {
    const { clock, stateStore } = this.#ports;
    const examination = new Examination(() => clock.monotonicMs());
    await examination.examine('found', async () => {
      await stateStore.load({ signal });
      return this.#found(plugin);
    });
    await this.#examineFolder(plugin, examination, signal);
    if (!examination.failed) await this.#examineStart(plugin, examination, signal);
    signal.throwIfAborted();
    return examination.reports;
  }

  #found({ manifest, locator, hides = [] }: PluginInfo): Finding {
    const { enabled, problem } = this.#ports.stateStore.getState(manifest.name);
    if (problem !== undefined) throw problem;
    if (!enabled) return { status: 'warning', detail: `${locator}; it is disabled, so no run starts it` };
    if (hides.length === 0) return locator;
    return { status: 'warning', detail: `${locator}; not used, because they have the same name: ${hides.join(', ')}` };
  }

  async #examineFolder(plugin: PluginInfo, examination: Examination, signal: AbortSignal): Promise<void> {
    const { loader, hostVersion } = this.#ports;
    await examination.examine('manifest', () => {
      if (plugin.error !== undefined && AwfError.is(plugin.error)) throw plugin.error;
      checkHostVersion(plugin.manifest, hostVersion);
      return `${plugin.manifest.name} ${plugin.manifest.version}: ${plugin.manifest.capabilities.join(', ')}`;
    });
    await examination.examine('executable', async () => {
      await loader.loadPlugin(plugin.locator, { signal });
      return '';
    });
    await examination.examine('checksum', () => this.#checksum(plugin, signal));
    await examination.examine('owner', () => this.#owner(plugin, signal));
  }

  async #checksum({ manifest, locator }: PluginInfo, signal: AbortSignal): Promise<Finding> {
    const { stateStore, inspector } = this.#ports;
    const found = await inspector.inspect(locator, { signal });
    const { approved } = stateStore.getState(manifest.name);
    const [first] = approved ?? [];
    if (approved === undefined || first === undefined)
      return { status: 'skipped', detail: 'nothing is recorded, because it was not installed with awf plugin install' };
    if (approved.some((approval) => matchesApproval(found, approval))) return found.checksum;
    const difference = differenceFrom(found, first);
    throw new AwfError('EXECUTION.PLUGIN.CHECKSUM_MISMATCH', { plugin: manifest.name, path: locator, ...difference });
  }

  async #owner({ manifest, locator }: PluginInfo, signal: AbortSignal): Promise<Finding> {
    const { inspector, allowInsecure } = this.#ports;
    const exposure =
      (await inspector.exposureOf(locator, { signal })) ?? (await inspector.inspect(locator, { signal })).exposure;
    if (exposure === undefined) return '';
    const { path, problem } = exposure;
    if (allowInsecure) return { status: 'warning', detail: `${path} ${problem}` };
    throw new AwfError('SYSTEM.IO.PLUGIN_INSECURE', { plugin: manifest.name, path, problem });
  }

  /** Starts it as a run does, through a transport that notes when which call was made. */
  async #examineStart(plugin: PluginInfo, examination: Examination, signal: AbortSignal): Promise<void> {
    const { clock, stateStore, ...context } = this.#ports;
    const transport = new WatchedTransport(context.transport, examination, clock);
    try {
      const started = await initializePlugin(
        plugin,
        stateStore.getState(plugin.manifest.name),
        { ...context, transport },
        signal,
      );
      await this.#examineOffers(plugin, started, examination, signal);
    } catch (error) {
      signal.throwIfAborted();
      const { stage, durationMs } = transport.underWay;
      examination.fail(stageOfFailure(error, stage), durationMs, error as AwfError);
    }
  }

  async #examineOffers(
    { manifest }: PluginInfo,
    { connection, operations, stepTypes }: InitializedPlugin,
    examination: Examination,
    signal: AbortSignal,
  ): Promise<void> {
    const { limits } = this.#ports;
    const options = { signal, timeoutMs: limits.callTimeoutMs };
    const promises = (capability: string): boolean => (manifest.capabilities as readonly string[]).includes(capability);
    const names = (offers: readonly { readonly name: string }[]): string => offers.map(({ name }) => name).join(', ');
    try {
      examination.note(
        'operations',
        timeOf(examination, 'operations'),
        offered(operations, promises('operations'), names),
      );
      examination.note(
        'step types',
        timeOf(examination, 'step types'),
        offered(stepTypes, promises('step_types'), names),
      );
      await examination.examine('validators', async () => {
        if (!promises('validators')) return notPromised;
        const found = await connection.validateWorkflow(smallestWorkflow, options);
        return `${found.length} findings about the smallest workflow`;
      });
      await examination.examine('events', () => {
        if (!promises('events')) return notPromised;
        const { subscribe, emit } = manifest.events;
        return `subscribes to ${listed(subscribe)}; may emit ${listed(emit)}`;
      });
      await examination.examine('shutdown', async () => {
        await connection.shutdown({ signal, timeoutMs: limits.shutdownTimeoutMs });
        return '';
      });
    } finally {
      await connection.close();
    }
  }
}

const notPromised: Finding = { status: 'skipped', detail: 'the manifest does not have this capability' };

const listed = (patterns: readonly string[]): string => (patterns.length === 0 ? 'nothing' : patterns.join(', '));

const timeOf = (examination: Examination, stage: StageReport['stage']): number =>
  examination.reports.find((report) => report.stage === stage)?.durationMs ?? 0;

function offered<T>(offers: readonly T[], promised: boolean, names: (offers: readonly T[]) => string): Finding {
  if (offers.length > 0 && promised) return names(offers);
  if (offers.length > 0)
    return { status: 'warning', detail: `${names(offers)}; the manifest does not have this capability` };
  return promised
    ? { status: 'warning', detail: 'it offers none, though its manifest has this capability' }
    : notPromised;
}
