import * as v from 'valibot';
import { isCollection, LineCounter, parseDocument, visit, type Alias, type Document } from 'yaml';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { Problem } from '../../domain/errors/error-details.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import { aliasProblem, yamlProblem } from '../../domain/yaml-faults.js';
import { manifestSchema } from './manifest-schema.js';

/**
 * Reads the text of a `plugin.yaml`.
 * @throws AwfError `USER.VALIDATION.MANIFEST_INVALID` with all that is wrong, by line and column
 */
export function parseManifest(text: string, path: string): PluginManifest {
  const lines = new LineCounter();
  // No manifest has lists or maps as keys, and turning those within one another into names would take exponential time.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const syntax = document.errors.map(({ code, pos }) => problemAt(lines, pos[0], yamlProblem(code)));
  if (syntax.length > 0) throw invalid(path, syntax);
  if (document.contents === null) throw invalid(path, [{ problem: 'the file is empty' }]);

  const parsed = v.safeParse(manifestSchema, plain(document, path, lines), { abortPipeEarly: true });
  if (parsed.success) return parsed.output;
  throw invalid(
    path,
    parsed.issues.map((issue) => {
      const keys = (issue.path ?? []).map(({ key }) => key as string | number);
      return { ...problemAt(lines, offsetOf(document, keys), issue.message), field: keys.join('.') || undefined };
    }),
  );
}

/** The document as plain data; refuses what expands without bounds ("billion laughs"). */
function plain(document: Document.Parsed, path: string, lines: LineCounter): unknown {
  try {
    return document.toJS();
  } catch {
    throw invalid(path, [aliasFault(document, lines)]);
  }
}

function aliasFault(document: Document.Parsed, lines: LineCounter): Problem {
  let first: Alias | undefined;
  let lost: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      first ??= alias;
      if (alias.resolve(document) === undefined) lost ??= alias;
    },
  });
  return problemAt(lines, (lost ?? first)?.range?.[0] ?? 0, aliasProblem(lost?.source));
}

/** Where a value stands; for one that is missing, where what should hold it stands. */
function offsetOf(document: Document.Parsed, keys: readonly (string | number)[]): number {
  for (let depth = keys.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth), true);
    const range = (node as { range?: readonly number[] | null } | undefined)?.range;
    if (range?.[0] !== undefined && (depth === keys.length || isCollection(node))) return range[0];
  }
  return 0;
}

function problemAt(lines: LineCounter, offset: number, problem: string): Problem {
  const { line, col } = lines.linePos(offset);
  return { line, column: col, problem };
}

const invalid = (path: string, problems: readonly Problem[]): AwfError =>
  new AwfError('USER.VALIDATION.MANIFEST_INVALID', { path, problems });
