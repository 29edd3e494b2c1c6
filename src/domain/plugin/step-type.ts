import type { JsonObject } from '../json.js';
import type { InputSchema } from './operation.js';

/** A type of steps that a plugin adds to the language of workflows. */
export interface StepTypeInfo {
  /** As workflows write it: `<plugin>.<type>`; a plugin itself knows only the part behind the dot. */
  readonly name: string;
  /** For people; may be empty. */
  readonly description: string;
  /** The settings of such a step by name. Empty: every setting is passed on unchecked, as for all plugins made with AWF's SDK. */
  readonly config: Readonly<Record<string, InputSchema>>;
  /** Manifest name of the plugin that offers it. */
  readonly plugin: string;
}

/** One execution of a step. */
export interface StepExecuteRequest {
  /** Name of the step in its workflow. */
  readonly stepName: string;
  /** Name of its type. */
  readonly stepType: string;
  /** The settings of the step. */
  readonly config: JsonObject;
  /** The inputs of the workflow. */
  readonly inputs: JsonObject;
}

/** How a step ended. */
export interface StepExecuteResult {
  /** For people, and for `{{states.<step>.Output}}`. */
  readonly output: string;
  /** For `{{states.<step>.Data.<name>}}`. */
  readonly data: JsonObject;
  /** 0 if the step succeeded. */
  readonly exitCode: number;
}
