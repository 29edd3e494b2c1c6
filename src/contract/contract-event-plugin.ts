import { setTimeout as wait } from 'node:timers/promises';
import type { DomainEvent } from '../domain/event/domain-event.js';
import type { JsonValue } from '../domain/json.js';
import type { EventSubscriber, EventToEmit } from '../sdk/events.js';
import { operation, type Operations } from '../sdk/operation.js';
import { success } from '../sdk/result.js';
import { ContractPlugin } from './contract-plugin.js';

/** Longer than the limit of the clause that does not wait for it. */
const waitMs = 1_500;

/**
 * The contract's plugin with events. It keeps those that it gets for its operation `handled`, answers `contract.ask`, fails on `contract.fail`,
 * takes its time with `contract.wait`, and emits what its operation `emit` is given.
 */
export class ContractEventPlugin extends ContractPlugin {
  /** What it does with events. */
  readonly events: EventSubscriber;
  /** What it offers. */
  override readonly operations: Operations;
  /** The events that it may emit, where it runs inside a host. */
  readonly emits: readonly string[] = ['contract.*'];
  readonly #handled: DomainEvent[] = [];

  /** @param crash as for the contract's plugin */
  constructor(name: string, crash: () => void) {
    super(name, crash);
    const { operations } = new ContractPlugin(name, crash);
    this.operations = {
      ...operations,
      handled: operation({ handler: () => success({ events: this.#handled.map(shown) }) }),
      emit: operation({
        inputs: { type: { type: 'string', required: true } },
        handler: async ({ inputs: { type }, host }) => {
          try {
            const id = await host.emit(type, { metadata: { n: '1' }, payload: { of: name } });
            return success({ accepted: true, id });
          } catch (error) {
            return success({ accepted: false, problem: (error as Error).message });
          }
        },
      }),
    };
    this.events = { patterns: ['*'], handler: ({ event, signal }) => this.#handle(event, signal) };
  }

  async #handle(event: DomainEvent, signal: AbortSignal): Promise<readonly EventToEmit[]> {
    this.#handled.push(event);
    if (event.type === 'contract.fail') throw new Error('on request');
    if (event.type === 'contract.wait') await wait(waitMs, undefined, { signal });
    return event.type === 'contract.ask' ? [{ type: 'contract.answer', metadata: { to: event.id } }] : [];
  }
}

const shown = ({ payload, timestamp, metadata, ...event }: DomainEvent): JsonValue => ({
  ...event,
  metadata: { ...metadata },
  payload: Buffer.from(payload).toString(),
  timestamp: timestamp.getTime(),
});
