import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/domain/json.js';
import type { OperationSchema } from '../../../src/domain/plugin/operation.js';
import {
  OperationServiceService,
  PluginServiceService,
} from '../../../src/wire/generated/plugin/v1/plugin_grpc_pb.cjs';
import * as pb from '../../../src/wire/generated/plugin/v1/plugin_pb.cjs';
import { decodeResult, encodeResult } from '../../../src/wire/execute-result.js';
import { decodeJsonValues, encodeJsonValues } from '../../../src/wire/json-values.js';
import {
  configMessage,
  executeMessage,
  infoMessage,
  resultMessage,
  schemasMessage,
} from '../../../src/wire/plugin-messages.js';
import { operationService, pluginService } from '../../../src/wire/plugin-services.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const hostile = JSON.parse('{"__proto__":{"a":1},"constructor":"x","":null}') as JsonObject;
const inputsOf = (inputs: JsonObject) => ({ operation: 'echo', inputs: encodeJsonValues(inputs, 'input') });
const arrived = (bytes: Uint8Array): JsonObject => decodeJsonValues(executeMessage.decode(bytes).inputs, 'input');

/** A result as a Go plugin would send it. */
function response(fill: (message: pb.ExecuteResponse) => void): Uint8Array {
  const message = new pb.ExecuteResponse();
  fill(message);
  return message.serializeBinary();
}

describe('The services of plugin_protocol', () => {
  it('have the paths of the proto file', () => {
    const paths = (service: object) =>
      Object.fromEntries(Object.entries(service).map(([name, { path }]: [string, { path: string }]) => [name, path]));
    expect(paths(pluginService)).to.deep.equal(paths(PluginServiceService));
    expect(paths(operationService)).to.deep.equal(paths(OperationServiceService));
  });
});

describe('executeMessage', () => {
  it('writes what generated code reads, each value as one JSON text', () => {
    const bytes = executeMessage.encode(inputsOf({ text: 'ü', n: 1, o: { a: [null] } }));
    const message = pb.ExecuteRequest.deserializeBinary(bytes);
    expect(message.getOperation()).to.equal('echo');
    const texts = message
      .getInputsMap()
      .toArray()
      .map(([key, value]) => [key, Buffer.from(value as Uint8Array).toString()]);
    expect(Object.fromEntries(texts)).to.deep.equal({ text: '"ü"', n: '1', o: '{"a":[null]}' });
  });

  it('reads what generated code writes; bytes that are no JSON stand for themselves', () => {
    const message = new pb.ExecuteRequest();
    message.setOperation('echo');
    message.getInputsMap().set('json', utf8('{"a": 1}')).set('text', utf8('no JSON')).set('empty', new Uint8Array());
    expect(executeMessage.decode(message.serializeBinary()).operation).to.equal('echo');
    expect(arrived(message.serializeBinary())).to.deep.equal({ json: { a: 1 }, text: 'no JSON', empty: '' });
  });

  it('restores any JSON object, whatever the names of its members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const inputs = JSON.parse(JSON.stringify(object)) as JsonObject;
        expect(arrived(executeMessage.encode(inputsOf(inputs)))).to.deep.equal(inputs);
      }),
      { numRuns: 200 },
    );
  });

  it('loses no member named __proto__ and pollutes nothing', () => {
    const inputs = arrived(executeMessage.encode(inputsOf(hostile)));
    expect(JSON.stringify(inputs)).to.equal(JSON.stringify(hostile));
    expect({}).not.to.have.property('a');
  });
});

describe('resultMessage', () => {
  it('gives the text of a result under the key output, unless the data has one', () => {
    const text = response((message) => message.setSuccess(true).setOutput('hello'));
    expect(decodeResult(resultMessage.decode(text))).to.deep.equal({ success: true, outputs: { output: 'hello' } });
    const both = response((message) => {
      message.setSuccess(true).setOutput('hello').getDataMap().set('output', utf8('[1]'));
    });
    expect(decodeResult(resultMessage.decode(both)).outputs).to.deep.equal({ output: [1] });
  });

  it('sends a text under the key output as the text of the result, for AWF to show', () => {
    const bytes = resultMessage.encode(encodeResult({ success: true, outputs: { output: 'hello', n: 1 } }));
    const message = pb.ExecuteResponse.deserializeBinary(bytes);
    expect(message.getOutput()).to.equal('hello');
    expect(
      message
        .getDataMap()
        .toArray()
        .map(([key]) => key),
    ).to.deep.equal(['n']);
  });

  it('restores any result', () => {
    for (const outputs of [{}, { output: '' }, { output: 0 }, { output: 'a', b: null }, hostile])
      for (const result of [{ success: true, outputs } as const, { success: false, outputs, error: 'no' } as const])
        expect(decodeResult(resultMessage.decode(resultMessage.encode(encodeResult(result))))).to.deep.equal(result);
  });

  it('makes a result that JSON cannot express a failure that says so', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const result = decodeResult(encodeResult({ success: true, outputs: { fine: 1, cyclic: cyclic as JsonObject } }));
    expect(result).to.include({ success: false }).and.to.have.property('error').that.includes('output "cyclic"');
  });

  it('turns hostile bytes into an error or a result', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          decodeResult(resultMessage.decode(bytes));
        } catch (error) {
          expect(error).to.be.instanceOf(Error);
        }
        expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
      }),
      { numRuns: 500 },
    );
  });
});

