import type { InputDeclaration } from '../../domain/workflow/input-declaration.js';
import { pluginNameProblem } from '../../domain/plugin/manifest-rules.js';
import type { PatternCompiler } from '../../domain/workflow/text-pattern.js';
import type { UnclearParts } from '../../domain/workflow/validate-workflow.js';
import type { Workflow, WorkflowState } from '../../domain/workflow/workflow.js';
import { FieldReader } from './field-reader.js';
import type { Findings } from './findings.js';
import { readInput } from './read-input.js';
import { readState } from './read-state.js';
import type { SourceNode } from '../shared/source-tree.js';

/** A workflow as far as its file can be read. */
export interface ReadWorkflow {
  readonly workflow: Workflow;
  readonly unclear: UnclearParts;
}

/** Reads a whole workflow file. What is wrong goes to `findings`. Undefined if the file has no states at all. */
export function readWorkflow(root: SourceNode, findings: Findings, compile: PatternCompiler): ReadWorkflow | undefined {
  if (root.kind !== 'map') {
    const empty = root.kind === 'scalar' && root.value === null;
    const found = empty ? 'the file is empty' : `found ${root.kind === 'list' ? 'a list' : JSON.stringify(root.value)}`;
    findings.problem(root.at, `expected a workflow, a map with name and states, but ${found}`);
    return undefined;
  }
  const fields = new FieldReader(root, '', findings);
  const name = fields.requiredText('name');
  const description = fields.text('description')?.value;
  const version = fields.text('version')?.value;
  const author = fields.text('author')?.value;
  const tags = readTags(fields);
  const plugins = readAliases(fields);
  const inputs = readInputs(fields, compile);
  const written = fields.node('inputs');
  const unclearInputs = written !== undefined && (written.kind !== 'list' || written.items.length > inputs.length);
  const read = readStates(fields, plugins);
  fields.refuse(['hooks'], 'not supported by this version');
  fields.ignore(['env', 'outputs'], 'not supported by this version, ignored');
  fields.finish();
  if (read === undefined) return undefined;
  const { unclear, ...states } = read;
  const workflow = {
    name: name?.value ?? '',
    file: findings.file,
    inputs,
    plugins,
    ...states,
    ...(description === undefined ? {} : { description }),
    ...(version === undefined ? {} : { version }),
    ...(author === undefined ? {} : { author }),
    ...(tags.length === 0 ? {} : { tags }),
  };
  return { workflow, unclear: { states: unclear, inputs: unclearInputs } };
}

/** Texts for people and validators. Nothing depends on them, so an item that is not a text is left out. */
function readTags(fields: FieldReader): readonly string[] {
  const node = fields.node('tags');
  const items = node?.kind === 'list' ? node.items : [];
  return items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [item.text] : []));
}

/** `plugins` gives other names to plugins, for the types of steps. */
function readAliases(fields: FieldReader): ReadonlyMap<string, string> {
  const map = fields.submap('plugins');
  if (map === undefined) return new Map();
  const aliases = new FieldReader(map, 'plugins', fields.findings);
  const known = new Map<string, string>();
  for (const { key, keyAt } of map.entries) {
    const target = aliases.requiredText(key);
    const problem = pluginNameProblem(key);
    if (problem !== undefined) fields.findings.problem(keyAt, `plugins: the alias ${key} ${problem}`);
    const wrong = target === undefined ? undefined : pluginNameProblem(target.value);
    if (target !== undefined && wrong !== undefined)
      fields.findings.problem(target.at, `${aliases.named(key)}: the plugin name ${target.value} ${wrong}`);
    if (target !== undefined) known.set(key, target.value);
  }
  return known;
}

function readInputs(fields: FieldReader, compile: PatternCompiler): readonly InputDeclaration[] {
  const seen = new Set<string>();
  return fields.list('inputs').flatMap((node, index) => {
    const input = readInput(node, index, fields.findings, compile);
    if (input === undefined) return [];
    if (seen.has(input.name)) fields.findings.problem(input.at, `input ${input.name} is declared twice`);
    seen.add(input.name);
    return [input];
  });
}

interface ReadStates extends Pick<Workflow, 'initial' | 'states' | 'statesAt'> {
  /** Names of the states in which something is wrong. */
  readonly unclear: ReadonlySet<string>;
}

function readStates(fields: FieldReader, aliases: ReadonlyMap<string, string>): ReadStates | undefined {
  const map = fields.submap('states');
  if (map === undefined) {
    if (fields.node('states') === undefined) fields.findings.problem(fields.at, 'states is missing');
    return undefined;
  }
  const initial = new FieldReader(map, 'states', fields.findings).text('initial');
  const states = new Map<string, WorkflowState>();
  const unclear = new Set<string>();
  const { problems } = fields.findings;
  for (const entry of map.entries) {
    if (entry.key === 'initial') continue;
    const before = problems.length;
    for (const state of readState(entry, fields.findings, aliases)) states.set(state.name, state);
    if (problems.length > before) unclear.add(entry.key);
  }
  return { states, unclear, statesAt: fields.keyAt('states'), ...(initial === undefined ? {} : { initial }) };
}
