import { isJsonObject, recordOf, type JsonValue } from './json.js';

/** What stands in the place of a secret. */
export const maskText = '***';

/** Shorter secrets are not masked: they would be found in texts that have nothing to do with them. */
export const leastSecretLength = 6;
/** Shorter pieces of base64 are not looked for, for the same reason. */
const leastBase64Length = 8;

/**
 * Replaces secrets in texts that leave the program. It finds a secret as it is, each of its lines, and what is left of it in JSON, in a URL and in
 * base64.
 */
export class SecretMask {
  readonly #secrets = new Set<string>();
  readonly #forms = new Set<string>();

  /** Whether there is nothing to mask. */
  get isEmpty(): boolean {
    return this.#forms.size === 0;
  }

  /** Has a secret masked from now on. @returns false for one that is too short to be masked */
  add(secret: string): boolean {
    if (secret.trim().length < leastSecretLength) return false;
    if (this.#secrets.has(secret)) return true;
    this.#secrets.add(secret);
    const parts = new Set([secret, secret.trim(), ...secret.split('\n').map((line) => line.trim())]);
    for (const part of parts)
      if (part.length >= leastSecretLength) for (const form of formsOf(part)) this.#forms.add(form);
    return true;
  }

  /** A text without secrets. */
  text(text: string): string {
    const found = [...this.#forms].flatMap((form) => spansOf(form, text));
    if (found.length === 0) return text;
    let masked = '';
    let end = 0;
    for (const span of found.sort((a, b) => a.from - b.from)) {
      // Secrets that overlap are masked as one, so that no part of the second one is left.
      if (span.from >= end) masked += text.slice(end, span.from) + maskText;
      end = Math.max(end, span.to);
    }
    return masked + text.slice(end);
  }

  /** A value without secrets in its texts, its numbers and the names of its members. */
  value(value: JsonValue): JsonValue {
    if (this.isEmpty) return value;
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.#secrets.has(String(value)) ? maskText : value;
    if (isJsonObject(value))
      return recordOf(Object.entries(value).map(([name, member]) => [this.text(name), this.value(member)]));
    return Array.isArray(value) ? value.map((item: JsonValue) => this.value(item)) : value;
  }
}

/** The texts of a secret: the secret itself, or what a list or an object holds. */
export function secretTexts(secret: JsonValue): readonly string[] {
  if (typeof secret === 'string' || typeof secret === 'number') return [String(secret)];
  return typeof secret === 'object' && secret !== null ? Object.values(secret).flatMap(secretTexts) : [];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a form stands in a text. Those that overlap are one. */
function spansOf(form: string, text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let from = text.indexOf(form); from >= 0; from = text.indexOf(form, from + 1)) {
    const last = spans.at(-1);
    if (last !== undefined && from <= last.to) spans[spans.length - 1] = { from: last.from, to: from + form.length };
    else spans.push({ from, to: from + form.length });
  }
  return spans;
}

/** How a secret looks where a program has put it into something else. */
function formsOf(secret: string): readonly string[] {
  const wellFormed = secret.toWellFormed();
  const once = inJson(wellFormed);
  // Go writes these three in JSON so.
  const ofGo = once.replace(/[<>&]/gu, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  return [secret, wellFormed, once, inJson(once), ofGo, encodeURIComponent(wellFormed), ...inBase64(wellFormed)];
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Characters of base64 that depend on what stands before the secret, by how many bytes of the first group are before it. */
const foreignStart = [0, 2, 3];

/** The characters that are the same whatever stands before and after the secret, as in `user:secret`. */
function inBase64(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const forms: string[] = [];
  for (const [before, foreign] of foreignStart.entries()) {
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    const form = btoa('\0'.repeat(before) + binary).slice(foreign, whole);
    if (form.length < leastBase64Length) continue;
    forms.push(form, form.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}
