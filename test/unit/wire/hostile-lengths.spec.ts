import { expect } from 'chai';
import * as messages from '../../../src/wire/plugin-messages.js';

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
