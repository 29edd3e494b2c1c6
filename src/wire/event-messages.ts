import { emptyPayload, type DomainEvent } from '../domain/event/domain-event.js';
import type { EmitAnswer, EmittedEvent } from '../domain/event/emission.js';
import { recordOf } from '../domain/json.js';
import type { Codec } from './plugin-messages.js';
import { ProtobufReader } from './protobuf-reader.js';
import { encodeMessage, type MessageFields } from './protobuf-writer.js';

/** An event with its number in a stream. */
export interface StreamedEvent {
  readonly event: DomainEvent;
  /** The first one of a stream is 1. */
  readonly sequence: number;
}

/** The numbers of the fields that all events have, under the numbers of a message. */
interface FieldNumbers {
  readonly id?: number;
  readonly type: number;
  readonly timestamp: number;
  readonly source: number;
  readonly metadata: number;
  readonly payload: number;
  readonly depth: number;
}

const handled: FieldNumbers = { id: 1, type: 2, timestamp: 3, source: 4, metadata: 5, payload: 6, depth: 7 };
const emitted: FieldNumbers = { type: 1, payload: 2, source: 3, depth: 4, timestamp: 5, metadata: 6 };
const sequenceField = 8;

const nanosOfMs = 1_000_000n;

type WrittenEvent = EmittedEvent & Partial<Pick<DomainEvent, 'id'>>;

function writer(event: WrittenEvent, numbers: FieldNumbers): (fields: MessageFields) => void {
  const metadata = new Map(Object.entries(event.metadata));
  const nanos = event.timestamp === undefined ? 0n : BigInt(event.timestamp.getTime()) * nanosOfMs;
  return (fields) => {
    if (numbers.id !== undefined) fields.text(numbers.id, event.id ?? '');
    fields.text(numbers.type, event.type);
    fields.integer(numbers.timestamp, nanos);
    fields.text(numbers.source, event.source);
    fields.values(numbers.metadata, metadata);
    fields.bytes(numbers.payload, event.payload);
    fields.integer(numbers.depth, event.propagationDepth);
  };
}

/** What has been read of an event so far. */
class EventFields {
  readonly #numbers: FieldNumbers;
  readonly #metadata = new Map<string, string>();
  #id = '';
  #type = '';
  #source = '';
  #nanos = 0;
  #payload = emptyPayload;
  #depth = 0;

  constructor(numbers: FieldNumbers) {
    this.#numbers = numbers;
  }

  /** Reads the value of a field of the event, or skips it. */
  read(field: number, reader: ProtobufReader): void {
    const { id, type, timestamp, source, metadata, payload, depth } = this.#numbers;
    if (field === id) this.#id = reader.text() ?? this.#id;
    else if (field === type) this.#type = reader.text() ?? this.#type;
    else if (field === timestamp) this.#nanos = reader.integer() ?? this.#nanos;
    else if (field === source) this.#source = reader.text() ?? this.#source;
    else if (field === metadata) reader.value(this.#metadata);
    else if (field === payload) this.#payload = reader.bytes() ?? this.#payload;
    else if (field === depth) this.#depth = reader.integer() ?? this.#depth;
    else reader.skip();
  }

  get event(): DomainEvent {
    return { ...this.emitted, id: this.#id, timestamp: this.#timestamp ?? new Date(0) };
  }

  get emitted(): EmittedEvent {
    return {
      type: this.#type,
      timestamp: this.#timestamp,
      source: this.#source,
      metadata: recordOf(this.#metadata),
      // A view would keep the whole message in memory for as long as the event waits.
      payload: this.#payload.length === 0 ? emptyPayload : Uint8Array.from(this.#payload),
      propagationDepth: this.#depth,
    };
  }

  /** Undefined for a time that no clock showed: a Go program that sets none sends the year 1754. */
  get #timestamp(): Date | undefined {
    return this.#nanos > 0 ? new Date(this.#nanos / 1e6) : undefined;
  }
}

function readEvent(reader: ProtobufReader, numbers: FieldNumbers): EventFields {
  const fields = new EventFields(numbers);
  for (let field = reader.next(); field !== 0; field = reader.next()) fields.read(field, reader);
  return fields;
}

/** HandleEventRequest, from the host to the plugin. */
export const eventMessage: Codec<DomainEvent> = {
  encode: (event) => encodeMessage(writer(event, handled)),
  decode: (bytes) => readEvent(ProtobufReader.of(bytes), handled).event,
};

/** EventStreamMessage. */
export const streamedEventMessage: Codec<StreamedEvent> = {
  encode({ event, sequence }) {
    const write = writer(event, handled);
    return encodeMessage((fields) => {
      write(fields);
      fields.integer(sequenceField, sequence);
    });
  },
  decode(bytes) {
    const reader = ProtobufReader.of(bytes);
    const fields = new EventFields(handled);
    let sequence = 0;
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === sequenceField) sequence = reader.integer() ?? sequence;
      else fields.read(field, reader);
    return { event: fields.event, sequence };
  },
};

/** More events than a handler emits in answer to one. Each costs the host work, and an empty one costs its sender two bytes. */
export const mostAnswers = 1_000;

/** HandleEventResponse: what a plugin emits in answer to an event. Decoding keeps the first {@link mostAnswers} and one more. */
export const answerMessage: Codec<readonly EmittedEvent[]> = {
  encode(events) {
    const messages = events.map((event) => encodeMessage(writer(event, handled)));
    return encodeMessage((fields) => {
      for (const message of messages) fields.message(1, message);
    });
  },
  decode(bytes, textBytes) {
    const reader = ProtobufReader.of(bytes, textBytes);
    const events: EmittedEvent[] = [];
    for (let field = reader.next(); field !== 0; field = reader.next()) {
      if (field !== 1) {
        reader.skip();
        continue;
      }
      if (events.length > mostAnswers) reader.skip();
      else {
        const message = reader.message();
        if (message !== undefined) events.push(readEvent(message, handled).emitted);
      }
    }
    return events;
  },
};

/** EmitRequest, from a plugin to its host. */
export const emitMessage: Codec<EmittedEvent> = {
  encode: (event) => encodeMessage(writer(event, emitted)),
  decode: (bytes) => readEvent(ProtobufReader.of(bytes), emitted).emitted,
};

/** EmitResponse. */
export const emitAnswerMessage: Codec<EmitAnswer> = {
  encode: (answer) =>
    encodeMessage((fields) => {
      fields.bool(1, answer.accepted);
      if (answer.accepted) fields.text(3, answer.eventId);
      else fields.text(2, answer.problem);
    }),
  decode(bytes) {
    const reader = ProtobufReader.of(bytes);
    let [accepted, problem, eventId] = [false, '', ''];
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) accepted = reader.bool() ?? accepted;
      else if (field === 2) problem = reader.text() ?? problem;
      else if (field === 3) eventId = reader.text() ?? eventId;
      else reader.skip();
    return accepted ? { accepted, eventId } : { accepted, problem };
  },
};
