import { isAlias, isMap, isScalar, isSeq, type Alias, type LineCounter, type Node, type YAMLMap } from 'yaml';
import type { SourcePosition } from '../../domain/workflow/source-position.js';
import { Fault, maxDepth, nestedTooDeeply, placeAt } from './fault.js';
import { readPlainScalar } from './go-scalar.js';
import type { MapEntry, SourceNode, SyntaxFault } from './source-tree.js';
import { aliasProblem, yamlProblem } from './yaml-faults.js';

/** How many nodes aliases may stand for in one file: far more than real files need, and far less than would fill the memory. */
const mostExpanded = 100_000;

/**
 * Makes the tree of one document. The package `yaml` walks through the whole document for each alias, and takes many aliases of one plain text
 * for an attack. Here an alias costs as much as the nodes that it stands for, and their number is limited.
 */
export class TreeBuilder {
  readonly #lines: LineCounter;
  readonly #faults: SyntaxFault[] = [];
  /** The last node of each name so far, in the order of the text. */
  readonly #anchored = new Map<string, Node>();
  /** What each alias stands for where it is written: its name may be given to another node later. */
  readonly #targets = new Map<Alias, Node>();
  /** Where the alias stands, not within another one, that is being followed. */
  #following: SourcePosition | undefined;
  #expanded = 0;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  /** The tree, and the faults that do not keep it from being made. @throws Fault for others */
  tree(contents: unknown): { readonly root: SourceNode; readonly faults: readonly SyntaxFault[] } {
    return { root: this.#build(contents, 0, { line: 1, column: 1 }), faults: this.#faults };
  }

  /** @param otherwise place of a node that has none, because nothing is written for it */
  #build(node: unknown, depth: number, otherwise: SourcePosition): SourceNode {
    const at = this.#placeOf(node) ?? otherwise;
    this.#count(depth, at);
    if (isAlias(node)) return this.#follow(node, depth, at);
    this.#remember(node);
    if (isSeq(node)) return { kind: 'list', at, items: node.items.map((item) => this.#build(item, depth + 1, at)) };
    if (isMap(node)) return { kind: 'map', at, entries: this.#entries(node, depth, at) };
    if (!isScalar(node)) return { kind: 'scalar', value: null, text: '', at };
    const { value } = node;
    const text = node.source ?? String(value);
    if (node.type === 'PLAIN' && (node.tag === undefined || node.tag === 'tag:yaml.org,2002:int'))
      return this.#plain(text, at);
    if (node.tag === 'tag:yaml.org,2002:binary') return this.#binary(text, at);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
      return { kind: 'scalar', value, text, at };
    return { kind: 'scalar', value: text, text, at };
  }

  #plain(text: string, at: SourcePosition): SourceNode {
    return { kind: 'scalar', ...readPlainScalar(text), text, at, plain: true };
  }

  /** AWF takes the bytes that the base64 stands for as a text. */
  #binary(base64: string, at: SourcePosition): SourceNode {
    const text = Buffer.from(base64, 'base64').toString('utf8');
    return { kind: 'scalar', value: text, text, at };
  }

  #count(depth: number, at: SourcePosition): void {
    if (this.#following === undefined) {
      if (depth > maxDepth) throw new Fault(at, nestedTooDeeply);
      return;
    }
    this.#expanded += 1;
    // An alias within what it stands for has no end.
    if (depth > maxDepth || this.#expanded > mostExpanded) throw new Fault(this.#following, aliasProblem());
  }

  #follow(alias: Alias, depth: number, at: SourcePosition): SourceNode {
    const target = this.#targets.get(alias) ?? this.#anchored.get(alias.source);
    if (target === undefined) throw new Fault(at, aliasProblem(alias.source));
    this.#targets.set(alias, target);
    if (this.#following !== undefined) return this.#build(target, depth + 1, at);
    this.#following = at;
    const node = this.#build(target, depth + 1, at);
    this.#following = undefined;
    return node;
  }

  #remember(node: unknown): void {
    const anchor = (node as { readonly anchor?: string } | null | undefined)?.anchor;
    if (anchor !== undefined && this.#following === undefined) this.#anchored.set(anchor, node as Node);
  }

  #entries(map: YAMLMap, depth: number, at: SourcePosition): readonly MapEntry[] {
    const own = new Map<string, MapEntry>();
    const merged: MapEntry[] = [];
    for (const pair of map.items) {
      const keyAt = this.#placeOf(pair.key) ?? at;
      const key = this.#keyOf(pair.key, keyAt);
      const value = this.#build(pair.value, depth + 1, keyAt);
      if (own.has(key) && this.#following === undefined)
        this.#faults.push({ at: keyAt, problem: yamlProblem('DUPLICATE_KEY') });
      if (key === '<<') for (const entry of mergedEntries(value)) merged.push(entry);
      own.set(key, { key, keyAt, value });
    }
    own.delete('<<');
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
    return [...own.values()];
  }

  #keyOf(key: unknown, at: SourcePosition): string {
    if (!isScalar(key)) throw new Fault(at, yamlProblem('NON_STRING_KEY'));
    this.#remember(key);
    return typeof key.value === 'symbol' ? '<<' : (key.source ?? String(key.value));
  }

  #placeOf(node: unknown): SourcePosition | undefined {
    const offset = (node as Partial<Node> | null | undefined)?.range?.[0];
    return offset === undefined ? undefined : placeAt(this.#lines, offset);
  }
}

/** The entries that `<<` brings in: those of a map, or of all maps in a list. */
function mergedEntries(node: SourceNode): readonly MapEntry[] {
  if (node.kind === 'map') return node.entries;
  if (node.kind === 'list' && node.items.every((item) => item.kind === 'map'))
    return node.items.flatMap((item) => item.entries);
  throw new Fault(node.at, 'a merge key (<<) takes a map, or a list of maps');
}
