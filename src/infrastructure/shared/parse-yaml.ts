import { Composer, Lexer, LineCounter, Parser, type CST, type Document, type YAMLError } from 'yaml';
import { TreeBuilder } from './build-tree.js';
import { Fault, maxDepth, nestedTooDeeply, placeAt } from './fault.js';
import type { SourceNode, SyntaxFault } from './source-tree.js';
import { yamlProblem } from './yaml-faults.js';

/** Outcome of {@link parseYaml}: a tree, or the faults. */
export type ParsedYaml =
  | { readonly ok: true; readonly root: SourceNode; readonly warnings: readonly SyntaxFault[] }
  | { readonly ok: false; readonly faults: readonly SyntaxFault[] };

/** In a file that is not YAML, each line may be a fault. */
const maxFaults = 20;

/**
 * Parses YAML text in a time that grows with its length, whatever is in it: nesting, aliases and keys that the `yaml` package takes
 * very long over, or ends the whole process with, are refused, or judged here.
 */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const faultOf = ({ pos, code }: YAMLError): SyntaxFault => ({
    at: placeAt(lines, pos[0]),
    problem: yamlProblem(code),
  });
  try {
    const document = compose(text, lines);
    if (document.errors.length > 0) return { ok: false, faults: document.errors.slice(0, maxFaults).map(faultOf) };
    const { root, faults } = new TreeBuilder(lines).tree(document.contents);
    if (faults.length > 0) return { ok: false, faults: faults.slice(0, maxFaults) };
    return { ok: true, root, warnings: document.warnings.map(faultOf) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, faults: [{ at: error.at, problem: error.message }] };
    throw error;
  }
}

/** The package's own parseDocument() needs the whole text at once, and compares each key of a map with all others. */
function compose(text: string, lines: LineCounter): Document {
  const composer = new Composer({ prettyErrors: false, merge: true, uniqueKeys: false });
  const [document, second] = composer.compose(tokensOf(text, lines), true, text.length);
  if (second !== undefined) throw new Fault(placeAt(lines, second.range[0]), yamlProblem('MULTIPLE_DOCS'));
  // With its second argument true, compose() gives a document for any text.
  return document as Document;
}

/**
 * The tokens of a text. Composing them recurses, and where the stack is nearly full V8 may fail to compile a regular expression, which
 * no handler catches: nesting is refused while the parser, which does not recurse, sees it coming.
 */
function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    // The document itself is the first; what is open within it are collections, and a scalar at most.
    const tooDeep = parser.stack[maxDepth + 1];
    if (tooDeep !== undefined && 'items' in tooDeep) throw new Fault(placeAt(lines, tooDeep.offset), nestedTooDeeply);
  }
  yield* parser.end();
}
