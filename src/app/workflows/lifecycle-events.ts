import type { AwfError } from '../../domain/errors/awf-error.js';
import { coreSource, emptyPayload, type CoreEventType } from '../../domain/event/domain-event.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import { truncate } from '../../domain/text.js';
import { goDurationText } from '../../domain/workflow/duration.js';
import type { Clock } from '../../ports/clock.js';
import type { EventPublisher } from '../../ports/event-publisher.js';
import type { Logger } from '../../ports/logger.js';
import type { RunResult, StateReport } from './run-result.js';

/** What publishing the events of a run takes. */
export interface LifecyclePorts {
  /** Undefined: nobody is told. */
  readonly events?: EventPublisher | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Masks secrets in errors: one plugin must not learn those of another. */
  readonly secrets?: SecretMask | undefined;
}

/** The run that the events are about. */
export interface LifecycleSubject {
  readonly id: string;
  readonly workflow: string;
}

/** Longest error text in an event. */
const longestError = 8_192;

/** Publishes what happens in a run, under the names and with the metadata that AWF's plugins know. */
export class LifecycleEvents {
  readonly #ports: LifecyclePorts;
  readonly #subject: LifecycleSubject;
  readonly #dropped = new Map<string, number>();
  #started = false;

  constructor(ports: LifecyclePorts, subject: LifecycleSubject) {
    this.#ports = ports;
    this.#subject = subject;
  }

  /** Events that plugins did not get because too many waited for them, by the plugin's name. */
  get dropped(): ReadonlyMap<string, number> {
    return this.#dropped;
  }

  /** The plugins run, and the first step comes. */
  async workflowStarted(): Promise<void> {
    this.#started = true;
    await this.#publish('workflow.started', this.#ofWorkflow());
  }

  /** As in AWF, a run that ended before its plugins ran is not worth an event. */
  async workflowEnded({ error, durationMs }: Pick<RunResult, 'error' | 'durationMs'>): Promise<void> {
    if (!this.#started) return;
    if (error === undefined)
      await this.#publish('workflow.completed', { ...this.#ofWorkflow(), duration: goDurationText(durationMs) });
    else await this.#publish('workflow.failed', { ...this.#ofWorkflow(), error: this.#textOf(error) });
  }

  async stepStarted(step: string): Promise<void> {
    await this.#publish('step.started', this.#ofStep(step));
  }

  /** As in AWF, it does not name the run. */
  async stepRetrying(step: string, attempts: number): Promise<void> {
    await this.#publish('step.retrying', { step_name: step, attempt: String(attempts) });
  }

  /** A step that failed has failed, even if the workflow goes on. */
  async stepEnded(step: string, { status, error }: Pick<StateReport, 'status' | 'error'>): Promise<void> {
    if (status === 'completed') await this.#publish('step.completed', this.#ofStep(step));
    else await this.#publish('step.failed', { ...this.#ofStep(step), error: this.#textOf(error) });
  }

  #textOf(error: AwfError | undefined): string {
    const text = error?.message ?? '';
    return truncate(this.#ports.secrets?.text(text) ?? text, longestError);
  }

  #ofWorkflow(): Readonly<Record<string, string>> {
    return { workflow_id: this.#subject.id, workflow_name: this.#subject.workflow };
  }

  #ofStep(step: string): Readonly<Record<string, string>> {
    return { workflow_id: this.#subject.id, step_name: step };
  }

  /** An event that cannot be published does not end the run. */
  async #publish(type: CoreEventType, metadata: Readonly<Record<string, string>>): Promise<void> {
    const { events, clock, logger } = this.#ports;
    if (events === undefined) return;
    const id = crypto.randomUUID();
    const event = { id, type, timestamp: clock.now(), source: coreSource, metadata, payload: emptyPayload };
    try {
      const { dropped } = await events.publish({ ...event, propagationDepth: 0 });
      for (const plugin of dropped) this.#dropped.set(plugin, (this.#dropped.get(plugin) ?? 0) + 1);
    } catch (error) {
      logger.log('warn', `event ${type} could not be published: ${(error as Error).message}`);
    }
  }
}
