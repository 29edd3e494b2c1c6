import { recordOf } from '../domain/json.js';
import type { StepTypeInfo } from '../domain/plugin/step-type.js';
import * as pb from './generated/plugin/v1/plugin_pb.cjs';
import type { MessageShape } from 'go-plugin-node';
import { bufferOf, bytesOfText, textOfBytes } from './message-bytes.js';
import { checked, checkedSchemas } from './message-limits.js';
import { emptyMessage, type Codec } from './plugin-messages.js';
import { unary } from './plugin-services.js';
import { ProtobufReader } from './protobuf-reader.js';
import { inputMessage, inputOf } from './schema-messages.js';
import type { EncodedStep, EncodedStepResult } from './step-values.js';

/** The settings of a type of steps are messages inside it. */
const typesShape: MessageShape = { 1: { 100: {} } };

export const stepTypesMessage: Codec<readonly StepTypeInfo[]> = {
  encode(types) {
    const message = new pb.ListStepTypesResponse();
    message.setStepTypesList(types.map(typeMessage));
    return bufferOf(message.serializeBinary());
  },
  decode: (bytes) =>
    pb.ListStepTypesResponse.deserializeBinary(checkedSchemas(bytes, typesShape)).getStepTypesList().map(typeOf),
};

function typeMessage({ name, description, config }: StepTypeInfo): pb.StepTypeInfo {
  const message = new pb.StepTypeInfo();
  message.setName(name.toWellFormed());
  message.setDescription(description.toWellFormed());
  message.setConfigList(Object.entries(config).map(([setting, schema]) => inputMessage(setting, schema)));
  return message;
}

const typeOf = (message: pb.StepTypeInfo): StepTypeInfo => ({
  name: message.getName(),
  description: message.getDescription(),
  config: recordOf(message.getConfigList().map((setting) => [setting.getName(), inputOf(setting)])),
  plugin: '',
});

export const stepMessage: Codec<EncodedStep> = {
  encode({ stepName, stepType, config, inputs }) {
    const message = new pb.ExecuteStepRequest();
    message.setStepName(stepName.toWellFormed());
    message.setStepType(stepType.toWellFormed());
    message.setConfig(bytesOfText(config));
    message.setInputs(bytesOfText(inputs));
    return bufferOf(message.serializeBinary());
  },
  decode(bytes) {
    const message = pb.ExecuteStepRequest.deserializeBinary(checked(bytes));
    return {
      stepName: message.getStepName(),
      stepType: message.getStepType(),
      config: textOfBytes(message.getConfig_asU8()),
      inputs: textOfBytes(message.getInputs_asU8()),
    };
  },
};

export const stepResultMessage: Codec<EncodedStepResult> = {
  encode({ output, data, exitCode }) {
    const message = new pb.ExecuteStepResponse();
    message.setOutput(output.toWellFormed());
    message.setData(bytesOfText(data));
    message.setExitCode(exitCode);
    return bufferOf(message.serializeBinary());
  },
  decode(bytes, textBytes) {
    const reader = ProtobufReader.of(bytes, textBytes);
    let [output, data] = ['', ''];
    let exitCode = 0;
    for (let field = reader.next(); field !== 0; field = reader.next())
      if (field === 1) output = reader.text() ?? output;
      else if (field === 2) data = reader.text() ?? data;
      else if (field === 3) exitCode = reader.int32() ?? exitCode;
      else reader.skip();
    return { output, data, exitCode };
  },
};

/** The types of steps that a plugin adds to workflows. */
export const stepTypeService = {
  listStepTypes: unary('/plugin.v1.StepTypeService/ListStepTypes', emptyMessage, stepTypesMessage),
  executeStep: unary('/plugin.v1.StepTypeService/ExecuteStep', stepMessage, stepResultMessage),
};
