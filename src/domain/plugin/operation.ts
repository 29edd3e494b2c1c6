import type { JsonObject, JsonValue } from '../json.js';
import type { InputType } from './input-type.js';

/** What is said of one input of an operation. */
export interface InputSchema {
  /** What its value must be. */
  readonly type: InputType;
  /** Whether a call is refused that leaves it out, or gives null, when there is no default. */
  readonly required: boolean;
  /** Used when the input is absent. */
  readonly default?: JsonValue;
  /** For people. */
  readonly description?: string;
  /** A named rule beyond the type: `url` or `email`. Unknown rules pass. */
  readonly validation?: string;
  /** Whether a text is taken that is JSON of the type, such as `"42"` for an integer. @default false */
  readonly takesText?: boolean;
  /** Whether its values are masked in all outputs. @default false */
  readonly secret?: boolean;
}

/** What is said of one output of an operation. */
export interface OutputSchema {
  /** For people: outputs are not checked. */
  readonly type?: string;
  /** For people. */
  readonly description?: string;
}

/** What an operation takes and gives. */
export interface OperationSchema {
  /** As workflows address it: `<plugin>.<operation>`; a plugin itself knows only the part behind the dot. */
  readonly name: string;
  /** For people; may be empty. */
  readonly description: string;
  /** By name. Empty: every input is let through unchecked. */
  readonly inputs: Readonly<Record<string, InputSchema>>;
  /** By name, as far as the plugin tells. */
  readonly outputs: Readonly<Record<string, OutputSchema>>;
  /** Manifest name of the plugin that offers it. */
  readonly plugin: string;
}

/** How an operation ended. `success: false` is an answer of the plugin, not a failure of the call. */
export type OperationResult =
  | { readonly success: true; readonly outputs: JsonObject }
  | { readonly success: false; readonly outputs: JsonObject; readonly error: string };
