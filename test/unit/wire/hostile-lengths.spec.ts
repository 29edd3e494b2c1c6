import { expect } from 'chai';
import * as events from '../../../src/wire/event-messages.js';
import * as messages from '../../../src/wire/plugin-messages.js';
import { issuesMessage } from '../../../src/wire/validator-messages.js';

const string = [0x0a, 0xff, 0xff, 0xff, 0xff, 0x07];
const within = (field: number): number[] => [(field << 3) | 2, string.length, ...string];

// google-protobuf never comes back from these: a spec that fails here hangs instead.
const cases: readonly (readonly [name: string, codec: { decode(bytes: Buffer): unknown }, bytes: number[]])[] = [
  ['a description', messages.infoMessage, string],
  ['a configuration', messages.configMessage, within(1)],
  ['a list of schemas', messages.schemasMessage, within(1)],
  ['the input of a schema', messages.schemasMessage, [0x0a, 8, ...within(3)]],
  ['the output of a schema', messages.schemasMessage, [0x0a, 8, ...within(4)]],
  ['an operation’s name', messages.operationNameMessage, string],
  ['a schema that was asked for', messages.foundSchemaMessage, within(1)],
  ['a call', messages.executeMessage, within(2)],
  ['a call’s operation', messages.executeMessage, string],
  ['a result', messages.resultMessage, within(3)],
];

describe('A message with a length beyond its end', () => {
  for (const [name, codec, bytes] of cases)
    it(`is refused at once in ${name}`, () => {
      expect(() => codec.decode(Buffer.from(bytes))).to.throw(/not a valid protobuf message/);
    });
});

/** Every field below 16, as four bytes: none of the messages has a field of that kind. */
const fixed = Buffer.concat(Array.from({ length: 15 }, (_, index) => Buffer.of(((index + 1) << 3) | 5, 1, 2, 3, 4)));

describe('A field of another type than its number has', () => {
  for (const [name, codec] of [
    ['a call', messages.executeMessage],
    ['a result', messages.resultMessage],
    ['a configuration', messages.configMessage],
    ['an event', events.eventMessage],
    ['a streamed event', events.streamedEventMessage],
    ['the answer to an event', events.answerMessage],
    ['an emission', events.emitMessage],
    ['the answer to an emission', events.emitAnswerMessage],
    ['the issues of a validator', issuesMessage],
  ] as const)
    it(`is passed over in ${name}, as in an empty message`, () => {
      const decode = (bytes: Buffer): unknown => codec.decode(bytes);
      expect(decode(fixed)).to.deep.equal(decode(Buffer.alloc(0)));
    });

  it('is passed over in an issue', () => {
    expect(issuesMessage.decode(Buffer.concat([Buffer.of(0x0a, fixed.length), fixed]))).to.deep.equal([
      { severity: 'error', message: '' },
    ]);
  });
});
