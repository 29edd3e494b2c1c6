/** Something wrong at a place: in a file, in an input. */
export interface Problem {
  /** Dotted path of the field, where there is one. */
  readonly field?: string | undefined;
  /** 1-based, where the place is in a text. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly problem: string;
}

/** A place in a workflow file; both numbers 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong at one place of a workflow file, and what else is wrong in it, so that one run reports everything. */
export interface Finding extends Place {
  readonly others?: readonly Problem[];
}

/** How a process ended, and what it said last. */
export interface CrashReport {
  readonly exitCode: number | null;
  readonly exitSignal: string | null;
  readonly stderrTail: string;
}

/**
 * Every failure that AWF names, with what is known about it. The first segment decides the exit status of the command; codes are
 * stable, messages are not. Taxonomy: AWF's ADR-002 and ADR-015.
 */
export interface ErrorDetails {
  readonly 'USER.INPUT.MISSING_FILE': {
    readonly path: string;
    /** Where something is there, but not what is wanted. */
    readonly problem?: string | undefined;
  };
  readonly 'USER.INPUT.INVALID_FORMAT': { readonly argument: string; readonly problem: string };
  readonly 'USER.INPUT.VALIDATION_FAILED': { readonly workflow: string; readonly problems: readonly Problem[] };
  readonly 'USER.INPUT.PLUGIN_NOT_FOUND': { readonly plugin: string; readonly known: readonly string[] };
  readonly 'USER.INPUT.OPERATION_NOT_FOUND': { readonly operation: string; readonly known: readonly string[] };
  readonly 'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH': {
    readonly plugin: string;
    readonly pluginVersion: number;
    readonly hostVersions: readonly number[];
  };
  readonly 'USER.VALIDATION.PLUGIN_VERSION_MISMATCH': {
    readonly plugin: string;
    readonly constraint: string;
    readonly hostVersion: string;
  };
  readonly 'USER.VALIDATION.MANIFEST_INVALID': { readonly path: string; readonly problems: readonly Problem[] };
  readonly 'USER.VALIDATION.PLUGIN_CONFIG': { readonly plugin: string; readonly problems: readonly Problem[] };
  readonly 'USER.VALIDATION.OPERATION_INPUT': { readonly operation: string; readonly problems: readonly Problem[] };
  readonly 'WORKFLOW.PARSE.YAML_SYNTAX': Finding & { readonly problem: string };
  readonly 'WORKFLOW.PARSE.UNKNOWN_FIELD': Finding & { readonly field: string; readonly problem: string };
  readonly 'WORKFLOW.VALIDATION.MISSING_STATE': Finding & { readonly problem: string };
  readonly 'WORKFLOW.VALIDATION.INVALID_TRANSITION': Finding & {
    readonly state: string;
    /** Undefined where the state leads nowhere. */
    readonly target: string | undefined;
    readonly similar?: string | undefined;
  };
  readonly 'WORKFLOW.VALIDATION.CYCLE_DETECTED': Finding & { readonly states: readonly string[] };
  readonly 'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE': Finding & {
    readonly state: string;
    /** As written, without the braces. */
    readonly reference: string;
    readonly problem: string;
  };
  readonly 'EXECUTION.COMMAND.FAILED': {
    readonly step: string;
    readonly exitCode: number;
    readonly stderrTail: string;
  };
  readonly 'EXECUTION.COMMAND.CANCELED': { readonly step: string };
  readonly 'EXECUTION.COMMAND.TIMEOUT': { readonly step: string; readonly timeoutMs: number };
  readonly 'EXECUTION.WORKFLOW.FAILED': {
    readonly workflow: string;
    readonly state: string;
    readonly message: string | undefined;
  };
  readonly 'EXECUTION.WORKFLOW.CANCELED': { readonly workflow: string };
  readonly 'EXECUTION.PLUGIN.CRASHED': CrashReport & {
    readonly plugin: string;
    readonly call: string;
    /** What is odd about its program, where that may be the reason. */
    readonly notes?: readonly string[] | undefined;
  };
  readonly 'EXECUTION.PLUGIN.HANDSHAKE_INVALID': {
    readonly plugin: string;
    readonly problem: string;
    readonly remedy: string;
    readonly stderrTail?: string | undefined;
  };
  readonly 'EXECUTION.PLUGIN.START_TIMEOUT': {
    readonly plugin: string;
    readonly timeoutMs: number;
    readonly stderrTail: string;
    /** What has been seen of it. */
    readonly notes?: readonly string[] | undefined;
  };
  readonly 'EXECUTION.PLUGIN.CONNECT_FAILED': {
    readonly plugin: string;
    readonly reason: string;
    readonly remedy?: string | undefined;
  };
  readonly 'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': { readonly plugin: string; readonly protocol: string };
  readonly 'EXECUTION.PLUGIN.CALL_TIMEOUT': {
    readonly plugin: string;
    readonly call: string;
    readonly timeoutMs: number;
  };
  readonly 'EXECUTION.PLUGIN.CALL_FAILED': {
    readonly plugin: string;
    readonly call: string;
    readonly status: string;
    readonly message: string;
  };
  readonly 'EXECUTION.PLUGIN.CANCELED': { readonly plugin: string; readonly call: string };
  readonly 'EXECUTION.PLUGIN.OPERATION_FAILED': { readonly operation: string; readonly message: string };
  readonly 'EXECUTION.PLUGIN.NOT_RUNNING': { readonly plugin: string; readonly status: string; readonly call: string };
  readonly 'EXECUTION.PLUGIN.DISABLED': { readonly plugin: string };
  readonly 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH': { readonly plugin: string; readonly path: string };
  readonly 'EXECUTION.PLUGIN.NOT_IMPLEMENTED': { readonly call: string };
  readonly 'SYSTEM.IO.READ_FAILED': { readonly path: string };
  readonly 'SYSTEM.IO.WRITE_FAILED': { readonly path: string };
  readonly 'SYSTEM.IO.TIMEOUT': { readonly path: string; readonly timeoutMs: number };
  readonly 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': { readonly plugin: string; readonly path: string };
  readonly 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': {
    readonly plugin: string;
    readonly path: string;
    readonly reason: string;
    readonly remedy?: string | undefined;
  };
  readonly 'SYSTEM.INTERNAL.UNMAPPED': { readonly what: string };
}

/** The stable name of a failure. */
export type ErrorCode = keyof ErrorDetails;
