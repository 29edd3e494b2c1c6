import type { Problem } from './problem.js';

/** Mistakes in what the user has given: the command line, inputs, manifests, settings. Exit status 1. */
export interface UserErrors {
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
  /** The file that says how to build a plugin cannot be understood. */
  readonly 'USER.VALIDATION.PROJECT_INVALID': {
    readonly path: string;
    readonly problems: readonly Problem[];
    readonly remedy?: string | undefined;
  };
  /** The settings of the project cannot be understood, so nothing that they may limit is done. No value is repeated: it may be a secret. */
  readonly 'USER.VALIDATION.SETTINGS_INVALID': { readonly path: string; readonly problems: readonly Problem[] };
  /** The lock file of the project cannot be understood, so nobody knows which plugins it allows. */
  readonly 'USER.VALIDATION.LOCK_INVALID': { readonly path: string; readonly problems: readonly Problem[] };
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
}
