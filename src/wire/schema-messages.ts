import { inputTypes, isOfType, type InputType } from '../domain/plugin/input-type.js';
import { type JsonValue, recordOf } from '../domain/json.js';
import type { InputSchema, OperationSchema, OutputSchema } from '../domain/plugin/operation.js';
import { decodeJsonText } from './json-values.js';
import * as pb from './generated/plugin/v1/plugin_pb.cjs';

/** A schema as a message, with the operation's name in the plugin. */
export function schemaMessage(schema: OperationSchema): pb.OperationSchema {
  const message = new pb.OperationSchema();
  message.setName(schema.name.toWellFormed());
  message.setDescription(schema.description.toWellFormed());
  message.setInputsList(Object.entries(schema.inputs).map(([name, input]) => inputMessage(name, input)));
  message.setOutputsList(Object.entries(schema.outputs).map(([name, output]) => outputMessage(name, output)));
  return message;
}

/** A message as a schema. The message does not contain the plugin's name. */
export const schemaOf = (message: pb.OperationSchema): OperationSchema => ({
  name: message.getName(),
  description: message.getDescription(),
  inputs: recordOf(message.getInputsList().map((input) => [input.getName(), inputOf(input)])),
  outputs: recordOf(message.getOutputsList().map((output) => [output.getName(), outputOf(output)])),
  plugin: '',
});

/** One input, or one setting, as a message. */
export function inputMessage(name: string, input: InputSchema): pb.InputSchema {
  const message = new pb.InputSchema();
  message.setName(name.toWellFormed());
  message.setType(input.type);
  message.setRequired(input.required);
  message.setDefault(defaultText(input).toWellFormed());
  message.setDescription((input.description ?? '').toWellFormed());
  message.setValidation((input.validation ?? '').toWellFormed());
  message.setSecret(input.secret ?? false);
  return message;
}

/** A message as one input, or one setting. */
export function inputOf(message: pb.InputSchema): InputSchema {
  const type = typeNamed(message.getType());
  const fallback = defaultOf(message.getDefault(), type);
  return {
    type,
    required: message.getRequired(),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...unlessEmpty('description', message.getDescription()),
    ...unlessEmpty('validation', message.getValidation()),
    ...(message.getSecret() ? { secret: true } : {}),
  };
}

function outputMessage(name: string, output: OutputSchema): pb.OutputSchema {
  const message = new pb.OutputSchema();
  message.setName(name.toWellFormed());
  message.setType((output.type ?? '').toWellFormed());
  message.setDescription((output.description ?? '').toWellFormed());
  return message;
}

const outputOf = (message: pb.OutputSchema): OutputSchema => ({
  ...unlessEmpty('type', message.getType()),
  ...unlessEmpty('description', message.getDescription()),
});

/** proto3 does not distinguish an empty text from an absent one. Absent is more likely. */
const unlessEmpty = <K extends string>(key: K, text: string): { readonly [P in K]?: string } =>
  (text === '' ? {} : { [key]: text }) as { readonly [P in K]?: string };

const typeNamed = (name: string): InputType => inputTypes.find((type) => type === name) ?? 'any';

const defaultText = ({ default: value }: InputSchema): string => {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/**
 * Defaults of all types are encoded as text. A default that does not have its input's type, or that no call can carry,
 * is ignored. AWF never applies defaults.
 */
function defaultOf(text: string, type: InputType): JsonValue | undefined {
  if (text === '') return undefined;
  if (type === 'string') return text;
  try {
    const value = decodeJsonText(text, 'default', 'input');
    return isOfType(value, type) ? value : undefined;
  } catch {
    return undefined;
  }
}
