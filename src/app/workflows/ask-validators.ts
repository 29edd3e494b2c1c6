import { AwfError, isUnimplemented } from '../../domain/errors/awf-error.js';
import type { ValidationResult } from '../../domain/plugin/validation-result.js';
import { workflowJson } from '../../domain/workflow/workflow-json.js';
import type { Workflow } from '../../domain/workflow/workflow.js';
import type { Clock } from '../../ports/clock.js';
import type { WorkflowValidatorProvider } from '../../ports/workflow-validator-provider.js';
import { KeptFindings } from './kept-findings.js';
import type { AskedValidator, PluginIssue, ValidationReport } from './validation-report.js';

/** What asking validators takes. */
export interface ValidatorPorts {
  readonly validators: WorkflowValidatorProvider;
  readonly clock: Clock;
}

/** A validator that is to be asked, and why it could not be started. */
export interface StartedValidator {
  readonly plugin: string;
  readonly error?: AwfError;
}

/** More findings of one plugin are left out, the most serious ones last. */
const mostIssues = 1_000;

/** The plugins that check workflows. None where this host has no external plugins. */
export async function findValidators(validators: WorkflowValidatorProvider, signal: AbortSignal): Promise<Names> {
  try {
    return await validators.listValidators({ signal });
  } catch (error) {
    if (AwfError.is(error, 'EXECUTION.PLUGIN.NOT_IMPLEMENTED')) return [];
    throw error;
  }
}

type Names = readonly string[];

/** Starts validators at the same time. Never rejects: a validator that cannot be started does not make a workflow invalid. */
export const startValidators = (
  plugins: Names,
  validators: WorkflowValidatorProvider,
  signal: AbortSignal,
): Promise<readonly StartedValidator[]> =>
  Promise.all(
    plugins.map((plugin) =>
      validators.startValidator(plugin, { signal }).then(
        () => ({ plugin }),
        (error: unknown) => ({ plugin, error: error as AwfError }),
      ),
    ),
  );

/**
 * Asks all validators at the same time about the workflow, and then about each of its steps, as AWF documents it. One that cannot be asked is
 * named in the report, and the others count.
 *
 * @param timeoutMs how long each plugin may take, with all questions
 * @throws AwfError `EXECUTION.PLUGIN.CANCELED`, `EXECUTION.HOST.CLOSED`
 */
export async function askValidators(
  workflow: Workflow,
  started: readonly StartedValidator[],
  ports: ValidatorPorts,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<ValidationReport> {
  if (started.length === 0) return { issues: [], validators: [] };
  const json = JSON.stringify(workflowJson(workflow));
  const answers = await Promise.all(
    started.map(async (validator) => {
      const conversation = new Conversation(validator.plugin, ports, signal, timeoutMs);
      if (validator.error === undefined) await conversation.ask(json, [...workflow.states.keys()]);
      else conversation.fail(validator.error);
      return conversation;
    }),
  );
  const seen = new Set<string>();
  const issues: PluginIssue[] = [];
  const validators: AskedValidator[] = [];
  for (const { plugin, error, findings } of answers) {
    const { results, omitted } = findings.unlike(seen);
    issues.push(...results.map((result) => issueOf(plugin, result, workflow)));
    validators.push({ plugin, ...(error === undefined ? {} : { error }), ...(omitted === 0 ? {} : { omitted }) });
  }
  return { issues, validators };
}

/** All questions to one plugin. */
class Conversation {
  readonly plugin: string;
  readonly findings = new KeptFindings(mostIssues);
  error: AwfError | undefined;
  readonly #ports: ValidatorPorts;
  readonly #signal: AbortSignal;
  readonly #timeoutMs: number;
  readonly #begin: number;

  constructor(plugin: string, ports: ValidatorPorts, signal: AbortSignal, timeoutMs: number) {
    this.plugin = plugin;
    this.#ports = ports;
    this.#signal = signal;
    this.#timeoutMs = timeoutMs;
    this.#begin = ports.clock.monotonicMs();
  }

  /** Notes the first failure. */
  fail(error: AwfError): void {
    if (this.#signal.aborted || error.code === 'EXECUTION.HOST.CLOSED') throw error;
    this.error ??= error;
  }

  async ask(json: string, steps: Names): Promise<void> {
    const { validators } = this.#ports;
    const unimplemented = await this.#question((options) => validators.validateWorkflow(this.plugin, json, options));
    for (const step of steps) {
      if (this.error !== undefined && this.error.code !== 'EXECUTION.PLUGIN.CALL_FAILED') return;
      const missing = await this.#question((options) => validators.validateStep(this.plugin, json, step, options));
      if (missing === undefined) continue;
      // A plugin may have rules for whole workflows alone. A plugin that answers neither question is not a validator.
      if (unimplemented !== undefined) this.fail(missing);
      return;
    }
  }

  /** @returns the error of a plugin that does not know this question */
  async #question(
    put: (options: { signal: AbortSignal; timeoutMs: number }) => Promise<readonly ValidationResult[]>,
  ): Promise<AwfError | undefined> {
    const rest = this.#timeoutMs - (this.#ports.clock.monotonicMs() - this.#begin);
    try {
      for (const result of await put({ signal: this.#signal, timeoutMs: Math.max(0, rest) })) this.findings.add(result);
      return undefined;
    } catch (error) {
      if (!AwfError.is(error)) throw error;
      if (isUnimplemented(error)) return error;
      this.fail(this.#told(error));
      return undefined;
    }
  }

  /** What was left for one question is not what the plugin had in all. */
  #told(error: AwfError): AwfError {
    if (!AwfError.is(error, 'EXECUTION.PLUGIN.CALL_TIMEOUT')) return error;
    return new AwfError(error.code, { ...error.details, timeoutMs: this.#timeoutMs }, { cause: error.cause });
  }
}

function issueOf(plugin: string, result: ValidationResult, workflow: Workflow): PluginIssue {
  const { step } = result;
  const at = (step === undefined ? undefined : workflow.states.get(step)?.at) ?? workflow.statesAt;
  return { ...result, plugin, at };
}
