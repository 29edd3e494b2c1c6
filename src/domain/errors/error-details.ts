import type { PluginEnd } from '../plugin-end.js';

/** Something wrong at a place: in a file, in an input. */
export interface Problem {
  /** Dotted path of the field, where there is one. */
  readonly field?: string | undefined;
  /** 1-based, where the place is in a text. */
  readonly line?: number | undefined;
  /** 1-based. */
  readonly column?: number | undefined;
  /** What is wrong, for people. */
  readonly problem: string;
}

/** A place in a workflow file; both numbers 1-based. */
export interface Place {
  /** Its path, as the user gave it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** What is wrong at one place of a workflow file, and what else is wrong in it, so that one run reports everything. */
export interface Finding extends Place {
  /** What else is wrong in the same file. */
  readonly others?: readonly Problem[];
  /** What is odd in the same file, but would not stop the workflow. */
  readonly warnings?: readonly Problem[];
}

/**
 * Every failure that AWF names, with what is known about it. The first segment decides the exit status of the command; codes are
 * stable, messages are not. Taxonomy: AWF's ADR-002 and ADR-015.
 */
export interface ErrorDetails {
  /** A path does not exist, or is a file where a folder is expected, or the reverse. */
  readonly 'USER.INPUT.MISSING_FILE': {
    readonly path: string;
    /** What is wrong, if the path exists. */
    readonly problem?: string | undefined;
  };
  /** The command line cannot be understood. */
  readonly 'USER.INPUT.INVALID_FORMAT': { readonly argument: string; readonly problem: string };
  /** Inputs of a workflow are missing, unknown, of the wrong type or against its rules. */
  readonly 'USER.INPUT.VALIDATION_FAILED': { readonly workflow: string; readonly problems: readonly Problem[] };
  /** No plugin of this name is installed. */
  readonly 'USER.INPUT.PLUGIN_NOT_FOUND': { readonly plugin: string; readonly known: readonly string[] };
  /** A plugin of this name is installed already, and the user has not asked to replace it. */
  readonly 'USER.INPUT.PLUGIN_INSTALLED': {
    readonly plugin: string;
    readonly version: string;
    /** Where it is. */
    readonly path: string;
    /** Why it cannot be replaced either. */
    readonly problem?: string | undefined;
  };
  /** Nothing can be installed from what was named. */
  readonly 'USER.INPUT.PLUGIN_SOURCE': {
    readonly source: string;
    readonly problem: string;
    readonly remedy?: string | undefined;
  };
  /** No plugin offers an operation with this name. */
  readonly 'USER.INPUT.OPERATION_NOT_FOUND': { readonly operation: string; readonly known: readonly string[] };
  /** No plugin offers a type of steps with this name. */
  readonly 'USER.INPUT.STEP_TYPE_NOT_FOUND': { readonly stepType: string; readonly known: readonly string[] };
  /** The plugin was built for another version of the plugin protocol. */
  readonly 'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH': {
    readonly plugin: string;
    readonly pluginVersion: number;
    readonly hostVersions: readonly number[];
  };
  /** `awf_version` in the plugin's manifest asks for another host. */
  readonly 'USER.VALIDATION.PLUGIN_VERSION_MISMATCH': {
    readonly plugin: string;
    readonly constraint: string;
    readonly hostVersion: string;
  };
  /** The plugin's manifest names a `runtime` that this host has no transport for. */
  readonly 'USER.VALIDATION.RUNTIME_UNSUPPORTED': {
    readonly plugin: string;
    readonly runtime: string;
    readonly known: readonly string[];
  };
  /** A `plugin.yaml` is not valid YAML, or lacks a required field. */
  readonly 'USER.VALIDATION.MANIFEST_INVALID': { readonly path: string; readonly problems: readonly Problem[] };
  /** The settings of the project cannot be understood, so nothing that they may limit is done. No value is repeated: it may be a secret. */
  readonly 'USER.VALIDATION.SETTINGS_INVALID': { readonly path: string; readonly problems: readonly Problem[] };
  /** An archive or a folder with a plugin is damaged, or holds what must not be unpacked. Nothing of it has been installed. */
  readonly 'USER.VALIDATION.ARCHIVE_INVALID': {
    readonly path: string;
    /** What in it, where that is known. */
    readonly entry?: string | undefined;
    readonly problem: string;
  };
  /** The configuration of a plugin does not fit its manifest. No value is repeated: it may be a secret. */
  readonly 'USER.VALIDATION.PLUGIN_CONFIG': { readonly plugin: string; readonly problems: readonly Problem[] };
  /** The stored state of a plugin cannot be read, so nobody knows whether it may run. No value is repeated: it may be a secret. */
  readonly 'USER.VALIDATION.PLUGIN_STATE': {
    readonly plugin: string;
    readonly path: string;
    readonly problems: readonly Problem[];
  };
  /** Inputs of an operation do not fit its schema. No value is repeated: it may be a secret. */
  readonly 'USER.VALIDATION.OPERATION_INPUT': {
    readonly operation: string;
    readonly problems: readonly Problem[];
    /** The workflow file, where the problems are in one. */
    readonly file?: string;
    /** What is wrong with the inputs of other operations in the same file. */
    readonly others?: readonly Problem[];
  };
  /** The settings of a step do not fit its type. No value is repeated: it may be a secret. */
  readonly 'USER.VALIDATION.STEP_CONFIG': {
    readonly step: string;
    readonly stepType: string;
    readonly problems: readonly Problem[];
    /** The workflow file, where the problems are in one. */
    readonly file?: string;
    /** What is wrong with the settings of other steps in the same file. */
    readonly others?: readonly Problem[];
  };
  /** The file is not valid YAML, or does not have the form of a workflow. */
  readonly 'WORKFLOW.PARSE.YAML_SYNTAX': Finding & { readonly problem: string };
  /** The file uses a field of AWF that is not supported here, and that must not be ignored. */
  readonly 'WORKFLOW.PARSE.UNKNOWN_FIELD': Finding & { readonly field: string; readonly problem: string };
  /** There is no initial state, none of the name it gives, or no terminal state. */
  readonly 'WORKFLOW.VALIDATION.MISSING_STATE': Finding & { readonly problem: string };
  /** A step leads to a state that does not exist, or nowhere. */
  readonly 'WORKFLOW.VALIDATION.INVALID_TRANSITION': Finding & {
    readonly state: string;
    /** Undefined where the state leads nowhere. */
    readonly target: string | undefined;
    readonly similar?: string | undefined;
  };
  /** States lead in a circle that no terminal state can be reached from. */
  readonly 'WORKFLOW.VALIDATION.CYCLE_DETECTED': Finding & { readonly states: readonly string[] };
  /** A `{{...}}` refers to what does not exist, or not yet. */
  readonly 'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE': Finding & {
    readonly state: string;
    /** As written, without the braces. */
    readonly reference: string;
    readonly problem: string;
  };
  /** The plugin that a step's type names does not offer this type. */
  readonly 'WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE': Finding & {
    readonly step: string;
    /** With the plugin's own name, also where the file has an alias for it. */
    readonly stepType: string;
    /** The types that the plugin offers. */
    readonly known: readonly string[];
  };
  /** A plugin's validator found an error in the workflow. */
  readonly 'WORKFLOW.VALIDATION.PLUGIN_REJECTED': Finding & {
    readonly plugin: string;
    readonly step?: string | undefined;
    readonly field?: string | undefined;
    readonly problem: string;
  };
  /** The command of a step exited with another code than 0. */
  readonly 'EXECUTION.COMMAND.FAILED': {
    readonly step: string;
    readonly exitCode: number;
    readonly stderrTail: string;
  };
  /** The system could not start the shell for a command. */
  readonly 'EXECUTION.COMMAND.NOT_STARTED': { readonly step: string; readonly reason: string };
  /** The caller aborted a command; it has ended. */
  readonly 'EXECUTION.COMMAND.CANCELED': { readonly step: string };
  /** A command took longer than its step allows; it has been ended. */
  readonly 'EXECUTION.COMMAND.TIMEOUT': { readonly step: string; readonly timeoutMs: number };
  /** The workflow reached a terminal state of failure; `cause` is the failure that led there, where one did. */
  readonly 'EXECUTION.WORKFLOW.FAILED': {
    readonly workflow: string;
    readonly state: string;
    readonly message: string | undefined;
  };
  /** The caller aborted the run. */
  readonly 'EXECUTION.WORKFLOW.CANCELED': { readonly workflow: string };
  /** The plugin ended by itself, before or during a call. */
  readonly 'EXECUTION.PLUGIN.CRASHED': {
    readonly plugin: string;
    readonly call: string;
    /** How it ended, and what it wrote last. */
    readonly end: PluginEnd;
    /** Observations about its program that may explain the failure. */
    readonly notes?: readonly string[] | undefined;
    /** What a person can do about it, where the adapter knows. */
    readonly remedy?: string | undefined;
  };
  /** The plugin was started too often in a short time, and is not started any more; `cause` is its last failure. */
  readonly 'EXECUTION.PLUGIN.GIVEN_UP': {
    readonly plugin: string;
    readonly mostStarts: number;
    readonly windowMs: number;
    /** What happened the last time: how it ended, and its last words. */
    readonly reason: string;
  };
  /** The first line that the plugin printed is not a handshake, or this host cannot use it. */
  readonly 'EXECUTION.PLUGIN.HANDSHAKE_INVALID': {
    readonly plugin: string;
    readonly problem: string;
    readonly remedy: string;
    readonly stderrTail?: string | undefined;
  };
  /** The plugin was not ready in time; it has been ended. */
  readonly 'EXECUTION.PLUGIN.START_TIMEOUT': {
    readonly plugin: string;
    readonly timeoutMs: number;
    readonly stderrTail: string;
    /** What has been seen of it. */
    readonly notes?: readonly string[] | undefined;
  };
  /** The plugin started, but no connection to it could be made. */
  readonly 'EXECUTION.PLUGIN.CONNECT_FAILED': {
    readonly plugin: string;
    readonly reason: string;
    readonly remedy?: string | undefined;
  };
  /** The plugin speaks a protocol that this host does not. */
  readonly 'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': { readonly plugin: string; readonly protocol: string };
  /** The plugin did not answer within the time that the caller allowed. */
  readonly 'EXECUTION.PLUGIN.CALL_TIMEOUT': {
    readonly plugin: string;
    readonly call: string;
    readonly timeoutMs: number;
  };
  /** The plugin answered with an error; `status` is its name, such as `INTERNAL`. */
  readonly 'EXECUTION.PLUGIN.CALL_FAILED': {
    readonly plugin: string;
    readonly call: string;
    readonly status: string;
    readonly message: string;
  };
  /** The plugin sent more than this host takes of it. */
  readonly 'EXECUTION.PLUGIN.LIMIT_EXCEEDED': {
    readonly plugin: string;
    readonly call: string;
    /** What there is too much of. */
    readonly what: string;
    readonly most: number;
    readonly found: number;
  };
  /** The caller aborted the call, or the start of the plugin. */
  readonly 'EXECUTION.PLUGIN.CANCELED': { readonly plugin: string; readonly call: string };
  /** The operation ran and said no. */
  readonly 'EXECUTION.PLUGIN.OPERATION_FAILED': { readonly operation: string; readonly message: string };
  /** A step of a type that a plugin added ended with another exit code than 0. */
  readonly 'EXECUTION.PLUGIN.STEP_FAILED': {
    readonly step: string;
    readonly stepType: string;
    readonly exitCode: number;
    /** The last lines of its output. */
    readonly outputTail: string;
  };
  /** The plugin was shut down, or never started. */
  readonly 'EXECUTION.PLUGIN.NOT_RUNNING': { readonly plugin: string; readonly status: string; readonly call: string };
  /** The user has switched the plugin off. */
  readonly 'EXECUTION.PLUGIN.DISABLED': { readonly plugin: string };
  /** The plugin, or an archive with it, is not what was approved; it was not started or installed. */
  readonly 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH': {
    readonly plugin: string;
    readonly path: string;
    /** What is not as it was. @default the binary */
    readonly part?: 'program' | 'contents' | 'archive' | undefined;
    /** The checksum that was approved, where it is known. */
    readonly expected?: string | undefined;
    readonly actual?: string | undefined;
  };
  /** A plugin emitted an event that its manifest does not allow, or in the name of another plugin. */
  readonly 'EXECUTION.PLUGIN.BROKER_EMIT_DENIED': {
    readonly plugin: string;
    readonly eventType: string;
    readonly problem: string;
  };
  /** The stream of events to a plugin could not be opened, or broke. */
  readonly 'EXECUTION.PLUGIN.STREAM_SETUP_FAILED': { readonly plugin: string; readonly reason: string };
  /** A plugin did not get an event, or did not handle it. */
  readonly 'EXECUTION.EVENT.DELIVERY_FAILED': {
    readonly plugin: string;
    /** Which event, or how many. */
    readonly what: string;
    readonly reason: string;
  };
  /** Events led to events, too often one after the other. */
  readonly 'EXECUTION.EVENT.CYCLE_DETECTED': {
    readonly plugin: string;
    readonly eventType: string;
    /** The depth that the event would have had. */
    readonly depth: number;
  };
  /** Too many events waited for a plugin. */
  readonly 'EXECUTION.EVENT.BUFFER_FULL': {
    readonly plugin: string;
    /** How many may wait. */
    readonly capacity: number;
    readonly dropped: number;
  };
  /** A limit that the settings of the project demand for the plugin cannot be kept here; the plugin was not started. */
  readonly 'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE': {
    readonly plugin: string;
    /** The settings that cannot be kept, as they are written in the file. */
    readonly settings: readonly string[];
    readonly reason: string;
    readonly remedy: string;
  };
  /** The host was closed before the call, or while it waited for a plugin to start. */
  readonly 'EXECUTION.HOST.CLOSED': { readonly call: string };
  /** AWF's `ErrRPCNotImplemented`: the host was built without external plugins. */
  readonly 'EXECUTION.PLUGIN.NOT_IMPLEMENTED': { readonly call: string };
  /** A file or folder could not be read or entered; `cause` says why. */
  readonly 'SYSTEM.IO.READ_FAILED': {
    readonly path: string;
    readonly problem?: Problem | undefined;
    /** The step whose command was to work in this folder. */
    readonly step?: string | undefined;
  };
  /** A file, or the output of the command, could not be written; `cause` says why. */
  readonly 'SYSTEM.IO.WRITE_FAILED': {
    readonly path: string;
    readonly problem?: string | undefined;
    readonly remedy?: string | undefined;
  };
  /** A file or folder did not answer within the time that the caller allowed. */
  readonly 'SYSTEM.IO.TIMEOUT': { readonly path: string; readonly timeoutMs: number };
  /** A plugin's folder has a manifest but no program. */
  readonly 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': { readonly plugin: string; readonly path: string };
  /** A plugin's program cannot be executed: its mode, its kind, or its interpreter. */
  readonly 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': {
    readonly plugin: string;
    readonly path: string;
    readonly reason: string;
    readonly remedy?: string | undefined;
  };
  /** Another user has made the plugin or what records its checksum, or may change it; it was not started. */
  readonly 'SYSTEM.IO.PLUGIN_INSECURE': {
    readonly plugin: string;
    readonly path: string;
    /** The rest of a sentence that begins with the path. */
    readonly problem: string;
  };
  /** A defect of this program; `cause` has what happened. */
  readonly 'SYSTEM.INTERNAL.UNMAPPED': { readonly what: string };
}

/** The stable name of a failure. */
export type ErrorCode = keyof ErrorDetails;
