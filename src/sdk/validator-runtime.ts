import { severities, type ValidationResult } from '../domain/plugin/validation-result.js';
import { decodeJsonObject } from '../wire/step-values.js';
import { kindOf } from './check-result.js';
import type { Cancelable, RuntimeContext } from './runtime-context.js';
import type { Plugin } from './plugin.js';
import { messageOf } from './thrown.js';
import type { ValidationIssue, Validator, ValidatorContext } from './validator.js';
import { readWorkflowDefinition, type WorkflowDefinition } from './workflow-definition.js';

/** Asks the validator of a plugin, whatever the transport. A plugin without one has nothing to say, as with AWF's SDK. */
export class ValidatorRuntime {
  readonly #validator: Validator;
  readonly #context: RuntimeContext;
  /** The workflow that was asked about last: a host asks about each of its steps. */
  #read: { readonly json: string; readonly workflow: WorkflowDefinition } | undefined;

  constructor({ validator = {} }: Plugin, context: RuntimeContext) {
    this.#validator = validator;
    this.#context = context;
  }

  /** @throws Error `validate workflow: …`, with the prefix of AWF's SDK */
  validateWorkflow(json: string, caller: Cancelable): Promise<readonly ValidationResult[]> {
    return this.#ask('validate workflow', caller, (context) =>
      this.#validator.validateWorkflow?.(this.#workflow(json), context),
    );
  }

  /** @throws Error `validate step: …`, with the prefix of AWF's SDK */
  async validateStep(json: string, step: string, caller: Cancelable): Promise<readonly ValidationResult[]> {
    const found = await this.#ask('validate step', caller, (context) =>
      this.#validator.validateStep?.(this.#workflow(json), step, context),
    );
    return found.map((issue) => ({ step, ...issue }));
  }

  async #ask(
    what: string,
    caller: Cancelable,
    ask: (context: ValidatorContext) => unknown,
  ): Promise<readonly ValidationResult[]> {
    const { log, config } = this.#context;
    try {
      return checkIssues(await ask({ log, config: config(), signal: caller.signal }));
    } catch (cause) {
      if (caller.signal.aborted) throw cause;
      this.#context.report(`${what} failed`, cause);
      throw new Error(`${what}: ${messageOf(cause)}`, { cause });
    }
  }

  #workflow(json: string): WorkflowDefinition {
    if (this.#read?.json === json) return this.#read.workflow;
    const workflow = readWorkflowDefinition(decodeJsonObject(json, 'workflow'));
    this.#read = { json, workflow };
    return workflow;
  }
}

/** Checks what a validator returned. @throws TypeError that says what is wrong, with the index of the issue */
function checkIssues(returned: unknown): readonly ValidationResult[] {
  if (returned === undefined || returned === null) return [];
  if (!Array.isArray(returned))
    throw new TypeError(`the validator returned ${kindOf(returned)}; it must return a list of issues, or nothing`);
  return (returned as readonly unknown[]).map((issue, index) => {
    const problem = issueProblem(issue);
    if (problem !== undefined) throw new TypeError(`the validator returned a wrong issue: [${index}] ${problem}`);
    const { severity = 'error', message, step, field } = issue as ValidationIssue;
    return { severity, message, ...(step === undefined ? {} : { step }), ...(field === undefined ? {} : { field }) };
  });
}

function issueProblem(issue: unknown): string | undefined {
  if (typeof issue !== 'object' || issue === null || Array.isArray(issue)) return `is ${kindOf(issue)}, not an object`;
  const { severity, message, step, field } = issue as Readonly<Record<string, unknown>>;
  if (typeof message !== 'string') return `has ${kindOf(message)} as message, not a text`;
  if (severity !== undefined && !severities.some((known) => known === severity))
    return `has the severity ${typeof severity === 'string' ? severity : kindOf(severity)}, not ${severities.join(', ')}`;
  if (step !== undefined && typeof step !== 'string') return `has ${kindOf(step)} as step, not a text`;
  return field === undefined || typeof field === 'string' ? undefined : `has ${kindOf(field)} as field, not a text`;
}
