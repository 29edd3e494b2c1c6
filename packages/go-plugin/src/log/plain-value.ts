const deepest = 8;

/** Converts a value so that JSON.stringify neither throws nor loses its content. */
export function toPlainValue(value: unknown): unknown {
  return plain(value, []);
}

function plain(value: unknown, within: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return value.toString();
    case 'undefined':
      return null;
    case 'symbol':
      return value.toString();
    case 'function':
      return `[function ${value.name}]`;
    case 'object':
      return value === null ? null : plainObject(value, within);
  }
}

function plainObject(value: object, within: readonly object[]): unknown {
  if (within.includes(value)) return '[circular]';
  if (within.length >= deepest) return '[too deep]';
  try {
    if (value instanceof Error) return describeError(value);
    if (value instanceof Uint8Array) return `[${value.length} bytes]`;
    const inner = [...within, value];
    if (hasToJson(value)) return plain(value.toJSON(), inner);
    if (Array.isArray(value)) return value.map((item) => plain(item, inner));
    if (value instanceof Set) return [...value].map((item) => plain(item, inner));
    const entries =
      value instanceof Map ? [...value].map(([key, item]) => [String(key), item] as const) : Object.entries(value);
    return Object.fromEntries(entries.map(([key, item]) => [key, plain(item, inner)]));
  } catch {
    // If a getter, a proxy or toJSON throws, the log line must not crash the program.
    return '[unreadable]';
  }
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** hclog prints an error's message. This adds the causes, because they often have the reason. */
function describeError(error: Error): string {
  const texts: string[] = [];
  for (let at: unknown = error; at instanceof Error && texts.length < deepest; at = at.cause) {
    const text = at.message || at.name;
    // Many errors quote their cause.
    if (texts.at(-1)?.includes(text) !== true) texts.push(text);
  }
  return texts.join(': ');
}
