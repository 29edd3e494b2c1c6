import type { Problem } from '../../domain/errors/problem.js';
import { placeIn, type SourcePosition } from '../../domain/workflow/source-position.js';
import { workflowProblem, type WorkflowProblem } from '../../domain/workflow/workflow-problems.js';

/** Collects the problems and warnings of one file, so that its user sees all of them at once. */
export class Findings {
  readonly problems: WorkflowProblem[] = [];
  readonly warnings: Problem[] = [];

  constructor(readonly file: string) {}

  /** Something is missing in the file, or has the wrong form. */
  problem(at: SourcePosition, problem: string): void {
    this.problems.push(workflowProblem('WORKFLOW.PARSE.YAML_SYNTAX', { ...placeIn(this.file, at), problem }));
  }

  /** The file uses a field that this version does not support. Ignoring it would change what the workflow does. */
  unsupported(at: SourcePosition, field: string, problem: string): void {
    this.problems.push(workflowProblem('WORKFLOW.PARSE.UNKNOWN_FIELD', { ...placeIn(this.file, at), field, problem }));
  }

  /** Something that does not change what the workflow does. */
  warning(at: SourcePosition, field: string | undefined, problem: string): void {
    this.warnings.push({ ...(field === undefined ? {} : { field }), line: at.line, column: at.column, problem });
  }
}
