import type { DomainEvent } from '../domain/event/domain-event.js';
import { token } from './token.js';

/** What became of an event. */
export interface Publication {
  /** The plugins that it waits for, or has reached. */
  readonly subscribers: readonly string[];
  /** The plugins that do not get it, because too many events wait for them already. */
  readonly dropped: readonly string[];
}

/**
 * Tells plugins what happens. Contract: clauses EP-01 and following.
 */
export interface EventPublisher {
  /**
   * Publishes an event to all that want its type. Resolves when it is queued, and waits for no plugin. After {@link EventPublisher.close},
   * nobody gets it.
   */
  publish(event: DomainEvent): Promise<Publication>;

  /** Waits until the plugins have the events that are queued, for a limited time, and ends. May be called again. */
  close(): Promise<void>;
}

/** What the {@link EventPublisher} is bound under. */
export const EVENT_PUBLISHER = token<EventPublisher>('EventPublisher');
