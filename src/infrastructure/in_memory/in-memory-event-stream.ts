import { AwfError } from '../../domain/errors/awf-error.js';
import type { DomainEvent } from '../../domain/event/domain-event.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { EventStream } from '../../ports/plugin-events.js';
import type { PluginRuntime } from '../../sdk/plugin-runtime.js';
import { copied } from './copied-event.js';

/** Runs a call with the limits and errors of a connection. */
type Call = <T>(options: CallOptions | undefined, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Events that may wait for the handler before a sender waits, as there is room for some on their way to a process. */
const roomForEvents = 64;

/** A stream of events to a plugin object. */
export class InMemoryEventStream implements EventStream {
  readonly #plugin: string;
  readonly #runtime: PluginRuntime;
  readonly #call: Call;
  readonly #handling: Promise<void>[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(plugin: string, runtime: PluginRuntime, call: Call) {
    this.#plugin = plugin;
    this.#runtime = runtime;
    this.#call = call;
  }

  async send(event: DomainEvent, options?: CallOptions): Promise<void> {
    this.#refuseWithoutHandler();
    await this.#call(options, async () => {
      if (this.#handling.length >= roomForEvents) await this.#handling.shift();
      const own = copied(event);
      const { signal } = new AbortController();
      this.#last = this.#last.then(() => this.#runtime.handleStreamedEvent(own, signal));
      this.#handling.push(this.#last);
    });
  }

  async end(options?: CallOptions): Promise<void> {
    this.#refuseWithoutHandler();
    await this.#call(options, () => this.#last);
  }

  #refuseWithoutHandler(): void {
    if (this.#runtime.handlesEvents) return;
    throw new AwfError('EXECUTION.PLUGIN.CALL_FAILED', {
      plugin: this.#plugin,
      call: 'StreamEvents',
      status: 'UNIMPLEMENTED',
      message: 'plugin does not implement EventSubscriber',
    });
  }
}
