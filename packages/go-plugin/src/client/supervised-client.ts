import { setTimeout as wait } from 'node:timers/promises';
import {
  noStarts,
  planStart,
  SharedTask,
  startTimer,
  usualRestarts,
  withdrawStart,
  type RestartPolicy,
  type RestartState,
} from 'plugin-async';
import type { CallOptions } from '../call-options.js';
import { limitOperation } from '../errors/operation-limit.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginSets } from '../handshake/negotiation.js';
import type { PluginSet } from '../plugin-set.js';
import type { DispensableSet, Dispensed, PluginName } from './dispensed.js';
import type { PluginClientOptions } from './options.js';
import { PluginClient } from './plugin-client.js';
import type { KillOptions } from './plugin-lifetime.js';

/** Where a supervised plugin stands. `failed`: it crashed or did not start, and the next use starts it again. `given_up`: nothing does. */
export type SupervisedStatus = 'stopped' | 'starting' | 'restarting' | 'running' | 'failed' | 'given_up';

/** How a {@link SupervisedClient} treats a plugin that crashes. Times are in milliseconds. */
export interface ClientSupervision {
  /** When a plugin that crashed is started again: with the next use, or at once. Default: `on_use`. */
  readonly restart?: 'on_use' | 'at_once' | undefined;
  /** The most starts within `windowMs`. Then the plugin is given up. Default: 5. */
  readonly mostStarts?: number | undefined;
  /** Default: 60,000. */
  readonly windowMs?: number | undefined;
  /** The wait before the third start in the window. The second comes at once, and later waits are twice as long each. Default: 200. */
  readonly firstDelayMs?: number | undefined;
  /** No wait is longer. Default: 10,000. */
  readonly longestDelayMs?: number | undefined;
  /** How often the plugin is pinged. Default: 0, never. */
  readonly probeEveryMs?: number | undefined;
  /** A plugin whose ping takes longer, or which is not healthy, is killed. That counts as a crash. Default: 5,000. */
  readonly probeTimeoutMs?: number | undefined;
  /** Is told of each new status, with the error for `failed` and `given_up`. Must not throw. */
  readonly onStatus?: ((status: SupervisedStatus, error?: GoPluginError) => void) | undefined;
}

interface Policy extends RestartPolicy {
  readonly restart: 'on_use' | 'at_once';
  readonly probeEveryMs: number;
  readonly probeTimeoutMs: number;
}

/**
 * Restarts a plugin after a crash. go-plugin does not do that. Each process has a new {@link PluginClient}, and clients that were dispensed from
 * an earlier process do not work any more. So dispense for each use: that costs nothing while the plugin runs. Calls in flight fail at once when
 * the plugin crashes. They are not repeated, because only the caller knows whether that is safe.
 */
export class SupervisedClient<S extends DispensableSet = PluginSet> implements AsyncDisposable {
  readonly #options: PluginClientOptions<S> & PluginSets;
  readonly #supervision: ClientSupervision;
  readonly #policy: Policy;
  #starts: RestartState = noStarts;
  #status: SupervisedStatus = 'stopped';
  #failure: GoPluginError | undefined;
  #client: PluginClient<S> | undefined;
  #starting: SharedTask<PluginClient<S>> | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: PluginClientOptions<S> & PluginSets, supervision: ClientSupervision = {}) {
    this.#options = options;
    this.#supervision = supervision;

