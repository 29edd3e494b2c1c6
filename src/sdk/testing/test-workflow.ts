import type { JsonObject } from '../../domain/json.js';
import { readWorkflowDefinition, type StepDefinition, type WorkflowDefinition } from '../workflow-definition.js';

/** A workflow for a validator; what is left out is empty. */
export interface TestWorkflow extends Partial<Omit<WorkflowDefinition, 'steps' | 'raw'>> {
  /** The states by name. */
  readonly steps?: Readonly<Record<string, Partial<Omit<StepDefinition, 'raw'>>>>;
}

/** A workflow as a validator gets it, for tests that call a validator without a host. */
export const workflowDefinition = (workflow: TestWorkflow): WorkflowDefinition =>
  readWorkflowDefinition(workflow as JsonObject);
