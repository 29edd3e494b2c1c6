import { expect } from 'chai';
import fc from 'fast-check';
import { AwfError } from '../../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../../src/domain/json.js';
import * as grpc from '../../../src/wire/generated/plugin/v1/plugin_grpc_pb.cjs';
import * as pb from '../../../src/wire/generated/plugin/v1/plugin_pb.cjs';
import {
  stepMessage,
  stepResultMessage,
  stepTypeService,
  stepTypesMessage,
} from '../../../src/wire/step-type-messages.js';
import { decodeStepResult, encodeStep } from '../../../src/wire/step-values.js';
import {
  issuesMessage,
  stepToValidateMessage,
  validatorService,
  workflowMessage,
} from '../../../src/wire/validator-messages.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const paths = (service: object): object =>
  Object.fromEntries(Object.entries(service).map(([name, { path }]: [string, { path: string }]) => [name, path]));

describe('The services of step types and validators', () => {
  it('have the paths of the proto file', () => {
    expect(paths(stepTypeService)).to.deep.equal(paths(grpc.StepTypeServiceService));
    expect(paths(validatorService)).to.deep.equal(paths(grpc.ValidatorServiceService));
  });
});

describe('stepTypesMessage', () => {
  it('carries the settings of a type', () => {
    const types = [
      {
        name: 'query',
        description: 'Asks ü',
        config: { sql: { type: 'string', required: true }, limit: { type: 'integer', required: false, default: 5 } },
        plugin: '',
      },
    ] as const;
    expect(stepTypesMessage.decode(stepTypesMessage.encode(types))).to.deep.equal(
      types.map((type) => ({ ...type, config: Object.assign(Object.create(null) as object, type.config) })),
    );
  });

  it('is read by a host of AWF, which knows two of its fields', () => {
    const type = { name: 'q', description: 'd', config: {}, plugin: '' };
    // What Go writes: list_step_types { step_types { name: "q" description: "d" } }
    expect([...stepTypesMessage.encode([type])]).to.deep.equal([0x0a, 6, 0x0a, 1, 0x71, 0x12, 1, 0x64]);
  });
});

describe('stepMessage', () => {
  it('has one JSON object for the settings and one for the inputs', () => {
    const config = { a: 1, ü: [null] };
    const step = encodeStep({ stepName: 's', stepType: 'query', config, inputs: { who: 'me' } }, 'db.query');
    const message = pb.ExecuteStepRequest.deserializeBinary(stepMessage.encode(step));
    expect(message.getStepName()).to.equal('s');
    expect(message.getStepType()).to.equal('query');
    expect(Buffer.from(message.getConfig_asU8()).toString()).to.equal('{"a":1,"ü":[null]}');
    expect(Buffer.from(message.getInputs_asU8()).toString()).to.equal('{"who":"me"}');
    expect(stepMessage.decode(stepMessage.encode(step))).to.deep.equal(step);
  });

  it('refuses a setting that JSON cannot express, by its name', () => {
    const config = { n: 1n } as unknown as JsonObject;
    const encode = () => encodeStep({ stepName: 's', stepType: 'q', config, inputs: {} }, 'db.q');
    expect(encode).to.throw(AwfError, 'step s (db.q): invalid settings: n: cannot be expressed as JSON');
  });
});

describe('stepResultMessage', () => {
  it('carries every exit code and every JSON object', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), fc.dictionary(fc.string(), fc.jsonValue()), (output, exitCode, data) => {
        const encoded = stepResultMessage.encode({ output, exitCode, data: JSON.stringify(data) });
        const decoded = decodeStepResult(stepResultMessage.decode(encoded));
        expect(decoded.exitCode).to.equal(exitCode);
        expect(decoded.output).to.equal(output.toWellFormed());
        expect(JSON.stringify(decoded.data)).to.equal(JSON.stringify(JSON.parse(JSON.stringify(data))));
      }),
    );
  });

  it('reads missing data, and the null that Go sends for a map that was never made, as none', () => {
    for (const text of ['', 'null']) {
      const message = new pb.ExecuteStepResponse().setData(utf8(text)).setExitCode(-2);
      const result = decodeStepResult(stepResultMessage.decode(message.serializeBinary()));
      expect(result).to.deep.equal({ output: '', data: {}, exitCode: -2 });
    }
  });

  it('refuses data that are not a JSON object, or nested too deep', () => {
    const decode = (data: string) => () => decodeStepResult({ output: '', data, exitCode: 0 });
    expect(decode('[1]')).to.throw('data is not a JSON object');
    expect(decode('{')).to.throw('data is not JSON');
    expect(decode(`{"a":${'['.repeat(600)}${']'.repeat(600)}}`)).to.throw('data is nested deeper than 512 levels');
  });
});

describe('The messages of validators', () => {
  it('carry the workflow as bytes', () => {
    const json = '{"Name":"ü"}';
    const asked = pb.ValidateStepRequest.deserializeBinary(
      stepToValidateMessage.encode({ workflowJson: json, stepName: 'a' }),
    );
    expect(Buffer.from(asked.getWorkflowJson_asU8()).toString()).to.equal(json);
    expect(asked.getStepName()).to.equal('a');
    expect(workflowMessage.decode(workflowMessage.encode(json))).to.equal(json);
  });

  it('have AWF’s numbers of severities; without one, and with an unknown one, an issue is an error', () => {
    // issues { severity: N message: "m" }
    const issue = (severity: number): readonly number[] => [0x0a, 5, 0x08, severity, 0x12, 1, 0x6d];
    const found = issuesMessage.decode(Uint8Array.from([0, 1, 2, 3, 9].flatMap(issue)));
    expect(found.map(({ severity }) => severity)).to.deep.equal(['error', 'warning', 'error', 'info', 'error']);
  });

  it('leave out an empty step and an empty field', () => {
    const results = [
      { severity: 'error', message: 'a' },
      { severity: 'info', message: 'b', step: 's', field: 'f' },
    ] as const;
    expect(issuesMessage.decode(issuesMessage.encode(results))).to.deep.equal(results);
  });
});
