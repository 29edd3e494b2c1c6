import { isJsonObject, recordOf, type JsonObject, type JsonValue } from '../domain/json.js';

/** A workflow, as validators see it. Texts are as the file has them, `{{...}}` included. */
export interface WorkflowDefinition {
  /** As the file gives it. */
  readonly name: string;
  /** For people; empty if there is none. */
  readonly description: string;
  /** As the file gives it; empty if there is none. */
  readonly version: string;
  /** Who wrote it; empty if the file does not say. */
  readonly author: string;
  /** As the file gives them. */
  readonly tags: readonly string[];
  /** Name of the first step. */
  readonly initial: string;
  /** The states by name, the terminal ones included. */
  readonly steps: Readonly<Record<string, StepDefinition>>;
  /** All that the host sent, under the host's own keys. AWF's host has those of its Go code, such as `SourceDir`. */
  readonly raw: JsonObject;
}

/** A state of a workflow, as validators see it. */
export interface StepDefinition {
  /** `command`, `operation`, `terminal` and the like, or the type that a plugin adds: `database.query`. */
  readonly type: string;
  /** For people; empty if there is none. */
  readonly description: string;
  /** The command of a step of type `command`, else empty. */
  readonly command: string;
  /** The operation of a step of type `operation`, else empty. */
  readonly operation: string;
  /** The inputs of its operation. */
  readonly operationInputs: JsonObject;
  /** The settings of a step of a type that a plugin adds. */
  readonly config: JsonObject;
  /** Seconds; 0 for no limit. */
  readonly timeout: number;
  /** Name of the next step; empty if there is none. */
  readonly onSuccess: string;
  /** Name of the step after a failure; empty if there is none. */
  readonly onFailure: string;
  /** Whether the workflow continues after a failure of this step. */
  readonly continueOnError: boolean;
  /** All that the host sent of this step, under the host's own keys. */
  readonly raw: JsonObject;
}

/**
 * Reads what a host sends. AWF's host names the fields as its Go code does (`OnSuccess`) and its SDK as YAML does (`on_success`), so a field
 * is found in both spellings, in any case.
 */
export function readWorkflowDefinition(raw: JsonObject): WorkflowDefinition {
  const fields = new Fields(raw);
  const steps = Object.entries(fields.object('steps')).map(([name, step]): readonly [string, StepDefinition] => [
    name,
    readStep(isJsonObject(step) ? step : {}),
  ]);
  return {
    name: fields.text('name'),
    description: fields.text('description'),
    version: fields.text('version'),
    author: fields.text('author'),
    tags: fields.texts('tags'),
    initial: fields.text('initial'),
    steps: recordOf(steps),
    raw,
  };
}

function readStep(raw: JsonObject): StepDefinition {
  const fields = new Fields(raw);
  return {
    type: fields.text('type'),
    description: fields.text('description'),
    command: fields.text('command'),
    operation: fields.text('operation'),
    operationInputs: fields.object('operationinputs'),
    config: fields.object('config'),
    timeout: fields.number('timeout'),
    onSuccess: fields.text('onsuccess'),
    onFailure: fields.text('onfailure'),
    continueOnError: fields.value('continueonerror') === true,
    raw,
  };
}

/** The fields of an object by their plain names: in lower case, without underscores. */
class Fields {
  readonly #values = new Map<string, JsonValue>();

  constructor(raw: JsonObject) {
    // Of two spellings, the one with a value counts.
    for (const [key, value] of Object.entries(raw))
      if (value !== null) this.#values.set(key.replaceAll('_', '').toLowerCase(), value);
  }

  value(name: string): JsonValue | undefined {
    return this.#values.get(name);
  }

  text(name: string): string {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : '';
  }

  number(name: string): number {
    const value = this.#values.get(name);
    return typeof value === 'number' ? value : 0;
  }

  object(name: string): JsonObject {
    const value = this.#values.get(name);
    return isJsonObject(value) ? value : {};
  }

  texts(name: string): readonly string[] {
    const value = this.#values.get(name);
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  }
}
