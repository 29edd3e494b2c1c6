import { didYouMean } from '../../domain/did-you-mean.js';
import { parseOperationRef } from '../../domain/plugin/operation-ref.js';
import { parseStepTypeRef, type StepTypeRef } from '../../domain/plugin/step-type-ref.js';
import type { Located, SourcePosition } from '../../domain/workflow/source-position.js';
import {
  inlineStateOf,
  type CommandState,
  type CustomState,
  type OperationInput,
  type OperationState,
  type TerminalState,
  type WorkflowState,
} from '../../domain/workflow/workflow.js';
import { FieldReader } from './field-reader.js';
import type { Findings } from './findings.js';
import { readRetry } from './read-retry.js';
import { readTemplateValue } from './read-template.js';
import type { MapEntry } from '../shared/source-tree.js';

const notYet = 'not supported by this version';
/** `command` is another name for `step`. */
const stepTypes = ['step', 'command', 'operation', 'terminal'];
/** Types that AWF has beyond those of this version. */
const otherTypes = ['parallel', 'for_each', 'while', 'call_workflow', 'agent'];
const unsupported = ['transitions', 'hooks', 'pre_hook', 'post_hook', 'depends_on', 'capture'];
/** The fields of all types that are known here: a state without a valid type may have any of them. */
const stepFields = [
  ...['command', 'script_file', 'dir', 'operation', 'inputs', 'operation_inputs', 'status', 'message'],
  ...['config', 'timeout', 'retry', 'on_success', 'on_failure', 'continue_on_error'],
  ...unsupported,
];

/** Reads one entry of `states`; gives the state, and the hidden terminal of its `on_failure` where that is a message. */
export function readState(
  entry: MapEntry,
  findings: Findings,
  aliases: ReadonlyMap<string, string>,
): readonly WorkflowState[] {
  const { key: name, keyAt: at, value } = entry;
  const path = `states.${name}`;
  if (value.kind !== 'map') {
    findings.problem(value.at, `${path}: expected a map with a type`);
    return [];
  }
  const fields = new FieldReader(value, path, findings);
  const type = fields.requiredText('type');
  const description = fields.text('description')?.value;
  const kind = type?.value.toLowerCase() ?? '';
  if (type !== undefined && otherTypes.includes(kind)) {
    // Its fields are not known here, so none of them is worth a warning.
    findings.problem(type.at, `${path}.type: ${type.value}: ${notYet}; supported: ${stepTypes.join(', ')}`);
    return [];
  }
  const source = { fields, at, description };
  const states = type === undefined ? undefined : readByType(type, name, source, aliases);
  if (states === undefined) fields.expect(stepFields);
  if (type !== undefined && states === undefined) {
    const types = `${stepTypes.join(', ')}${didYouMean(type.value, stepTypes)}`;
    findings.problem(type.at, `${path}.type: ${type.value}: unknown step type; there are: ${types}`);
  }
  fields.finish();
  return states ?? [];
}

interface StateSource {
  readonly fields: FieldReader;
  readonly at: SourcePosition;
  readonly description: string | undefined;
}

/** Undefined for a type that is not known. A name with a dot is that of a plugin's type, which is known when the plugin runs. */
function readByType(
  type: Located<string>,
  name: string,
  source: StateSource,
  aliases: ReadonlyMap<string, string>,
): readonly WorkflowState[] | undefined {
  switch (type.value.toLowerCase()) {
    case 'step':
    case 'command':
      return readCommand(name, source);
    case 'operation':
      return readOperation(name, source);
    case 'terminal':
      return [readTerminal(name, source)];
    default: {
      const ref = parseStepTypeRef(type.value);
      return ref === undefined ? undefined : readCustom(name, { value: resolved(ref, aliases), at: type.at }, source);
    }
  }
}

/** The type under the plugin's own name. */
function resolved(ref: StepTypeRef, aliases: ReadonlyMap<string, string>): StepTypeRef {
  const plugin = aliases.get(ref.plugin) ?? ref.plugin;
  return { ...ref, plugin, name: `${plugin}.${ref.type}` };
}

