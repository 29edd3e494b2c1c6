import { parseHclogLine } from 'go-plugin-node';

/**
 * The last lines of a plugin's stderr as a person reads them: what its SDK logs there is JSON, one object a line. It becomes
 * `error  message key=value`. Lines that are not log entries stay as they are.
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
  // A stack has many lines, and follows on lines of its own.
  const shown = fields.map(([key, value]) =>
    isBlock(value) ? `\n  ${key}:\n    ${value.trimEnd().replaceAll('\n', '\n    ')}` : ` ${key}=${shownValue(value)}`,
  );
  return `${entry.level.padEnd(5)} ${entry.message}${shown.join('')}`;
}

const isBlock = (value: unknown): value is string => typeof value === 'string' && value.trimEnd().includes('\n');

function shownValue(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/u.test(value) ? value : JSON.stringify(value);
}
