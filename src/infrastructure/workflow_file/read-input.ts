import type { JsonValue } from '../../domain/json.js';
import {
  convert,
  ruleBroken,
  workflowInputTypes,
  type InputDeclaration,
  type InputRules,
  type WorkflowInputType,
} from '../../domain/workflow/input-declaration.js';
import type { PatternCompiler, TextPattern } from '../../domain/workflow/text-pattern.js';
import { plainValue, type ScalarNode, type SourceNode } from '../shared/source-tree.js';
import { FieldReader } from './field-reader.js';
import type { Findings } from './findings.js';
import { warnOfScalar } from './read-template.js';

/** Reads one item of `inputs`. */
export function readInput(
  node: SourceNode,
  index: number,
  findings: Findings,
  compile: PatternCompiler,
): InputDeclaration | undefined {
  if (node.kind !== 'map') {
    findings.problem(node.at, `inputs.${index}: expected a map with name and type`);
    return undefined;
  }
  const fields = new FieldReader(node, `inputs.${index}`, findings);
  const name = fields.requiredText('name');
  const type = fields.choice('type', workflowInputTypes) ?? 'string';
  const required = fields.flag('required');
  const secret = fields.flag('secret');
  const description = fields.text('description')?.value;
  const rules = readRules(fields, type, compile);
  const fallback = readDefault(fields, type, rules);
  fields.finish();
  if (name === undefined) return undefined;
  return {
    name: name.value,
    at: name.at,
    type,
    required,
    rules,
    ...(secret ? { secret } : {}),
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

function readDefault(fields: FieldReader, type: WorkflowInputType, rules: InputRules): JsonValue | undefined {
  const node = fields.node('default');
  if (node === undefined) return undefined;
  const value = convert(asWritten(node, type), type);
  if (node.kind === 'scalar') warnOfDefault(node, type, fields);
  const problem = value === undefined ? `is not ${withArticle(type)}` : ruleBroken(value, rules);
  if (problem !== undefined) fields.findings.problem(node.at, `${fields.named('default')}: ${problem}`);
  return value;
}

function readRules(fields: FieldReader, type: WorkflowInputType, compile: PatternCompiler): InputRules {
  const map = fields.submap('validation');
  if (map === undefined) return {};
  const rules = new FieldReader(map, fields.named('validation'), fields.findings);
  const pattern = readPattern(rules, compile);
  const allowed = rules.list('enum').map((node) => readAllowed(node, type, rules));
  const min = rules.number('min');
  const max = rules.number('max');
  rules.refuse(['file_exists', 'file_extension'], 'not supported by this version');
  rules.finish();
  return {
    ...(pattern === undefined ? {} : { pattern }),
    ...(rules.node('enum') === undefined ? {} : { enum: allowed }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

function readAllowed(node: SourceNode, type: WorkflowInputType, rules: FieldReader): JsonValue {
  const written = asWritten(node, type);
  const value = convert(written, type);
  if (value === undefined)
    rules.findings.problem(node.at, `${rules.named('enum')}: ${JSON.stringify(written)} is not ${withArticle(type)}`);
  return value ?? null;
}

/** `an integer`, `a boolean` */
const withArticle = (type: WorkflowInputType): string => `${type === 'integer' ? 'an' : 'a'} ${type}`;

/** A text may be written without quotes: `8080`, `3.10` and `2024-01-02` are texts where the input is one. */
const asWritten = (node: SourceNode, type: WorkflowInputType): JsonValue =>
  type === 'string' && node.kind === 'scalar' ? node.text : plainValue(node);

/** AWF turns the value of a default, not what is written, into a text. */
function warnOfDefault(node: ScalarNode, type: WorkflowInputType, fields: FieldReader): void {
  const field = fields.named('default');
  const isOtherText = type === 'string' && typeof node.value !== 'string' && String(node.value) !== node.text;
  if (!isOtherText) warnOfScalar(node, field, fields.findings);
  else if (node.warning === undefined) {
    const reading = `AWF reads ${node.text} as ${String(node.value)}, this host as it is written; put it in quotes`;
    fields.findings.warning(node.at, field, reading);
  }
}

function readPattern(rules: FieldReader, compile: PatternCompiler): TextPattern | undefined {
  const text = rules.text('pattern');
  if (text === undefined) return undefined;
  const compiled = compile(text.value);
  if (compiled.ok) return compiled.pattern;
  rules.findings.problem(text.at, `${rules.named('pattern')}: ${compiled.problem}`);
  return undefined;
}
