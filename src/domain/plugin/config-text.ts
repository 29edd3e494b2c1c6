import type { JsonValue } from '../json.js';
import { isNestedTooDeep } from '../json-text.js';
import type { ConfigField } from './manifest.js';

/**
 * The value that a text of the command line stands for. A text that does not fit the type stays a text, which the check of the type refuses. For
 * a setting that is not declared, a text that is JSON is that JSON.
 */
export function valueOfText(text: string, field: ConfigField | undefined): JsonValue {
  switch (field?.type) {
    case 'string':
      return text;
    case 'integer':
      return integerOf(text) ?? text;
    case 'boolean':
      return text === 'true' || (text === 'false' ? false : text);
    case undefined:
      return jsonOf(text) ?? text;
  }
}

function integerOf(text: string): number | undefined {
  const value = /^[+-]?\d{1,16}$/u.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Undefined for what is not JSON, and for `null`, which would be no value. */
function jsonOf(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return value === null || isNestedTooDeep(text) ? undefined : value;
  } catch {
    return undefined;
  }
}
