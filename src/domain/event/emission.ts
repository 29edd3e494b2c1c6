import { truncate } from '../text.js';
import type { DomainEvent } from './domain-event.js';
import { maxPropagationDepth } from './domain-event.js';
import { mayEmit } from './event-pattern.js';

/** An event as a plugin emits it. What it says about itself is a claim. */
export interface EmittedEvent {
  /** Segments with dots between them. */
  readonly type: string;
  /** Undefined: now. */
  readonly timestamp?: Date | undefined;
  /** The plugin that it claims to come from. Empty: it claims nothing. */
  readonly source: string;
  /** Facts about it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Further data, in a form that the plugin chose. */
  readonly payload: Uint8Array;
  /** The depth that it claims. */
  readonly propagationDepth: number;
}

/** What the host answers a plugin that emits an event. */
export type EmitAnswer =
  { readonly accepted: true; readonly eventId: string } | { readonly accepted: false; readonly problem: string };

/** The plugin at the other end of a connection, which no message can change. */
export interface Emitter {
  /** The name in its manifest. */
  readonly name: string;
  /** The types that its manifest lets it emit. */
  readonly emit: readonly string[];
}

/** Why an event is refused. */
export type Refusal =
  { readonly kind: 'denied'; readonly problem: string } | { readonly kind: 'too deep'; readonly depth: number };

/** An event that may be published, without its id, or the reason why not. */
export type Judgement =
  { readonly ok: true; readonly event: Omit<DomainEvent, 'id'> } | { readonly ok: false; readonly refusal: Refusal };

/** Longest type, in characters. */
const longestType = 200;
/** Largest metadata, keys and values together, in characters. */
const largestMetadata = 65_536;
/** Largest payload, in bytes. A queue of events of this size still fits into memory. */
const largestPayload = 1_048_576;

/**
 * Decides whether an event may be published. The name of the emitter is that of its connection: an event that claims another one is refused.
 * @param cause the depth of the event that the plugin handles at this moment, if it handles one
 * @param now its time if it has none
 */
export function judgeEmission(
  emitter: Emitter,
  emitted: EmittedEvent,
  cause: number | undefined,
  now: Date,
): Judgement {
  const { type, source, metadata, payload, timestamp = now } = emitted;
  const problem = typeProblem(type) ?? sizeProblem(emitted);
  if (problem !== undefined) return denied(problem);
  const allowed = mayEmit(emitter.emit, type);
  if (!allowed || (source !== '' && source !== emitter.name))
    // The words of AWF. The rest tells the author which of the two it was.
    return denied(
      `plugin ${JSON.stringify(truncate(source || emitter.name, longestType))} not authorized to emit event type ${JSON.stringify(type)}` +
        (allowed ? `: this is the connection of plugin ${JSON.stringify(emitter.name)}` : ''),
    );
  const depth = Math.max(emitted.propagationDepth, cause === undefined ? 0 : cause + 1);
  if (depth >= maxPropagationDepth) return { ok: false, refusal: { kind: 'too deep', depth } };
  return { ok: true, event: { type, timestamp, source: emitter.name, metadata, payload, propagationDepth: depth } };
}

const denied = (problem: string): Judgement => ({ ok: false, refusal: { kind: 'denied', problem } });

/** What is wrong with a type, if anything. Types are shown in logs and compared with patterns. */
function typeProblem(type: string): string | undefined {
  if (type.length > longestType) return `the event type is longer than ${longestType} characters`;
  if (/^[^\s\p{C}.*]+(?:\.[^\s\p{C}.*]+)*$/u.test(type)) return undefined;
  return `${JSON.stringify(type)} is not an event type: it must be segments of visible characters with dots between them`;
}

function sizeProblem({ metadata, payload }: EmittedEvent): string | undefined {
  if (payload.length > largestPayload) return `the payload is larger than ${largestPayload} bytes`;
  let size = 0;
  for (const [key, value] of Object.entries(metadata)) size += key.length + value.length;
  return size > largestMetadata ? `the metadata is larger than ${largestMetadata} characters` : undefined;
}
