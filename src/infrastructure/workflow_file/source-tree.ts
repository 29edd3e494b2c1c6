import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { JsonValue } from '../../domain/json.js';
import type { SourcePosition } from '../../domain/workflow/source-position.js';

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

/** Deeper than any honest workflow, and far from the end of the stack. */
const maxDepth = 100;

/** Parses YAML text. */
export function parseSource(text: string): ParsedSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const faultOf = ({ pos, message }: { readonly pos: readonly [number, number]; readonly message: string }) => ({
    at: placeAt(lines, pos[0]),
    problem: oneLine(message),
  });
  if (document.errors.length > 0) return { ok: false, faults: document.errors.map(faultOf) };
  try {
    // toJS() counts what the aliases expand to and refuses a bomb; the walk below would walk through all of it.
    document.toJS({ maxAliasCount: 100, mapAsMap: true });
    const root = new TreeBuilder(document, lines).build(document.contents, 0);
    return { ok: true, root, warnings: document.warnings.map(faultOf) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, faults: [{ at: error.at, problem: error.message }] };
    if (!(error instanceof Error)) throw error;
    return { ok: false, faults: [{ at: { line: 1, column: 1 }, problem: oneLine(error.message) }] };
  }
}

function placeAt(lines: LineCounter, offset: number): SourcePosition {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

const oneLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/:$/u, '');

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

  build(node: unknown, depth: number, at?: SourcePosition): SourceNode {
    const place = this.placeOf(node) ?? at ?? { line: 1, column: 1 };
    if (depth > maxDepth) throw new Fault(place, `nested deeper than ${maxDepth} levels`);
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
    throw new Fault(at, 'a key must be a plain name');
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