describe('configMessage and infoMessage', () => {
  it('restore what they were given', () => {
    const config = encodeJsonValues({ a: [1], b: 'c' }, 'setting');
    const decoded = decodeJsonValues(configMessage.decode(configMessage.encode(config)), 'setting');
    expect(decoded).to.deep.equal({ a: [1], b: 'c' });
    const info = { name: 'a', version: '1.0.0', description: 'b', capabilities: ['operations'] };
    expect(infoMessage.decode(infoMessage.encode(info))).to.deep.equal(info);
  });
});

describe('schemasMessage', () => {
  const roundTrip = (schema: OperationSchema): OperationSchema | undefined =>
    schemasMessage.decode(schemasMessage.encode([schema]))[0];

  it('gives back a schema; to whom it belongs, the wire does not say', () => {
    const schema: OperationSchema = {
      name: 'echo',
      description: 'Says it again',
      plugin: '',
      inputs: {
        text: { type: 'string', required: true, default: 'x', description: 'What', validation: 'url' },
        times: { type: 'integer', required: false, default: 2 },
        loud: { type: 'boolean', required: false, default: false },
        tags: { type: 'array', required: false, default: ['a'] },
        extra: { type: 'object', required: false },
        key: { type: 'string', required: true, secret: true },
      },
      outputs: { text: { type: 'string', description: 'It' }, other: {} },
    };
    expect(roundTrip(schema)).to.deep.equal(schema);
  });

  it('takes a type that it does not know for any, and a default of another type for none', () => {
    const message = new pb.OperationSchema().setName('x');
    message.addInputs(new pb.InputSchema().setName('a').setType('float').setDefault('1.5'));
    message.addInputs(new pb.InputSchema().setName('b').setType('integer').setDefault('many'));
    message.addInputs(new pb.InputSchema().setName('c').setType('').setDefault('text'));
    const bytes = new pb.ListOperationsResponse().setOperationsList([message]).serializeBinary();
    expect(schemasMessage.decode(bytes)[0]?.inputs).to.deep.equal({
      a: { type: 'any', required: false, default: 1.5 },
      b: { type: 'integer', required: false },
      c: { type: 'any', required: false, default: 'text' },
    });
  });
});

describe('A text that is cut within a character', () => {
  const half = 'a\ud83d';
  const whole = 'a\ufffd';
  /** As a peer sees it that refuses anything but valid UTF-8. */
  const strict = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

  it('arrives well formed in a result, and the result is not lost', () => {
    const bytes = resultMessage.encode(
      encodeResult({ success: false, outputs: { output: half, [half]: half }, error: half }),
    );
    expect(() => strict(bytes)).not.to.throw();
    expect(decodeResult(resultMessage.decode(bytes))).to.deep.equal({
      success: false,
      outputs: { output: whole, [whole]: whole },
      error: whole,
    });
  });

  it('arrives well formed in everything that a plugin says of itself', () => {
    const info = { name: half, version: half, description: half, capabilities: [half] };
    expect(infoMessage.decode(infoMessage.encode(info))).to.deep.equal({
      name: whole,
      version: whole,
      description: whole,
      capabilities: [whole],
    });
    const schema: OperationSchema = {
      name: half,
      description: half,
      plugin: '',
      inputs: { [half]: { type: 'string', required: true, default: half, description: half } },
      outputs: { [half]: { type: half, description: half } },
    };
    const text = JSON.stringify(schemasMessage.decode(schemasMessage.encode([schema])));
    expect(text).to.contain(whole);
    expect(text).not.to.contain('\\ud83d');
  });

  it('arrives well formed in the call of an operation', () => {
    const bytes = executeMessage.encode({ operation: half, inputs: encodeJsonValues({ [half]: [half] }, 'input') });
    expect(executeMessage.decode(bytes).operation).to.equal(whole);
    expect(arrived(bytes)).to.deep.equal({ [whole]: [whole] });
  });
});

describe('A long text', () => {
  for (const [what, text] of [
    ['of ASCII', 'x'.repeat(100_000)],
    ['of any script', 'äö漢字😀'.repeat(20_000)],
  ] as const)
    it(`${what} comes back as it was sent`, () => {
      const sent = encodeResult({ success: true, outputs: { output: text, data: text } });
      const arrivedResult = decodeResult(resultMessage.decode(resultMessage.encode(sent)));
      expect(arrivedResult.outputs).to.deep.equal({ output: text, data: text });
    });

  it('with bytes that are not UTF-8 has U+FFFD in their place', () => {
    const bytes = Buffer.concat([Buffer.of(0x12, 0xa2, 0x8d, 0x06), Buffer.alloc(100_000, 'ä'), Buffer.of(0xff, 0xff)]);
    expect(resultMessage.decode(bytes).output).to.equal(`${'ä'.repeat(50_000)}\ufffd\ufffd`);
  });
});
