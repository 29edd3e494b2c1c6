/** Something that happened in a run, or that a plugin tells others. */
export interface DomainEvent {
  /** A UUID, which the host gives. */
  readonly id: string;
  /** Segments with dots between them, such as `workflow.started`. */
  readonly type: string;
  /** When it happened. */
  readonly timestamp: Date;
  /** {@link coreSource}, or the name of the plugin that emitted it. */
  readonly source: string;
  /** Facts about it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Further data in a form that its emitter chose. Empty for events of the host. */
  readonly payload: Uint8Array;
  /** How many events led to it, one after the other. 0: no event did. */
  readonly propagationDepth: number;
}

/** The events of a run, which the host publishes. */
export type CoreEventType =
  | 'workflow.started'
  | 'workflow.completed'
  | 'workflow.failed'
  | 'step.started'
  | 'step.completed'
  | 'step.failed'
  | 'step.retrying';

/** The source of the events that the host publishes. */
export const coreSource = 'core';

/** The depth at which an event is refused, so that plugins that answer each other come to an end. */
export const maxPropagationDepth = 3;

/** No data. */
export const emptyPayload: Uint8Array = new Uint8Array(0);
