import { type JsonValue, recordOf } from '../../domain/json.js';
import type { SourcePosition } from '../../domain/workflow/source-position.js';

/** A YAML document as plain data in which every node knows its place. Aliases and merge keys are resolved. */
export type SourceNode = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: Exclude<JsonValue, object> | null;
  /** As written: `1.0` for the number 1. */
  readonly text: string;
  /** Where AWF takes the value for another one; names both. */
  readonly warning?: string;
  /** Whether it is written without quotes, so that its text decides its type. */
  readonly plain?: true;
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
  /** Each key once. */
  readonly entries: readonly MapEntry[];
  readonly at: SourcePosition;
}

/** A part of a file that is not valid YAML, or that this program does not accept. */
export interface SyntaxFault {
  readonly at: SourcePosition;
  readonly problem: string;
}

/** A node as plain data. */
export function plainValue(node: SourceNode): JsonValue {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainValue);
    case 'map':
      return recordOf(node.entries.map(({ key, value }) => [key, plainValue(value)]));
  }
}

/** Returns the position of the value at a path. If it is missing, returns the position of the list or map that should contain it. */
export function placeOf(root: SourceNode, path: readonly (string | number)[]): SourcePosition {
  let node = root;
  for (const [depth, key] of path.entries()) {
    const next = childOf(node, key);
    if (next === undefined || (next.kind === 'scalar' && depth < path.length - 1)) break;
    node = next;
  }
  return node.at;
}

/** Where the key at the end of a path stands; where there is no such key, where its map stands. */
export function keyPlaceOf(root: SourceNode, path: readonly (string | number)[]): SourcePosition {
  let node = root;
  for (const key of path.slice(0, -1)) node = childOf(node, key) ?? node;
  const entry = node.kind === 'map' ? node.entries.find(({ key }) => key === path.at(-1)) : undefined;
  return entry?.keyAt ?? node.at;
}

function childOf(node: SourceNode, key: string | number): SourceNode | undefined {
  if (node.kind === 'list') return node.items[Number(key)];
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}