function readCustom(name: string, stepType: Located<StepTypeRef>, source: StateSource): readonly WorkflowState[] {
  const { step, inline } = readStep(name, source);
  const state: CustomState = { ...step, kind: 'custom', stepType, config: readInputs(source.fields, 'config') };
  return [state, ...inline];
}

function readCommand(name: string, source: StateSource): readonly WorkflowState[] {
  const { fields } = source;
  fields.refuse(['script_file'], notYet);
  const command = fields.requiredText('command') === undefined ? undefined : fields.template('command');
  const dir = fields.template('dir');
  const { step, inline } = readStep(name, source);
  if (command === undefined) return [];
  const state: CommandState = { ...step, kind: 'command', command, ...(dir === undefined ? {} : { dir }) };
  return [state, ...inline];
}

function readOperation(name: string, source: StateSource): readonly WorkflowState[] {
  const { fields } = source;
  const operation = fields.requiredText('operation');
  const { step, inline } = readStep(name, source);
  const inputs = [...readInputs(fields, 'inputs'), ...readInputs(fields, 'operation_inputs')];
  if (operation === undefined) return [];
  const ref = parseOperationRef(operation.value);
  if (ref === undefined || operation.value.includes('{{')) {
    const problem = `${fields.named('operation')}: expected <plugin>.<operation> but found ${operation.value}`;
    fields.findings.problem(operation.at, problem);
    return [];
  }
  const state: OperationState = { ...step, kind: 'operation', operation: { value: ref, at: operation.at }, inputs };
  return [state, ...inline];
}

function readInputs(fields: FieldReader, key: string): readonly OperationInput[] {
  const map = fields.submap(key);
  return (map?.entries ?? []).map((entry) => ({
    name: entry.key,
    at: entry.keyAt,
    value: readTemplateValue(entry.value, fields.named(`${key}.${entry.key}`), fields.findings),
  }));
}

function readTerminal(name: string, { fields, at, description }: StateSource): TerminalState {
  const status = fields.choice('status', ['success', 'failure']) ?? 'success';
  const message = fields.template('message');
  fields.ignore(['on_success', 'on_failure', 'timeout', 'retry'], 'a terminal state has no use for it');
  return {
    kind: 'terminal',
    name,
    at,
    status,
    inline: false,
    ...(description === undefined ? {} : { description }),
    ...(message === undefined ? {} : { message }),
  };
}

function readStep(name: string, { fields, at, description }: StateSource) {
  const timeoutMs = fields.duration('timeout');
  const onSuccess = fields.text('on_success');
  const { target: onFailure, inline } = readOnFailure(name, fields);
  const retry = readRetry(fields);
  fields.refuse(unsupported, notYet);
  const step = {
    name,
    at,
    continueOnError: fields.flag('continue_on_error'),
    ...(description === undefined ? {} : { description }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(retry === undefined ? {} : { retry }),
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
  return { step, inline };
}

/** `on_failure` names a state, or gives a message to end with: a terminal state that needs no name. */
function readOnFailure(
  name: string,
  fields: FieldReader,
): { readonly target?: Located<string> | undefined; readonly inline: readonly TerminalState[] } {
  const node = fields.node('on_failure');
  if (node?.kind !== 'map') return { target: fields.text('on_failure'), inline: [] };
  const inline = new FieldReader(node, fields.named('on_failure'), fields.findings);
  const message = inline.requiredText('message') === undefined ? undefined : inline.template('message');
  // AWF reads a status here, documents it as the exit status, and exits with 3 whatever it is. A failed workflow exits with 3.
  inline.ignore(['status'], 'has no effect: a workflow that ends in failure exits with status 3');
  inline.finish();
  const hidden = inlineStateOf(name);
  return {
    target: { value: hidden, at: node.at },
    inline: [
      {
        kind: 'terminal',
        name: hidden,
        at: node.at,
        status: 'failure',
        inline: true,
        ...(message === undefined ? {} : { message }),
      },
    ],
  };
}
