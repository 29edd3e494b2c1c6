import { RE2JS, RE2JSException } from 're2js';
import type { CompiledPattern } from '../../domain/workflow/text-pattern.js';

/**
 * Compiles an expression in RE2's syntax, which is that of Go's `regexp` package and so of AWF. RE2 matches in linear time; it has neither
 * look-around nor back references.
 */
export function compilePattern(source: string): CompiledPattern {
  try {
    const expression = RE2JS.compile(source);
    return { ok: true, pattern: { test: (text) => expression.test(text), toString: () => source } };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { ok: false, problem: error.message.replace('error parsing regexp: ', '') };
  }
}
