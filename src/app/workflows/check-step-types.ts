import { AwfError } from '../../domain/errors/awf-error.js';
import type { Problem } from '../../domain/errors/problem.js';
import { stepConfigProblems } from '../../domain/workflow/check-operation-inputs.js';
import { placeIn } from '../../domain/workflow/source-position.js';
import { asOneError, workflowProblem, type WorkflowProblem } from '../../domain/workflow/workflow-problems.js';
import type { CustomState, Workflow } from '../../domain/workflow/workflow.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { StepTypeProvider } from '../../ports/step-type-provider.js';

/** What checking the types of steps takes. */
export interface StepTypePorts {
  readonly stepTypes: StepTypeProvider;
  readonly plugins: PluginManager;
}

/**
 * Checks the steps whose types plugins add, when these plugins run: whether there are such types, and whether they take the settings that the
 * file gives.
 *
 * @throws AwfError `WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE`, `USER.VALIDATION.STEP_CONFIG`, each with everything of its kind
 */
export async function checkStepTypes(workflow: Workflow, ports: StepTypePorts, signal: AbortSignal): Promise<void> {
  const { file } = workflow;
  const unknown: WorkflowProblem[] = [];
  const wrong: { readonly step: CustomState; readonly problems: readonly Problem[] }[] = [];
  for (const step of workflow.states.values()) {
    if (step.kind !== 'custom') continue;
    const type = await ports.stepTypes.getStepType(step.stepType.value.name, { signal });
    if (type === undefined) unknown.push(unknownType(file, step, ports.plugins));
    const problems = type === undefined ? [] : stepConfigProblems(step, type.config);
    if (problems.length > 0) wrong.push({ step, problems });
  }
  const first = asOneError(unknown);
  if (first !== undefined) throw first;
  if (wrong.length > 0) throw wrongSettings(file, wrong);
}

function unknownType(file: string, { name: step, stepType }: CustomState, plugins: PluginManager): WorkflowProblem {
  const { name, plugin } = stepType.value;
  const known = (plugins.get(plugin)?.stepTypes ?? []).map((type) => type.name);
  const details = { ...placeIn(file, stepType.at), step, stepType: name, known };
  return workflowProblem('WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE', details);
}

function wrongSettings(
  file: string,
  wrong: readonly { readonly step: CustomState; readonly problems: readonly Problem[] }[],
): AwfError {
  const [first, ...rest] = wrong.map(({ step, problems }) => ({
    step: step.name,
    stepType: step.stepType.value.name,
    problems,
  }));
  const others = rest.flatMap(({ step, problems }) =>
    problems.map(({ field, problem, ...place }) => ({ ...place, problem: `step ${step}: ${field}: ${problem}` })),
  );
  const { step = '', stepType = '', problems = [] } = first ?? {};
  const details = { step, stepType, problems, file, ...(others.length > 0 && { others }) };
  return new AwfError('USER.VALIDATION.STEP_CONFIG', details);
}
