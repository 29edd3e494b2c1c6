import { AwfError } from '../../domain/errors/awf-error.js';
import { SecretMask } from '../../domain/secret-mask.js';
import { lastWordsOf, type PluginEnd } from '../../domain/plugin-end.js';

/** More lines than the error of a plugin that crashed repeats. */
const mostKept = 100;

/** The log as a person has seen it: its last lines, so that an error need not repeat them, and the step that they are under. */
export class ShownLines {
  readonly #lines: string[] = [];
  /** What must not be shown. */
  readonly secrets: SecretMask;
  #step: string | undefined;
  #headed = false;

  constructor(secrets = new SecretMask()) {
    this.secrets = secrets;
  }

  /** Whether the lines are about a step. */
  get underStep(): boolean {
    return this.#step !== undefined;
  }

  /** What is logged from now on is shown under a step. */
  beginStep(title: string): void {
    this.#step = title;
    this.#headed = false;
  }

  endStep(): void {
    this.#step = undefined;
  }

  /** The title of the step, once, for the first line under it. */
  takeHeading(): string | undefined {
    if (this.#headed) return undefined;
    this.#headed = true;
    return this.#step;
  }

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
    const message = this.secrets.text(error.message);
    if (!AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) return message;
    const { details } = error;
    const words = this.secrets.text(lastWordsOf(details.end)).trim().split('\n');
    if (!words.every((line) => this.#lines.includes(line.trim()))) return message;
    const short = new AwfError('EXECUTION.PLUGIN.CRASHED', { ...details, end: withoutWords(details.end) });
    return this.secrets.text(short.message);
  }
}

function withoutWords(end: PluginEnd): PluginEnd {
  if (end.reason === 'closed' || end.details === undefined) return end;
  return { ...end, details: { ...end.details, stderrTail: '' } } as PluginEnd;
}
