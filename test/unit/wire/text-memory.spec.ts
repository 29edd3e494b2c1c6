import { expect } from 'chai';
import { decodeResult } from '../../../src/wire/execute-result.js';
import { jsonMemory } from '../../../src/wire/json-memory.js';
import { infoMessage, resultMessage } from '../../../src/wire/plugin-messages.js';
import { pluginService, within } from '../../../src/wire/plugin-services.js';
import { stepResultMessage } from '../../../src/wire/step-type-messages.js';
import { decodeStepResult } from '../../../src/wire/step-values.js';
import { issuesMessage } from '../../../src/wire/validator-messages.js';

const most = 1_000_000;
const tooMuch = 'texts that take more than 1000000 bytes of memory';
const result = (output: string): Buffer => resultMessage.encode({ success: true, output, data: new Map(), error: '' });

describe('The memory of the texts in a message', () => {
  for (const [what, text] of [
    ['ASCII', 'x'.repeat(most)],
    ['half as much ASCII with another character', `${'x'.repeat(most / 2 - 2)}€`],
    ['characters of three bytes', '漢'.repeat(most / 2)],
    ['characters of four bytes', '😀'.repeat(most / 4)],
  ] as const)
    it(`may be the limit: ${what}`, () => {
      expect(resultMessage.decode(result(text), most).output).to.equal(text);
    });

  for (const [what, text] of [
    ['ASCII', 'x'.repeat(most + 1)],
    ['ASCII with one character of another script', `${'x'.repeat(most / 2)}€`],
    ['characters of two bytes', 'é'.repeat(most / 2 + 1)],
    ['characters of three bytes', '漢'.repeat(most / 2 + 1)],
    ['characters of four bytes', '😀'.repeat(most / 4 + 1)],
  ] as const)
    it(`may not be more: ${what}`, () => {
      expect(() => resultMessage.decode(result(text), most)).to.throw(RangeError, tooMuch);
      expect(resultMessage.decode(result(text)).output).to.equal(text);
    });

  it('counts what is not UTF-8 as one character for each byte', () => {
    const bytes = result('x'.repeat(most / 2 + 1));
    bytes[bytes.length - 1] = 0xff;
    expect(() => resultMessage.decode(bytes, most)).to.throw(tooMuch);
  });

  it('counts all texts of a message together, those of messages inside it too', () => {
    const half = '漢'.repeat(most / 4 + 1);
    const messages = [
      [
        resultMessage,
        resultMessage.encode({
          success: true,
          output: '',
          data: new Map([
            ['a', half],
            ['b', half],
          ]),
          error: '',
        }),
      ],
      [infoMessage, infoMessage.encode({ name: half, version: '', description: half, capabilities: [] })],
      [infoMessage, infoMessage.encode({ name: '', version: '', description: '', capabilities: [half, half] })],
      [stepResultMessage, stepResultMessage.encode({ output: half, data: half, exitCode: 0 })],
      [
        issuesMessage,
        issuesMessage.encode([
          { severity: 'info', message: half },
          { severity: 'info', message: half },
        ]),
      ],
    ] as const;
    for (const [codec, bytes] of messages) expect(() => codec.decode(bytes, most)).to.throw(tooMuch);
  });
});

describe('The memory of the JSON in a result', () => {
  const memory = 8_000_000;
  const decode = (text: string) =>
    decodeResult({ success: true, output: '', error: '', data: new Map([['value', text]]) }, memory);
  const refused = {
    success: false,
    outputs: {},
    error: 'output "value" takes more than 7 MiB of memory while it is read',
  };

  it('has room for the text, the bytes it came in and the value', () => {
    const text = 'x'.repeat(2_600_000);
    expect(decode(JSON.stringify(text)).outputs).to.deep.equal({ value: text });
    expect(decode(JSON.stringify('x'.repeat(2_700_000)))).to.deep.equal(refused);
    expect(decode(text.repeat(2).slice(0, 3_900_000)).success, 'a text that is not JSON').to.equal(true);
  });

  it('counts two bytes for each character where there may be one beyond Latin-1', () => {
    for (const wide of ['€', '\\u20ac']) {
      expect(decode(`"${wide}${'x'.repeat(1_900_000)}"`).success).to.equal(true);
      expect(decode(`"${wide}${'x'.repeat(2_100_000)}"`)).to.deep.equal(refused);
    }
  });

  it('counts the values', () => {
    const list = (count: number): string => `[${'"abcdefghijkl",'.repeat(count)}""]`;
    expect(decode(list(30_000)).success).to.equal(true);
    expect(decode(list(70_000))).to.deep.equal(refused);
    const data = `{"list":${list(70_000)}}`;
    expect(() => decodeStepResult({ output: '', data, exitCode: 0 }, memory)).to.throw(
      'data takes more than 7 MiB of memory while it is read',
    );
    expect(decodeStepResult({ output: '', data, exitCode: 0 }).data)
      .to.have.property('list')
      .with.length(70_001);
  });

  it('is enough for one text as large as a message', () => {
    expect(jsonMemory(64 * 2 ** 20)).to.equal(200 * 2 ** 20);
  });
});

describe('within()', () => {
  it('limits the texts of a response, and lets go of its bytes', () => {
    const method = within(pluginService.getInfo, most);
    const info = { name: 'x'.repeat(most), version: '', description: '', capabilities: [] };
    const encoded = infoMessage.encode(info);
    const bytes = Buffer.from(new ArrayBuffer(encoded.length, { maxByteLength: encoded.length }));
    encoded.copy(bytes);
    expect(method.responseDeserialize(bytes)).to.deep.equal(info);
    expect(bytes.buffer.byteLength).to.equal(0);
    expect(() => method.responseDeserialize(infoMessage.encode({ ...info, version: 'x' }))).to.throw(tooMuch);
  });
});
