import { AwfError } from '../../domain/errors/awf-error.js';
import { differenceFrom, matchesApproval, type PluginApproval } from '../../domain/plugin/plugin-approval.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Logger } from '../../ports/logger.js';
import type { Exposure, PluginInspection, PluginInspector } from '../../ports/plugin-inspector.js';
import type { PluginState, PluginStateStore } from '../../ports/plugin-state-store.js';
import type { ConnectOptions, PluginConnection, PluginTransport } from '../../ports/plugin-transport.js';
import { archiveOf, type ProjectLock } from './install/project-lock.js';

/** What deciding whether a plugin may be started takes. */
export interface TrustPorts {
  readonly inspector: PluginInspector;
  readonly stateStore: PluginStateStore;
  readonly logger: Logger;
}

/** What the user accepts. */
export interface TrustPolicy {
  /** Start what other users could change, with a warning. What is approved is checked all the same. */
  readonly allowInsecure: boolean;
  /** Gives the lock of the project, if only what it names may be started. */
  readonly lock?: (() => Promise<ProjectLock>) | undefined;
}

/**
 * Another transport that starts only what may be trusted: before each start, also after a crash, it looks whether another user could change the
 * plugin, and whether the plugin is what was approved. A plugin that nothing is recorded about needs no approval, as in AWF.
 */
export class TrustedPluginTransport implements PluginTransport {
  readonly #inner: PluginTransport;
  readonly #ports: TrustPorts;
  readonly #policy: TrustPolicy;

  constructor(inner: PluginTransport, ports: TrustPorts, policy: TrustPolicy) {
    this.#inner = inner;
    this.#ports = ports;
    this.#policy = policy;
  }

  /**
   * Checks the plugin, and starts it.
   * @throws AwfError `SYSTEM.IO.PLUGIN_INSECURE`, `EXECUTION.PLUGIN.CHECKSUM_MISMATCH`, `.LOCK_MISMATCH`; what the inspector, the lock and the inner transport throw
   */
  async connect(plugin: PluginInfo, options: ConnectOptions = {}): Promise<PluginConnection> {
    const { inspector, stateStore } = this.#ports;
    const { signal, timeoutMs } = options;
    const limits: CallOptions = { signal, timeoutMs };
    this.#refuseExposed(plugin, await inspector.exposureOf(plugin.locator, limits));
    const state = stateStore.getState(plugin.manifest.name);
    const { approved } = state;
    if (approved === undefined && this.#policy.lock === undefined) return this.#inner.connect(plugin, options);
    const found = await inspector.inspect(plugin.locator, limits);
    this.#refuseExposed(plugin, found.exposure);
    const checksum = approved === undefined ? found.checksum : matching(plugin, approved, found).checksum;
    await this.#refuseUnlocked(plugin, state, found, limits);
    // The transport reads the program once more, right before it starts it.
    return this.#inner.connect(plugin, { ...options, checksum });
  }

  async #refuseUnlocked(
    { manifest: { name, version } }: PluginInfo,
    state: PluginState,
    found: PluginInspection,
    limits: CallOptions,
  ): Promise<void> {
    const project = await this.#policy.lock?.();
    if (project === undefined) return;
    const { contents } = found;
    const lock = await project.expect(limits);
    project.refuseOther(lock, name, { version, archive: archiveOf(state, found), contents });
  }

  #refuseExposed({ manifest }: PluginInfo, exposure: Exposure | undefined): void {
    if (exposure === undefined) return;
    const { path, problem } = exposure;
    if (!this.#policy.allowInsecure)
      throw new AwfError('SYSTEM.IO.PLUGIN_INSECURE', { plugin: manifest.name, path, problem });
    this.#ports.logger.log('warn', `the plugin is not safe from other users: ${path} ${problem}`, {
      plugin: manifest.name,
    });
  }
}

/** The approval that a plugin has. @throws AwfError `EXECUTION.PLUGIN.CHECKSUM_MISMATCH` */
function matching(
  { manifest, locator }: PluginInfo,
  approved: readonly PluginApproval[],
  found: PluginInspection,
): PluginApproval {
  const match = approved.find((approval) => matchesApproval(found, approval));
  if (match !== undefined) return match;
  const nearest = approved.find(({ checksum }) => checksum === found.checksum) ?? approved[0];
  throw new AwfError('EXECUTION.PLUGIN.CHECKSUM_MISMATCH', {
    plugin: manifest.name,
    path: locator,
    ...differenceFrom(found, nearest),
  });
}
