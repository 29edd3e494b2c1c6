import { expect } from 'chai';
import { mostValues, tooManyValues } from '../../../src/domain/json-text.js';
import { decodeResult } from '../../../src/wire/execute-result.js';
import {
  mostFields,
  mostIssues,
  mostMembers,
  mostSchemaBytes,
  mostSchemaFields,
} from '../../../src/wire/message-limits.js';
import { infoMessage, resultMessage, schemasMessage } from '../../../src/wire/plugin-messages.js';
import { stepTypesMessage } from '../../../src/wire/step-type-messages.js';
import { decodeJsonObject } from '../../../src/wire/step-values.js';
import { issuesMessage } from '../../../src/wire/validator-messages.js';

/** So many elements of the repeated field with this number, all of them empty: two bytes each. */
const empties = (field: number, count: number): Buffer => Buffer.alloc(2 * count, Buffer.of((field << 3) | 2, 0));

const result = (data: Readonly<Record<string, string>>) =>
  decodeResult({ success: true, output: '', error: '', data: new Map(Object.entries(data)) });

const listOf = (value: string, count: number): string => `[${`${value},`.repeat(count - 1)}${value}]`;

describe('What a plugin sends, and takes little room until it is read', () => {
  for (const [what, codec, bytes] of [
    ['operations', schemasMessage, empties(1, mostSchemaFields + 1)],
    ['inputs of an operation', schemasMessage, Buffer.concat([Buffer.of(0x0a, 0xfe, 0xff, 0x7f), empties(3, 1048575)])],
    ['types of steps', stepTypesMessage, empties(1, mostSchemaFields + 1)],
    ['issues of a validator', issuesMessage, empties(1, mostIssues + 1)],
    ['capabilities', infoMessage, empties(4, mostMembers + 1)],
    ['unknown fields', infoMessage, empties(9, mostFields + 1)],
  ] as const)
    it(`is refused before it is read when it has too many ${what}`, () => {
      expect(() => codec.decode(bytes)).to.throw(RangeError, /more than \d+ (fields|issues|capabilities)/);
    });

  it('is refused before it is read when a list of schemas is too large', () => {
    const large = Buffer.alloc(mostSchemaBytes + 1);
    for (const codec of [schemasMessage, stepTypesMessage])
      expect(() => codec.decode(large)).to.throw(RangeError, 'schemas of 8388609 bytes; at most 8388608 are read');
  });

  it('is refused while it is read when a result has too many members', () => {
    const entries: Buffer[] = [];
    for (let index = 0; index <= mostMembers; index += 1) {
      const key = Buffer.from(String(index));
      entries.push(Buffer.from([0x1a, key.length + 2, 0x0a, key.length]), key);
    }
    expect(() => resultMessage.decode(Buffer.concat(entries))).to.throw(RangeError, 'more than 100000 members');
    expect(resultMessage.decode(Buffer.concat(entries.slice(2))).data.size).to.equal(mostMembers);
  });

  it('is refused when its JSON has too many values, in one output or in several', () => {
    const refused = { success: false, outputs: {}, error: `output "b" ${tooManyValues}` };
    for (const value of ['[]', '{}', '0', '{"k":[]}'])
      expect(result({ b: listOf(value, mostValues) }), value).to.deep.equal(refused);
    expect(tooManyValues).to.include(` ${mostValues.toLocaleString('en')} values`);
    const half = listOf('0', mostValues / 2);
    expect(result({ a: half, b: half })).to.deep.equal(refused);
    expect(() => decodeJsonObject(`{"b":${listOf('0', mostValues)}}`, 'data')).to.throw(`data ${tooManyValues}`);
  });

  it('is read up to these limits, and texts at any length', () => {
    expect(result({ a: listOf('0', mostValues - 1) }).success).to.equal(true);
    const text = '[,{'.repeat(mostValues);
    expect(result({ a: JSON.stringify(text) }).outputs).to.deep.equal({ a: text });
    expect(result({ a: JSON.stringify([text]) }).outputs).to.deep.equal({ a: [text] });
    expect(schemasMessage.decode(empties(1, 10_000))).to.have.lengthOf(10_000);
  });
});
