import { parseOperationRef } from './operation-ref.js';

/** The full name of a type of steps, such as `database.query`, in its parts. */
export interface StepTypeRef {
  /** `<plugin>.<type>` */
  readonly name: string;
  /** Manifest name of the plugin. */
  readonly plugin: string;
  /** The plugin's own name for the type. It may contain dots. */
  readonly type: string;
}

/** Reads `plugin.type`. The first dot separates; undefined where there is none or a side is empty. */
export function parseStepTypeRef(name: string): StepTypeRef | undefined {
  const ref = parseOperationRef(name);
  return ref === undefined ? undefined : { name, plugin: ref.plugin, type: ref.operation };
}
