import { AwfError } from '../../domain/errors/awf-error.js';
import { lastWordsOf, type PluginEnd } from '../../domain/plugin-end.js';

/** More lines than the error of a plugin that crashed repeats. */
const mostKept = 100;

/** The last lines of the log that a person has seen, so that an error need not repeat them. */
export class ShownLines {
  readonly #lines: string[] = [];

  add(message: string): void {
    this.#lines.push(
      ...message
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    );
    this.#lines.splice(0, this.#lines.length - mostKept);
  }

  /** The message of an error, without the last lines of a plugin's stderr if all of them have been shown. */
  messageOf(error: AwfError): string {
    if (!AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) return error.message;
    const { details } = error;
    const words = lastWordsOf(details.end).trim().split('\n');
    if (!words.every((line) => this.#lines.includes(line.trim()))) return error.message;
    return new AwfError('EXECUTION.PLUGIN.CRASHED', { ...details, end: withoutWords(details.end) }).message;
  }
}

function withoutWords(end: PluginEnd): PluginEnd {
  if (end.reason === 'closed' || end.details === undefined) return end;
  return { ...end, details: { ...end.details, stderrTail: '' } } as PluginEnd;
}
