import { parseHclogLine } from 'go-plugin-node';

/**
 * The last lines of a plugin's stderr as a person reads them: what its SDK logs there is JSON, one object a line. It becomes
 * `error  message key=value`; lines that are no log stay as they are.
 */
export function readableStderr(tail: string): string {
  const lines = tail.split('\n');
  const [first = '', next] = lines;
  // A tail may begin in the middle of a line, which is then no JSON any more.
  if (next?.startsWith('{') === true && first.endsWith('}') && !first.startsWith('{')) lines.shift();
  return lines.map(readableLine).join('\n');
}

function readableLine(line: string): string {
  const entry = line.startsWith('{') ? parseHclogLine(line) : undefined;
  if (entry?.fields === undefined) return line;
  const fields = Object.entries(entry.fields).filter(([key]) => key !== 'timestamp' && !key.startsWith('@'));
  const shown = fields.map(([key, value]) => ` ${key}=${shownValue(value)}`);
  return `${entry.level.padEnd(5)} ${entry.message}${shown.join('')}`;
}

function shownValue(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/u.test(value) ? value : JSON.stringify(value);
}
