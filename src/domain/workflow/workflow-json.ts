import { recordOf, type JsonObject, type JsonValue } from '../json.js';
import type { InputDeclaration } from './input-declaration.js';
import type { TemplateValue } from './template.js';
import type { RetryRule } from './retry.js';
import type { OperationInput, StepState, TerminalState, Workflow, WorkflowState } from './workflow.js';

/**
 * A workflow as validators get it. Each field has two names: that of AWF's Go code (`OnSuccess`), because AWF's host sends those alone, and the
 * same in snake_case (`on_success`), because AWF's SDK reads those alone. What is empty is left out. Texts are as the file has them.
 */
export function workflowJson(workflow: Workflow): JsonObject {
  const steps = recordOf([...workflow.states.values()].map((state) => [state.name, stepJson(state)] as const));
  return named({
    Name: workflow.name,
    Description: workflow.description,
    Version: workflow.version,
    Author: workflow.author,
    Tags: workflow.tags,
    Inputs: workflow.inputs.map(inputJson),
    Initial: workflow.initial?.value,
    Steps: steps,
    Plugins: recordOf(workflow.plugins),
    SourceDir: folderOf(workflow.file),
  });
}

function stepJson(state: WorkflowState): JsonObject {
  const { name: Name, description: Description } = state;
  const common = { Name, Description };
  if (state.kind === 'terminal') return named({ ...common, ...terminalFields(state) });
  return named({
    ...common,
    ...fieldsOfKind(state),
    // Whole seconds, as in AWF, but never 0 where there is a limit.
    Timeout: state.timeoutMs === undefined ? undefined : Math.ceil(state.timeoutMs / 1000),
    OnSuccess: state.onSuccess?.value,
    OnFailure: state.onFailure?.value,
    ContinueOnError: state.continueOnError,
    Retry: state.retry === undefined ? undefined : retryJson(state.retry),
  });
}

const retryJson = (rule: RetryRule): JsonObject =>
  named({
    MaxAttempts: rule.maxAttempts,
    InitialDelayMs: rule.initialDelayMs,
    MaxDelayMs: rule.maxDelayMs,
    Backoff: rule.backoff,
    Multiplier: rule.multiplier,
    Jitter: rule.jitter,
    RetryableExitCodes: rule.exitCodes,
  });

const terminalFields = ({ status, message }: TerminalState): Fields => ({
  Type: 'terminal',
  Status: status,
  Message: message?.source,
});

function fieldsOfKind(step: StepState): Fields {
  switch (step.kind) {
    case 'command':
      return { Type: 'command', Command: step.command.source, Dir: step.dir?.source };
    case 'operation':
      return { Type: 'operation', Operation: step.operation.value.name, OperationInputs: asWritten(step.inputs) };
    case 'custom':
      return { Type: step.stepType.value.name, Config: asWritten(step.config) };
  }
}

function inputJson({ name, type, description, required, default: fallback, rules }: InputDeclaration): JsonObject {
  return named({
    Name: name,
    Type: type,
    Description: description,
    Required: required,
    Default: fallback,
    Validation: named({
      Pattern: rules.pattern === undefined ? undefined : String(rules.pattern),
      Enum: rules.enum,
      Min: rules.min,
      Max: rules.max,
    }),
  });
}

const asWritten = (inputs: readonly OperationInput[]): JsonObject =>
  recordOf(inputs.map(({ name, value }) => [name, writtenValue(value)] as const));

function writtenValue(value: TemplateValue): JsonValue {
  switch (value.kind) {
    case 'text':
      return value.source;
    case 'literal':
      return value.value;
    case 'list':
      return value.items.map(writtenValue);
    case 'map':
      return recordOf(value.entries.map(([key, item]) => [key, writtenValue(item)] as const));
  }
}

type Fields = Readonly<Record<string, JsonValue | undefined>>;

/** An object with both names of each field. */
function named(fields: Fields): JsonObject {
  const members: (readonly [string, JsonValue])[] = [];
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && !isEmpty(value)) members.push([name, value], [inSnakeCase(name), value]);
  return recordOf(members);
}

const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || value === false || (typeof value === 'object' && Object.keys(value).length === 0);

const inSnakeCase = (name: string): string =>
  name.replace(/[A-Z]/gu, (letter, index) => `${index === 0 ? '' : '_'}${letter.toLowerCase()}`);

function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '.' : file.slice(0, Math.max(1, slash));
}
