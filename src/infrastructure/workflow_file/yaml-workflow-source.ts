import { AwfError } from '../../domain/errors/awf-error.js';
import type { PatternCompiler } from '../../domain/workflow/text-pattern.js';
import { validateWorkflow } from '../../domain/workflow/validate-workflow.js';
import { asOneError } from '../../domain/workflow/workflow-problems.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { LoadedWorkflow, WorkflowSource } from '../../ports/workflow-source.js';
import { type LimitErrors, withinLimits } from 'plugin-async';
import { parseYaml } from '../shared/parse-yaml.js';
import { readTextFile } from '../shared/read-text-file.js';
import { Findings } from './findings.js';
import { patternCompilerFor } from './pattern-compiler.js';
import { readWorkflow } from './read-workflow.js';

/** Larger than any real workflow. A larger file is most likely something else. */
const maxBytes = 1024 * 1024;

/** Reads workflows from YAML files. */
export class YamlWorkflowSource implements WorkflowSource {
  async load(path: string, options: CallOptions = {}): Promise<LoadedWorkflow> {
    const file = await withinLimits(options, limitErrors(path), (signal) => readTextFile(path, maxBytes, signal));
    if (file.ok) return this.parse(file.text, path);
    const { problem, cause } = file;
    throw new AwfError('WORKFLOW.PARSE.YAML_SYNTAX', { file: path, line: 1, column: 1, problem }, { cause });
  }

  async parse(text: string, name: string): Promise<LoadedWorkflow> {
    return parseWorkflow(text, name, await patternCompilerFor(text));
  }
}

const limitErrors = (path: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: path }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path, timeoutMs }),
});

/**
 * The workflow in a YAML text. `file` is its name in errors, `compile` reads the patterns of inputs.
 *
 * @throws AwfError as {@link WorkflowSource.load}
 */
export function parseWorkflow(text: string, file: string, compile: PatternCompiler): LoadedWorkflow {
  const findings = new Findings(file);
  const source = parseYaml(text);
  const read = source.ok ? readWorkflow(source.root, findings, compile) : undefined;
  if (source.ok) for (const { at, problem } of source.warnings) findings.warning(at, undefined, problem);
  else for (const { at, problem } of source.faults) findings.problem(at, problem);
  if (read !== undefined) {
    const verdict = validateWorkflow(read.workflow, read.unclear);
    for (const problem of verdict.problems) findings.problems.push(problem);
    for (const { at, text: problem } of verdict.warnings) findings.warning(at, undefined, problem);
  }
  const error = asOneError(findings.problems, findings.warnings);
  if (error !== undefined) throw error;
  if (read === undefined) throw new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: `${file} gave no workflow` });
  return { workflow: read.workflow, warnings: findings.warnings };
}
