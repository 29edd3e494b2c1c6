import { Client, Metadata, status, type ClientWritableStream, type ServiceError } from '@grpc/grpc-js';
import type { GrpcConnection } from 'go-plugin-node';
import { limitCall, unlessAborted, type LimitErrors } from 'plugin-async';
import type { DomainEvent } from '../../domain/event/domain-event.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { EventStream } from '../../ports/plugin-events.js';
import type { StreamedEvent } from '../../wire/event-messages.js';
import { eventService } from '../../wire/event-services.js';

/** The errors of the port. */
export interface StreamErrors extends LimitErrors {
  /** For a call that has failed. */
  readonly failed: (error: ServiceError) => Promise<Error>;
}

/** A StreamEvents call. */
export class GrpcEventStream implements EventStream {
  readonly #call: ClientWritableStream<StreamedEvent>;
  /** Resolves with the failure of the call, or with undefined when the plugin has handled everything. */
  readonly #answered: Promise<ServiceError | undefined>;
  readonly #errors: StreamErrors;
  #sequence = 0;
  /** Whether the plugin has answered, so that it takes no more events. */
  #over = false;

  constructor(grpc: Pick<GrpcConnection, 'client'>, errors: StreamErrors) {
    const { path, requestSerialize, responseDeserialize } = eventService.streamEvents;
    let answer: (failure: ServiceError | undefined) => void = () => undefined;
    this.#answered = new Promise((resolve) => (answer = resolve));
    void this.#answered.then(() => (this.#over = true));
    this.#call = grpc
      .client(Client)
      .makeClientStreamRequest(path, requestSerialize, responseDeserialize, new Metadata(), {}, (failure) =>
        answer(failure ?? undefined),
      );
    // The failure comes to the callback, too.
    this.#call.on('error', () => undefined);
    this.#errors = errors;
  }

  async send(event: DomainEvent, options: CallOptions = {}): Promise<void> {
    this.#sequence += 1;
    const message = { event, sequence: this.#sequence };
    // Most events find room, and then there is nothing to wait for.
    if (!this.#over && this.#call.write(message)) return;
    const written = new Promise<undefined>((resolve) => this.#call.once('drain', () => resolve(undefined)));
    // A call that the plugin has answered takes no more events, whatever the answer.
    const over = this.#answered.then((failure) => failure ?? endedEarly());
    await this.#within(options, Promise.race([written, over]));
  }

  async end(options: CallOptions = {}): Promise<void> {
    this.#call.end();
    await this.#within(options, this.#answered);
  }

  /** Waits for work that gives a failure or nothing. When the time is over, the call is canceled. */
  async #within(options: CallOptions, work: Promise<ServiceError | undefined>): Promise<void> {
    using limit = limitCall(options, this.#errors);
    let failure: ServiceError | undefined;
    try {
      failure = await unlessAborted(work, limit.signal);
    } catch (error) {
      this.#call.cancel();
      throw error;
    }
    if (failure !== undefined) throw await this.#errors.failed(failure);
  }
}

function endedEarly(): ServiceError {
  const details = 'the plugin has ended the stream of events';
  return Object.assign(new Error(details), { code: status.ABORTED, details, metadata: new Metadata() });
}