    this.#policy = {
      restart: supervision.restart ?? 'on_use',
      mostStarts: supervision.mostStarts ?? usualRestarts.mostStarts,
      windowMs: supervision.windowMs ?? usualRestarts.windowMs,
      firstDelayMs: supervision.firstDelayMs ?? usualRestarts.firstDelayMs,
      longestDelayMs: supervision.longestDelayMs ?? usualRestarts.longestDelayMs,
      probeEveryMs: supervision.probeEveryMs ?? 0,
      probeTimeoutMs: supervision.probeTimeoutMs ?? 5_000,
    };
  }

  /** How the plugin is. */
  get status(): SupervisedStatus {
    return this.#status;
  }

  /**
   * Returns the client of the running plugin. Starts the plugin if it does not run, after a wait if it has crashed before.
   * @throws GoPluginError as {@link PluginClient.connect}, and `PLUGIN_GIVEN_UP` after too many starts
   */
  async running(options: CallOptions = {}): Promise<PluginClient<S>> {
    if (this.#closed !== undefined) throw new GoPluginError('CLIENT_CLOSED', { operation: 'start' });
    if (this.#client !== undefined && !this.#client.signal.aborted) return this.#client;
    using limits = limitOperation('start', options);
    this.#starting ??= new SharedTask((signal) => this.#start(signal));
    return await this.#starting.join(limits.signal);
  }

  /** {@link PluginClient.dispense} of the running plugin. @throws GoPluginError as {@link running} and {@link PluginClient.dispense} */
  async dispense<N extends PluginName<S>>(name: N, options: CallOptions = {}): Promise<Dispensed<S, N>> {
    return (await this.running(options)).dispense(name, options);
  }

  /** Ends the plugin for good. Never rejects. See {@link PluginClient.kill}. */
  kill(options: KillOptions = {}): Promise<void> {
    this.#closed ??= this.#end(options);
    return this.#closed;
  }

  /** As {@link SupervisedClient.kill}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }

  async #start(signal: AbortSignal): Promise<PluginClient<S>> {
    try {
      await this.#awaitTurn(signal);
      const client = new PluginClient<S>(this.#options);
      try {
        await client.connect({ signal });
      } catch (error) {
        await client.kill({ gracefulStopMs: 0 });
        throw error;
      }
      this.#client = client;
      this.#become('running');
      this.#watch(client);
      return client;
    } catch (error) {
      this.#startFailed(error, signal);
      throw error;
    } finally {
      this.#starting = undefined;
    }
  }

  async #awaitTurn(signal: AbortSignal): Promise<void> {
    const plan = planStart(this.#starts, this.#policy, performance.now(), Math.random());
    this.#starts = plan.state;
    if (plan.action === 'give up') throw this.#givenUp();
    this.#become(this.#failure === undefined ? 'starting' : 'restarting');
    if (plan.delayMs > 0) await wait(plan.delayMs, undefined, { signal });
  }

  #startFailed(error: unknown, signal: AbortSignal): void {
    if (signal.aborted || !GoPluginError.is(error) || setUpErrors.includes(error.code))
      this.#starts = withdrawStart(this.#starts);
    if (signal.aborted) this.#become('stopped');
    else if (GoPluginError.is(error, 'PLUGIN_GIVEN_UP')) this.#become('given_up', error);
    else if (GoPluginError.is(error)) this.#become('failed', (this.#failure = error));
  }

  #watch(client: PluginClient<S>): void {
    const cancelProbe = this.#policy.probeEveryMs > 0 ? this.#probe(client) : () => undefined;
    client.signal.addEventListener(
      'abort',
      () => {
        cancelProbe();
        if (this.#closed !== undefined) return;
        this.#failure = client.signal.reason as GoPluginError;
        this.#become('failed', this.#failure);
        // The status tells how this start ends. Nobody waits for it.
        if (this.#policy.restart === 'at_once') this.running().catch(() => undefined);
      },
      { once: true },
    );
  }

  /** @returns cancels the probing */
  #probe(client: PluginClient<S>): () => void {
    const { probeEveryMs, probeTimeoutMs: timeoutMs } = this.#policy;
    let cancel = (): void => undefined;
    const later = (): void => {
      cancel = startTimer(probeEveryMs, () => void probe(), { unref: true });
    };
    const probe = async (): Promise<void> => {
      try {
        await client.ping({ timeoutMs });
        if (!client.signal.aborted) later();
      } catch {
        await client.kill({ gracefulStopMs: 0 });
      }
    };
    later();
    return () => cancel();
  }

  #givenUp(): GoPluginError {
    const { mostStarts, windowMs } = this.#policy;
    const path = this.#options.command ?? 'of the runner';
    const reason = this.#failure?.message ?? 'it did not stay up';
    return new GoPluginError('PLUGIN_GIVEN_UP', { path, mostStarts, windowMs, reason }, { cause: this.#failure });
  }

  async #end(options: KillOptions): Promise<void> {
    await this.#starting?.abort(new GoPluginError('CLIENT_CLOSED', { operation: 'start' }));
    await this.#client?.kill(options);
    this.#become('stopped');
  }

  #become(status: SupervisedStatus, error?: GoPluginError): void {
    this.#status = status;
    this.#supervision.onStatus?.(status, error);
  }
}

/** A user corrects these, and then expects a start at once. They do not count as crashes. */
const setUpErrors: readonly string[] = [
  'CONFIG_INVALID',
  'BINARY_NOT_FOUND',
  'NOT_EXECUTABLE',
  'CHECKSUM_MISMATCH',
  'CHECKSUM_MISSING',
  'CHECKSUM_UNREADABLE',
  'HASH_UNKNOWN',
];
