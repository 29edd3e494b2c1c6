import type { PluginEnd } from '../plugin-end.js';
import type { Place } from './problem.js';

/** What goes wrong while plugins, commands and workflows run. Exit status 3. */
export interface ExecutionErrors {
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
  /** The templates of a step, or of the message of a terminal state, would build a longer text than they may. */
  readonly 'EXECUTION.TEMPLATE.TOO_LONG': Place & { readonly state: string; readonly mostCharacters: number };
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
  /** The command that builds a plugin failed. */
  readonly 'EXECUTION.PLUGIN.BUILD_FAILED': {
    /** The folder of the project. */
    readonly project: string;
    readonly command: string;
    readonly exitCode: number;
    /** The end of what it wrote. */
    readonly output: string;
  };
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
    /** What is not as it was. @default the program */
    readonly part?: 'program' | 'contents' | 'archive' | undefined;
    /** The checksum that was approved, where it is known. */
    readonly expected?: string | undefined;
    readonly actual?: string | undefined;
  };
  /** A plugin is not the one in the lock file of the project; it was not started or installed. */
  readonly 'EXECUTION.PLUGIN.LOCK_MISMATCH': {
    readonly plugin: string;
    /** The lock file. */
    readonly path: string;
    /** How it differs, as a sentence about the plugin. */
    readonly problem: string;
    readonly expected?: string | undefined;
    readonly actual?: string | undefined;
  };
  /** The user trusts certain keys for a source, and none of them has signed the release; nothing of it was installed. */
  readonly 'EXECUTION.PLUGIN.SIGNATURE_INVALID': {
    readonly source: string;
    readonly problem: string;
    /** The keys, as people write them. */
    readonly keys: readonly string[];
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
}
