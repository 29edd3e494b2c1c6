import { noStarts, planStart, withdrawStart, type RestartPolicy, type RestartState } from 'plugin-async';
import { setTimeout as wait } from 'node:timers/promises';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import type { ConnectOptions, PluginConnection, PluginTransport } from '../../ports/plugin-transport.js';
import { SupervisedConnection } from './supervised-connection.js';

/** How a host treats plugins that crash. */
export interface Supervision extends RestartPolicy {
  /** When a plugin that crashed is started again: with the next call that needs it, or at once. */
  readonly restart: 'on_call' | 'at_once';
  /** How often a running plugin is asked whether it still answers, in milliseconds. 0: never. */
  readonly probeEveryMs: number;
  /** A plugin that has not answered such a question for this time is ended, which counts as a crash. */
  readonly probeTimeoutMs: number;
}

/** What supervising takes. */
export interface SupervisionPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Rejects when the signal is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Waits with a timer of Node. */
export const pause: SupervisionPorts['pause'] = async (milliseconds, signal) => {
  await wait(milliseconds, undefined, { ...(signal && { signal }) });
};

interface SupervisedPlugin {
  state: RestartState;
  /** Why it ended or did not start the last time. */
  failure: AwfError | undefined;
}

/**
 * Another transport with a policy for plugins that crash: the second start comes at once, later ones wait longer and longer, and after too many
 * starts in a window, the plugin is given up for as long as this transport lives. A plugin that the host has closed counts from the beginning.
 */
export class SupervisedPluginTransport implements PluginTransport {
  readonly #records = new Map<string, SupervisedPlugin>();
  readonly #inner: PluginTransport;
  readonly #policy: Supervision;
  readonly #ports: SupervisionPorts;

  constructor(inner: PluginTransport, policy: Supervision, ports: SupervisionPorts) {
    this.#inner = inner;
    this.#policy = policy;
    this.#ports = ports;
  }

  /**
   * Starts the plugin, after a wait if it has crashed before.
   * @throws AwfError `EXECUTION.PLUGIN.GIVEN_UP` after too many starts; and what the inner transport throws
   */
  async connect(plugin: PluginInfo, options: ConnectOptions = {}): Promise<PluginConnection> {
    const { name } = plugin.manifest;
    const record = this.#records.get(name) ?? { state: noStarts, failure: undefined };
    this.#records.set(name, record);
    await this.#await(name, record, options.signal);
    try {
      return this.#watch(name, record, await this.#inner.connect(plugin, options));
    } catch (error) {
      if (isFailureOfPlugin(error)) record.failure = error;
      else record.state = withdrawStart(record.state);
      throw error;
    }
  }

  async #await(plugin: string, record: SupervisedPlugin, signal: AbortSignal | undefined): Promise<void> {
    const { clock, random, logger } = this.#ports;
    const plan = planStart(record.state, this.#policy, clock.monotonicMs(), random());
    record.state = plan.state;
    if (plan.action === 'give up') throw this.#givenUp(plugin, record);
    if (record.failure === undefined) return;
    const delayMs = Math.round(plan.delayMs);
    logger.log('warn', 'the plugin is started again', {
      plugin,
      delayMs,
      start: plan.state.starts.length,
    });
    if (delayMs === 0) return;
    try {
      await this.#ports.pause(delayMs, signal);
    } catch (cause) {
      record.state = withdrawStart(record.state);
      throw new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call: 'start' }, { cause });
    }
  }

  #watch(plugin: string, record: SupervisedPlugin, inner: PluginConnection): PluginConnection {
    const connection = new SupervisedConnection(plugin, inner, this.#policy, this.#ports);
    void connection.exited.then((end) => {
      if (connection.closed) record.state = noStarts;
      else record.failure = new AwfError('EXECUTION.PLUGIN.CRASHED', { plugin, call: 'its run', end });
    });
    return connection;
  }

  #givenUp(plugin: string, { failure }: SupervisedPlugin): AwfError {
    const { mostStarts, windowMs } = this.#policy;
    const reason = failure?.message ?? 'it did not stay up';
    return new AwfError('EXECUTION.PLUGIN.GIVEN_UP', { plugin, mostStarts, windowMs, reason }, { cause: failure });
  }
}

/** Whether another start may end in the same way. A wrong set-up is not among it: people mend that, and then want a start at once. */
function isFailureOfPlugin(error: unknown): error is AwfError {
  return (
    AwfError.is(error) &&
    [
      'EXECUTION.PLUGIN.CRASHED',
      'EXECUTION.PLUGIN.HANDSHAKE_INVALID',
      'EXECUTION.PLUGIN.START_TIMEOUT',
      'EXECUTION.PLUGIN.CONNECT_FAILED',
    ].includes(error.code)
  );
}
