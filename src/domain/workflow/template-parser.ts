import { canonicalPath } from './references.js';
import { arityOf, functionNames, isFunctionName } from './template-functions.js';
import { SyntaxProblem, TemplateScanner, type Token } from './template-scanner.js';
import type { Expression, Template } from './template.js';

/** Outcome of {@link parseTemplate}. */
export type ParsedTemplate =
  { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly problem: string };

/**
 * Parses a text with `{{...}}` in it. The grammar is the part of Go's text/template that AWF's workflows use: references with or
 * without the leading dot, literals, function calls, pipes, parentheses, and `{{-`/`-}}` to trim white space. Nothing in it can
 * run code. A literal `{{` is written `{{"{{"}}`.
 */
export function parseTemplate(source: string): ParsedTemplate {
  const parts: (string | Expression)[] = [];
  let trimNext = false;
  const addText = (text: string): void => {
    const kept = trimNext ? text.trimStart() : text;
    if (kept !== '') parts.push(kept);
  };
  try {
    for (let from = 0; ;) {
      const open = source.indexOf('{{', from);
      if (open < 0) {
        addText(source.slice(from));
        return { ok: true, template: { parts } };
      }
      const scanner = new TemplateScanner(source, open + 2);
      const trimBefore = scanner.trimMarkerAfterOpen();
      addText(trimBefore ? source.slice(from, open).trimEnd() : source.slice(from, open));
      parts.push(new ExpressionParser(scanner).parse());
      trimNext = scanner.trimmedAtClose;
      from = scanner.position;
    }
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

const startsOperand: ReadonlySet<Token['kind']> = new Set(['literal', 'path', '('] as const);

/** The most nested parentheses and chained calls: the parser recurses, and the stack is limited. */
const deepest = 100;

/** pipeline = command { "|" call }; command = function operand* | operand; operand = literal | reference | "(" pipeline ")" */
class ExpressionParser {
  readonly #scanner: TemplateScanner;
  #ahead: Token;
  #depth = 0;

  constructor(scanner: TemplateScanner) {
    this.#scanner = scanner;
    this.#ahead = scanner.next();
  }

  #peek(): Token {
    return this.#ahead;
  }

  parse(): Expression {
    if (this.#peek().kind === 'end') throw new SyntaxProblem('nothing stands between "{{" and "}}"');
    const expression = this.#pipeline();
    if (this.#peek().kind !== 'end')
      throw new SyntaxProblem('"}}" is missing, or a function name before its arguments');
    return expression;
  }

  #pipeline(): Expression {
    let value = this.#command();
    while (this.#peek().kind === '|') {
      this.#advance();
      const stage = this.#peek();
      if (stage.kind !== 'path' || stage.dotted || !isFunctionName(stage.text))
        throw new SyntaxProblem(`after "|" stands a function: ${functionNames.join(', ')}`);
      this.#descend();
      value = this.#call(value);
    }
    return value;
  }

  #command(): Expression {
    const token = this.#peek();
    if (token.kind === 'path' && !token.dotted && isFunctionName(token.text)) return this.#call();
    return this.#operand();
  }

  #call(piped?: Expression): Expression {
    const token = this.#peek();
    if (token.kind !== 'path' || !isFunctionName(token.text)) throw new SyntaxProblem('a function name is expected');
    const name = token.text;
    this.#advance();
    const args = piped === undefined ? [] : [piped];
    while (startsOperand.has(this.#peek().kind)) args.push(this.#operand());
    if (args.length !== arityOf(name))
      throw new SyntaxProblem(`${name} takes ${arityOf(name)} argument(s), not ${args.length}`);
    return { kind: 'call', name, args };
  }

  #operand(): Expression {
    const token = this.#peek();
    this.#advance();
    if (token.kind === 'literal') return token;
    if (token.kind === 'path')
      return { kind: 'reference', path: canonicalPath(token.text.split('.')), text: token.text };
    if (token.kind !== '(') throw new SyntaxProblem('a value is expected');
    this.#descend();
    const inner = this.#pipeline();
    this.#depth -= 1;
    if (this.#peek().kind !== ')') throw new SyntaxProblem('")" is missing');
    this.#advance();
    return inner;
  }

  #descend(): void {
    this.#depth += 1;
    if (this.#depth > deepest) throw new SyntaxProblem(`the expression is nested deeper than ${deepest} levels`);
  }

  /** The last `}}` ends the expression: nothing is read behind it. */
  #advance(): void {
    if (this.#ahead.kind !== 'end') this.#ahead = this.#scanner.next();
  }
}
