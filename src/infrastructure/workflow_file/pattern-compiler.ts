import type { PatternCompiler } from '../../domain/workflow/text-pattern.js';

/** Loads RE2 only for a workflow that may have a pattern: loading takes about a tenth of the time that the whole command needs to start. */
export async function patternCompilerFor(text: string): Promise<PatternCompiler> {
  if (!text.includes('pattern')) return unwritten;
  const { compilePattern } = await import('./re2-pattern.js');
  return compilePattern;
}

/** A key that YAML escapes (`"\x70attern"`) is the only way to get here. */
const unwritten: PatternCompiler = () => ({ ok: false, problem: 'write the key without escapes' });
