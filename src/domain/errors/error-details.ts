import type { ExecutionErrors } from './execution-errors.js';
import type { SystemErrors } from './system-errors.js';
import type { UserErrors } from './user-errors.js';
import type { WorkflowErrors } from './workflow-errors.js';

/**
 * Every failure that AWF names, with what is known about it. The first segment decides the exit status of the command; codes are
 * stable, messages are not. Taxonomy: AWF's ADR-002 and ADR-015.
 */
export interface ErrorDetails extends UserErrors, WorkflowErrors, ExecutionErrors, SystemErrors {}

/** The stable name of a failure. */
export type ErrorCode = keyof ErrorDetails;
