/** The full name of an operation, such as `slack.post`, in its parts. */
export interface OperationRef {
  /** As workflows write it: `<plugin>.<operation>`. */
  readonly name: string;
  /** Manifest name of the plugin. */
  readonly plugin: string;
  /** The plugin's own name for the operation. It may contain dots. */
  readonly operation: string;
}

/** Reads `plugin.operation`. The first dot separates; undefined where there is none or a side is empty. */
export function parseOperationRef(name: string): OperationRef | undefined {
  const dot = name.indexOf('.');
  if (dot <= 0 || dot === name.length - 1) return undefined;
  return { name, plugin: name.slice(0, dot), operation: name.slice(dot + 1) };
}

/** The full name of one of a plugin's operations. */
export const operationName = (plugin: string, operation: string): string => `${plugin}.${operation}`;
