import type { Located } from '../../domain/workflow/source-position.js';
import { parseTemplate } from '../../domain/workflow/template-parser.js';
import type { TemplateText, TemplateValue } from '../../domain/workflow/template.js';
import type { Findings } from './findings.js';
import { octalWarning } from '../shared/go-scalar.js';
import type { ScalarNode, SourceNode } from '../shared/source-tree.js';

/** Parses a text with expressions. An invalid text is reported and then taken literally, so that reading can continue. */
export function readTemplate(text: Located<string>, field: string, findings: Findings): TemplateText {
  const parsed = parseTemplate(text.value);
  if (!parsed.ok) findings.problem(text.at, `${field}: ${parsed.problem}`);
  const { at, value: source } = text;
  return { kind: 'text', at, source, template: parsed.ok ? parsed.template : { parts: [source] } };
}

/** Any value, with expressions in its texts at any depth. */
export function readTemplateValue(node: SourceNode, field: string, findings: Findings): TemplateValue {
  switch (node.kind) {
    case 'scalar':
      warnOfScalar(node, field, findings);
      return typeof node.value === 'string'
        ? readTemplate({ value: node.value, at: node.at }, field, findings)
        : { kind: 'literal', value: node.value };
    case 'list':
      return {
        kind: 'list',
        items: node.items.map((item, index) => readTemplateValue(item, `${field}.${index}`, findings)),
      };
    case 'map':
      return {
        kind: 'map',
        entries: node.entries.map(({ key, value }) => [key, readTemplateValue(value, `${field}.${key}`, findings)]),
      };
  }
}

/** Warns of a scalar that AWF reads in another way, or that both hosts read unlike what people expect. */
export function warnOfScalar(node: ScalarNode, field: string, findings: Findings): void {
  const warning = node.warning ?? (node.plain === true ? octalWarning(node.text) : undefined);
  if (warning !== undefined) findings.warning(node.at, field, warning);
}
