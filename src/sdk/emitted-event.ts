import { emptyPayload } from '../domain/event/domain-event.js';
import type { EmittedEvent } from '../domain/event/emission.js';
import { jsonTextOf } from '../domain/json-text.js';

/**
 * An event as it is sent, from what a program without type checks may have given.
 * @param plugin the plugin that emits it
 * @param depth how many events led to it
 * @throws TypeError that says what is wrong
 */
export function emittedEvent(plugin: string, given: unknown, depth: number): EmittedEvent {
  if (typeof given !== 'object' || given === null)
    throw new TypeError('an event to emit must be an object with a type');
  const { type, metadata = {}, payload } = given as Readonly<Record<string, unknown>>;
  if (typeof type !== 'string' || type === '') throw new TypeError('an event to emit must have a text as its type');
  return {
    type,
    timestamp: new Date(),
    source: plugin,
    metadata: texts(type, metadata),
    payload: bytesOf(type, payload),
    propagationDepth: depth,
  };
}

function texts(type: string, metadata: unknown): Readonly<Record<string, string>> {
  if (typeof metadata !== 'object' || metadata === null)
    throw new TypeError(`event ${type}: its metadata must be an object`);
  for (const [key, value] of Object.entries(metadata))
    if (typeof value !== 'string')
      throw new TypeError(`event ${type}: metadata.${key} must be a text, is ${typeof value}`);
  return metadata as Readonly<Record<string, string>>;
}

function bytesOf(type: string, payload: unknown): Uint8Array {
  if (payload === undefined) return emptyPayload;
  if (payload instanceof Uint8Array) return payload;
  const json = jsonTextOf(payload);
  if (!json.ok) throw new TypeError(`event ${type}: its payload ${json.problem}`);
  if (json.text === undefined) throw new TypeError(`event ${type}: its payload is a ${typeof payload}`);
  return Buffer.from(json.text);
}
