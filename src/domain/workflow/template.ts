import type { JsonValue } from '../json.js';
import type { SourcePosition } from './source-position.js';
import type { FunctionName } from './template-functions.js';

/** What stands between `{{` and `}}`. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | { readonly kind: 'reference'; readonly path: readonly string[]; readonly text: string }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expression[] };

/** A text with expressions in it, parsed. One that is a single expression and nothing else keeps the type of its value. */
export interface Template {
  /** Texts as they are and expressions, in their order. */
  readonly parts: readonly (string | Expression)[];
}

/** A value of a workflow file in which texts may hold expressions, at any depth. Keys are taken as they are. `source` is the text as written. */
export type TemplateValue =
  | { readonly kind: 'text'; readonly template: Template; readonly source: string; readonly at: SourcePosition }
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | { readonly kind: 'list'; readonly items: readonly TemplateValue[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: string, value: TemplateValue])[] };

/** A text with expressions in it, and where it stands. */
export type TemplateText = Extract<TemplateValue, { kind: 'text' }>;

/** All texts inside a value, in the order they are written. */
export function* textsOf(value: TemplateValue): Generator<TemplateText> {
  switch (value.kind) {
    case 'text':
      yield value;
      return;
    case 'list':
      for (const item of value.items) yield* textsOf(item);
      return;
    case 'map':
      for (const [, item] of value.entries) yield* textsOf(item);
      return;
    case 'literal':
      return;
  }
}

/** All references inside a template, function arguments included. */
export function* referencesOf(template: Template): Generator<Extract<Expression, { kind: 'reference' }>> {
  for (const part of template.parts) if (typeof part !== 'string') yield* within(part);
}

function* within(expression: Expression): Generator<Extract<Expression, { kind: 'reference' }>> {
  if (expression.kind === 'reference') yield expression;
  if (expression.kind === 'call') for (const argument of expression.args) yield* within(argument);
}
