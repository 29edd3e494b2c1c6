import type { GrpcBroker, GrpcConnection } from 'go-plugin-node';
import type { EmitAnswer, EmittedEvent } from '../domain/event/emission.js';
import { withinLimits } from 'plugin-async';
import { hostEventService, hostEventServiceId } from '../wire/event-services.js';
import { EmitError, type EmitOptions } from './events.js';
import type { HostLink } from './host-link.js';
import { messageOf } from './thrown.js';

/** For the connection, and for each event. */
const defaultTimeoutMs = 5_000;

/**
 * The way to the host over go-plugin's broker. It connects with the first event: a connection at the start would wait for a host that is
 * itself waiting for the plugin.
 */
export class BrokerHostLink implements HostLink {
  #broker: GrpcBroker | undefined;
  #connection: Promise<GrpcConnection> | undefined;

  /** Called once, before the plugin serves. */
  attach(broker: GrpcBroker): void {
    this.#broker = broker;
  }

  async emit(event: EmittedEvent, { signal, timeoutMs = defaultTimeoutMs }: EmitOptions = {}): Promise<EmitAnswer> {
    const begin = performance.now();
    const errors = {
      canceled: (cause: unknown) => new Error('its caller no longer waits', { cause }),
      late: (limitMs: number) => new Error(`the host did not answer within ${limitMs} ms`),
    };
    try {
      // The way to the host is the same for all events, so an event that no longer waits for it leaves it to the others.
      const connection = await withinLimits(
        { signal, timeoutMs },
        errors,
        () => (this.#connection ??= this.#connect()),
      );
      const rest = Math.max(0, timeoutMs - (performance.now() - begin));
      return await connection.callUnary(hostEventService.emit, event, { signal, timeoutMs: rest });
    } catch (cause) {
      throw new EmitError('EMIT_UNAVAILABLE', `event ${event.type} was not emitted: ${reason(cause)}`, { cause });
    }
  }

  async #connect(): Promise<GrpcConnection> {
    try {
      if (this.#broker === undefined) throw new Error('the plugin does not serve yet');
      return await this.#broker.dial(hostEventServiceId, { timeoutMs: defaultTimeoutMs });
    } catch (error) {
      // The next event tries again.
      this.#connection = undefined;
      throw error;
    }
  }
}

function reason(cause: unknown): string {
  const code = (cause as { readonly code?: unknown } | null)?.code;
  return code === 'BROKER_TIMEOUT'
    ? 'the host offers no events to this plugin. List the capability events in plugin.yaml.'
    : messageOf(cause);
}
