import type { Problem } from '../../domain/errors/error-details.js';
import { placeIn, type SourcePosition } from '../../domain/workflow/source-position.js';
import { workflowProblem, type WorkflowProblem } from '../../domain/workflow/workflow-problems.js';

/** Collects what reading one file brings up, so that its user sees all of it at once. */
export class Findings {
  readonly problems: WorkflowProblem[] = [];
  readonly warnings: Problem[] = [];

  constructor(readonly file: string) {}

  /** The file does not say what it must, or says it in the wrong form. */
  problem(at: SourcePosition, problem: string): void {
    this.problems.push(workflowProblem('WORKFLOW.PARSE.YAML_SYNTAX', { ...placeIn(this.file, at), problem }));
  }

  /** The file asks for something that this version would have to ignore, and the workflow would then do another thing. */
  unsupported(at: SourcePosition, field: string, problem: string): void {
    this.problems.push(workflowProblem('WORKFLOW.PARSE.UNKNOWN_FIELD', { ...placeIn(this.file, at), field, problem }));
  }

  /** Odd, but the workflow means the same without it. */
  warning(at: SourcePosition, field: string | undefined, problem: string): void {
    this.warnings.push({ ...(field === undefined ? {} : { field }), line: at.line, column: at.column, problem });
  }
}
