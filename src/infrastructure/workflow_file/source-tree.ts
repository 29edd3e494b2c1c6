import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { JsonValue } from '../../domain/json.js';
import type { SourcePosition } from '../../domain/workflow/source-position.js';
import { aliasProblem, yamlProblem } from '../../domain/yaml-faults.js';
import { firstTooDeep, maxDepth, nestedTooDeeply } from './nesting-limit.js';

/** A YAML document as plain data in which every node knows its place. Aliases and merge keys are resolved. */
export type SourceNode = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: Exclude<JsonValue, object> | null;
  /** As written: `1.0` for the number 1. */
  readonly text: string;
  readonly at: SourcePosition;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
  readonly at: SourcePosition;
}

export interface MapEntry {
  readonly key: string;
  readonly keyAt: SourcePosition;
  readonly value: SourceNode;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly at: SourcePosition;
}

/** Something that is no valid YAML, or no YAML that this program takes. */
export interface SyntaxFault {
  readonly at: SourcePosition;
  readonly problem: string;
}

/** Outcome of {@link parseSource}: a tree, or all the faults. */
export type ParsedSource =
  | { readonly ok: true; readonly root: SourceNode; readonly warnings: readonly SyntaxFault[] }
  | { readonly ok: false; readonly faults: readonly SyntaxFault[] };

/** Of a file that is no YAML at all, each line may be a fault. */
const maxFaults = 20;

/** Parses YAML text. */
export function parseSource(text: string): ParsedSource {
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined) return { ok: false, faults: [{ at: tooDeep, problem: nestedTooDeeply }] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const faultOf = ({ pos, code }: YAMLError): SyntaxFault => ({
    at: placeAt(lines, pos[0]),
    problem: yamlProblem(code),
  });
  if (document.errors.length > 0) return { ok: false, faults: document.errors.slice(0, maxFaults).map(faultOf) };
  try {
    const tree = new TreeBuilder(document, lines);
    tree.checkAliases();
    return { ok: true, root: tree.build(document.contents, 0), warnings: document.warnings.map(faultOf) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, faults: [{ at: error.at, problem: error.message }] };
    throw error;
  }
}

function placeAt(lines: LineCounter, offset: number): SourcePosition {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

class Fault extends Error {
  constructor(
    readonly at: SourcePosition,
    message: string,
  ) {
    super(message);
  }
}

class TreeBuilder {
  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** toJS() counts what the aliases expand to and refuses a bomb; the walk of {@link build} would walk through all of it. */
  checkAliases(): void {
    try {
      this.document.toJS({ maxAliasCount: 100, mapAsMap: true });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw this.aliasFault();
    }
  }

  build(node: unknown, depth: number, at?: SourcePosition): SourceNode {
    const place = this.placeOf(node) ?? at ?? { line: 1, column: 1 };
    if (depth > maxDepth) throw new Fault(place, nestedTooDeeply);
    if (isAlias(node)) return this.build(node.resolve(this.document), depth + 1, place);
    if (isSeq(node))
      return { kind: 'list', at: place, items: node.items.map((item) => this.build(item, depth + 1, place)) };
    if (isMap(node)) return { kind: 'map', at: place, entries: this.entries(node, depth, place) };
    if (!isScalar(node)) return { kind: 'scalar', value: null, text: '', at: place };
    const { value } = node;
    const text = node.source ?? String(value);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
      return { kind: 'scalar', value, text, at: place };
    return { kind: 'scalar', value: text, text, at: place };
  }

  private entries(map: YAMLMap, depth: number, at: SourcePosition): readonly MapEntry[] {
    const own: MapEntry[] = [];
    const merged: MapEntry[] = [];
    for (const pair of map.items) {
      const keyAt = this.placeOf(pair.key) ?? at;
      const key = this.keyOf(pair.key, keyAt);
      const value = this.build(pair.value, depth + 1, keyAt);
      if (key === '<<') merged.push(...mergedEntries(value));
      else own.push({ key, keyAt, value });
    }
    const names = new Set(own.map((entry) => entry.key));
    for (const entry of merged) {
      if (names.has(entry.key)) continue;
      names.add(entry.key);
      own.push(entry);
    }
    return own;
  }

  private keyOf(key: unknown, at: SourcePosition): string {
    if (isScalar(key)) return typeof key.value === 'symbol' ? '<<' : (key.source ?? String(key.value));
    throw new Fault(at, yamlProblem('NON_STRING_KEY'));
  }

  /** The first alias without an anchor; where all have one, the first alias stands for the bomb. */
  private aliasFault(): Fault {
    let first: Alias | undefined;
    let lost: Alias | undefined;
    visit(this.document, {
      Alias: (_, alias) => {
        first ??= alias;
        if (alias.resolve(this.document) === undefined) lost ??= alias;
      },
    });
    return new Fault(this.placeOf(lost ?? first) ?? { line: 1, column: 1 }, aliasProblem(lost?.source));
  }

  private placeOf(node: unknown): SourcePosition | undefined {
    const offset = (node as Partial<Node> | null | undefined)?.range?.[0];
    return offset === undefined ? undefined : placeAt(this.lines, offset);
  }
}

const mergedEntries = (node: SourceNode): readonly MapEntry[] => {
  if (node.kind === 'map') return node.entries;
  return node.kind === 'list' ? node.items.flatMap(mergedEntries) : [];
};
