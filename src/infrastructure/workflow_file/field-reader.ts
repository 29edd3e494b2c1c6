import { didYouMean } from '../../domain/did-you-mean.js';
import { parseDuration } from '../../domain/workflow/duration.js';
import type { Located, SourcePosition } from '../../domain/workflow/source-position.js';
import type { TemplateText } from '../../domain/workflow/template.js';
import type { Findings } from './findings.js';
import type { MapEntry, MapNode, SourceNode } from '../shared/source-tree.js';
import { readFlagWord } from '../shared/go-scalar.js';
import { readTemplate, warnOfScalar } from './read-template.js';

/** Reads the fields of one map, and reports those that nobody has asked for. */
export class FieldReader {
  readonly #asked = new Set<string>();
  readonly #entries: ReadonlyMap<string, MapEntry>;

  readonly #map: MapNode;
  /** Dotted path of the map, empty for the whole file. */
  readonly #path: string;
  readonly findings: Findings;

  constructor(map: MapNode, path: string, findings: Findings) {
    this.#map = map;
    this.#path = path;
    this.findings = findings;
    this.#entries = new Map(map.entries.map((entry) => [entry.key, entry]));
  }

  get at(): SourcePosition {
    return this.#map.at;
  }

  /** The field's full name, for messages. */
  named(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`;
  }

  /** The field, of any kind. A field that is present but empty counts as absent. */
  node(key: string): SourceNode | undefined {
    this.#asked.add(key);
    const value = this.#entries.get(key)?.value;
    return value?.kind === 'scalar' && value.value === null ? undefined : value;
  }

  /** Where the name of a field stands. */
  keyAt(key: string): SourcePosition {
    return this.#entries.get(key)?.keyAt ?? this.#map.at;
  }

  /** A text; a number or a boolean is taken as it is written, so that `version: 1.0` is "1.0". */
  text(key: string): Located<string> | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind !== 'scalar') {
      this.#wrong(key, node, 'a text');
      return undefined;
    }
    return { value: typeof node.value === 'string' ? node.value : node.text, at: node.at };
  }

  /** A text that must be there and not be blank. */
  requiredText(key: string): Located<string> | undefined {
    const text = this.text(key);
    if (text === undefined && this.node(key) === undefined)
      this.findings.problem(this.#map.at, `${this.named(key)} is missing`);
    if (text?.value.trim() !== '') return text;
    this.findings.problem(text.at, `${this.named(key)} is empty`);
    return undefined;
  }

  /** A text in which expressions may stand. */
  template(key: string): TemplateText | undefined {
    const text = this.text(key);
    return text === undefined ? undefined : readTemplate(text, this.named(key), this.findings);
  }

  /** One of a few words. */
  choice<T extends string>(key: string, choices: readonly T[]): T | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const chosen = choices.find((choice) => choice === text.value);
    if (chosen !== undefined) return chosen;
    this.findings.problem(text.at, `${this.named(key)} is ${text.value}, but must be ${choices.join(' or ')}`);
    return undefined;
  }

  /** A boolean, false when absent. */
  flag(key: string): boolean {
    const node = this.node(key);
    if (node === undefined) return false;
    const value = node.kind !== 'scalar' || typeof node.value === 'boolean' ? undefined : readFlagWord(node.text);
    if (value !== undefined) return value;
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    this.#wrong(key, node, 'true or false');
    return false;
  }

  /** A number, whole or not. */
  number(key: string): number | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'number') {
      warnOfScalar(node, this.named(key), this.findings);
      return node.value;
    }
    this.#wrong(key, node, 'a number');
    return undefined;
  }

  /** Milliseconds; undefined for none, and for 0, which AWF takes as no limit. */
  duration(key: string): number | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    // As written: AWF reads a duration from a text, in which `0755` is not octal.
    const ms = node.kind === 'scalar' ? parseDuration(node.text) : undefined;
    if (ms === undefined) {
      this.#wrong(key, node, 'a duration such as 30s, 1m30s or 500ms, or whole seconds');
      return undefined;
    }
    return ms === 0 ? undefined : ms;
  }

  list(key: string): readonly SourceNode[] {
    const node = this.node(key);
    if (node === undefined) return [];
    if (node.kind === 'list') return node.items;
    this.#wrong(key, node, 'a list');
    return [];
  }

  submap(key: string): MapNode | undefined {
    const node = this.node(key);
    if (node === undefined || node.kind === 'map') return node;
    this.#wrong(key, node, 'a map');
    return undefined;
  }

  /** Counts fields as known without reading them. */
  expect(keys: readonly string[]): void {
    for (const key of keys) this.#asked.add(key);
  }

  /** Reports the field, if it is there, as one that AWF has and this version does not. */
  refuse(keys: readonly string[], why: string): void {
    for (const key of keys)
      if (this.node(key) !== undefined) this.findings.unsupported(this.keyAt(key), this.named(key), why);
  }

  /** Says that the field, if it is there, has no effect. */
  ignore(keys: readonly string[], why: string): void {
    for (const key of keys)
      if (this.node(key) !== undefined) this.findings.warning(this.keyAt(key), this.named(key), why);
  }

  /** Warns of every field that nobody asked for: AWF ignores them silently, but they are often typing mistakes. */
  finish(): void {
    for (const { key, keyAt } of this.#entries.values()) {
      if (this.#asked.has(key)) continue;
      this.findings.warning(keyAt, this.named(key), `unknown field, ignored${didYouMean(key, this.#asked)}`);
    }
  }

  #wrong(key: string, node: SourceNode, expected: string): void {
    const found = node.kind === 'scalar' ? JSON.stringify(node.value) : `a ${node.kind}`;
    this.findings.problem(node.at, `${this.named(key)}: expected ${expected} but found ${found}`);
  }
}
