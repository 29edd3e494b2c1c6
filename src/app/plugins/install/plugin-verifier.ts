import { matchesApproval, type PluginApproval, type PluginContents } from '../../../domain/plugin/plugin-approval.js';
import type { LockDifference } from '../../../domain/plugin/plugin-lock.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { PluginInspector } from '../../../ports/plugin-inspector.js';
import type { PluginStateStore } from '../../../ports/plugin-state-store.js';
import { archiveOf, type ProjectLock } from './project-lock.js';

/** What verifying plugins takes. */
export interface VerifierPorts {
  readonly inspector: PluginInspector;
  readonly stateStore: PluginStateStore;
  /** The lock of the project, if it counts. */
  readonly lock?: ProjectLock | undefined;
}

/** Whether a plugin is what was approved. `missing`: nothing is approved, so that anything may start. */
export type Verdict = {
  /** How it differs from the lock of the project, if it is in there. */
  readonly locked?: LockDifference | undefined;
} & (
  | { readonly status: 'pass' | 'missing' | 'updated'; readonly found: PluginContents }
  | { readonly status: 'fail'; readonly found: PluginContents; readonly expected: PluginApproval }
);

/** Compares plugins with what was approved. */
export class PluginVerifier {
  readonly #ports: VerifierPorts;

  constructor(ports: VerifierPorts) {
    this.#ports = ports;
  }

  /**
   * Compares a plugin as it is now with what is recorded of it.
   *
   * @param update approve what is there now
   * @throws AwfError what {@link PluginInspector.inspect} and {@link PluginStateStore.setInstallation} throw, and the problem of a record
   */
  async verify(
    { manifest: { name, version }, locator }: PluginInfo,
    { update = false, signal }: { readonly update?: boolean | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<Verdict> {
    const { inspector, stateStore } = this.#ports;
    const { checksum, contents } = await inspector.inspect(locator, { signal });
    const found = { checksum, contents };
    const locked = await this.#lockDifference(name, version, found, signal);
    if (update) {
      await stateStore.setInstallation(name, { approved: found }, { signal });
      return { status: 'updated', found, locked };
    }
    const { approved, problem } = stateStore.getState(name);
    if (problem !== undefined) throw problem;
    const [expected] = approved ?? [];
    if (approved === undefined || expected === undefined) return { status: 'missing', found, locked };
    if (approved.some((approval) => matchesApproval(found, approval))) return { status: 'pass', found, locked };
    return { status: 'fail', found, expected, locked };
  }

  /** What a lock does not name is nobody's agreement: others may use it in their own projects. */
  async #lockDifference(
    name: string,
    version: string,
    { checksum, contents }: PluginContents,
    signal: AbortSignal | undefined,
  ): Promise<LockDifference | undefined> {
    const { lock, stateStore } = this.#ports;
    const locked = (await lock?.read({ signal }))?.get(name);
    if (lock === undefined || locked === undefined) return undefined;
    const archive = archiveOf(stateStore.getState(name), { checksum, contents });
    return lock.differenceOf(locked, { version, archive, contents });
  }
}
