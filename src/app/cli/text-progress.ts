import type { JsonValue } from '../../domain/json.js';
import type { StepState } from '../../domain/workflow/workflow.js';
import type { Retry, RunEvent } from '../workflows/run-events.js';
import type { RunResult, StateReport } from '../workflows/run-result.js';
import type { CliContext } from './cli-context.js';
import { indent } from './errors.js';
import { StepClock } from './step-clock.js';
import { humanDuration, printableLine, printableLines, printableMessage, printableOutput } from './printable.js';
import { jsonPieces } from './json-pieces.js';
import { joined } from './joined-pieces.js';

/** Shows a run on stdout as it happens. The error that ends a run is not shown here: it goes to stderr. */
export class TextProgress {
  readonly #context: CliContext;
  /** Error of the last step, until it is known whether it ends the run or is handled. */
  #pending: StateReport | undefined;
  #nameWidth = 0;
  readonly #clock: StepClock;

  constructor(context: CliContext) {
    this.#context = context;
    this.#clock = new StepClock((text) => this.#transient(text), context.secrets);
  }

  /** An observer of the run. */
  readonly observe = (event: RunEvent): void => {
    if (event.type !== 'run-finished' && event.type !== 'step-progress') this.#showPending();
    const { colors: c, out, secrets } = this.#context;
    switch (event.type) {
      case 'run-started': {
        const { name, description, states } = event.workflow;
        for (const state of states.values())
          if (state.kind !== 'terminal')
            this.#nameWidth = Math.max(this.#nameWidth, printableLine(secrets, state.name).length);
        const about = description === undefined ? '' : c.dim(`  ${printableLine(secrets, description.trim())}`);
        out(`${c.bold(printableLine(secrets, name))}${about}\n`);
        break;
      }
      case 'plugins-starting':
        this.#transient(`starting ${event.plugins.map((name) => printableLine(secrets, name)).join(', ')}`);
        break;
      case 'plugins-started':
        if (event.plugins.length > 0)
          this.#line(
            c.dim('•'),
            c.dim(`${event.plugins.map((name) => printableLine(secrets, name)).join(', ')} ready`),
            event.durationMs,
          );
        break;
      // Findings are diagnostics, which go to stderr.
      case 'validated':
        break;
      case 'step-started':
        this.#clock.begin(this.#label(event.step), this.#context.live !== undefined);
        break;
      case 'step-progress':
        this.#clock.report(event.progress);
        break;
      case 'step-retrying':
        this.#retrying(event.step, event.retry);
        break;
      case 'step-finished':
        this.#clock.end();
        this.#stepFinished(event.step, event.report);
        break;
      case 'terminal-reached':
        if (event.state.status === 'success' && event.message !== '')
          for (const piece of joined(printableLines(secrets, event.message, '  '))) out(piece);
        break;
      case 'run-finished':
        this.#runFinished(event.result);
        break;
    }
  };

  /** One line that stays, so that it can be seen afterwards why a step took so long. */
  #retrying(step: StepState, { attempts, delayMs, error }: Retry): void {
    const { colors: c, out, live, secrets, shown } = this.#context;
    const most = step.retry?.maxAttempts ?? attempts;
    const again = `attempt ${attempts} of ${most} failed, next in ${humanDuration(delayMs)}`;
    live?.end();
    out(`${c.yellow('↻')} ${this.#label(step)}${c.dim(`  ${again}`)}\n`);
    out(c.dim(indent(printableMessage(secrets, shown.messageOf(error)), '    ')));
  }

  #stepFinished(step: StepState, report: StateReport): void {
    const { colors: c, out, secrets } = this.#context;
    const mark = report.status === 'completed' ? c.green('✓') : c.red('✗');
    this.#line(mark, this.#label(step), report.durationMs);
    const text = report.output === '' ? responseText(secrets.value(report.response)) : report.output;
    if (text !== '') out(c.dim(indent(printableOutput(secrets, text), '    ')));
    if (report.error !== undefined) this.#pending = report;
  }

  #runFinished({ status, error, durationMs }: RunResult): void {
    const { colors: c, out, live } = this.#context;
    if (this.#pending?.error !== error && this.#pending?.error !== error?.cause) this.#showPending();
    this.#pending = undefined;
    live?.end();
    const canceled = error?.code === 'EXECUTION.WORKFLOW.CANCELED';
    const words = status === 'completed' ? c.green('✓ completed') : c.red(canceled ? '✗ canceled' : '✗ failed');
    out(`${words}${c.dim(` in ${humanDuration(durationMs)}`)}\n`);
  }

  #showPending(): void {
    const error = this.#pending?.error;
    this.#pending = undefined;
    if (error === undefined) return;
    const { out, colors, secrets, shown } = this.#context;
    out(colors.red(indent(printableMessage(secrets, shown.messageOf(error)), '    ')));
  }

  #label(step: StepState): string {
    const { colors, secrets } = this.#context;
    const name = printableLine(secrets, step.name).padEnd(this.#nameWidth);
    return `${name}  ${colors.dim(printableLine(secrets, labelOf(step)))}`;
  }

  #line(mark: string, text: string, durationMs: number): void {
    const { out, live, colors: c } = this.#context;
    live?.end();
    out(`${mark} ${text}${c.dim(`  ${humanDuration(durationMs)}`)}\n`);
  }

  /** A line that the next one replaces. */
  #transient(text: string): void {
    const { live, colors: c } = this.#context;
    live?.show(`${c.yellow('…')} ${text}`);
  }
}

/** What a step does, in a word. */
export function labelOf(step: StepState): string {
  switch (step.kind) {
    case 'operation':
      return step.operation.value.name;
    case 'custom':
      return step.stepType.value.name;
    case 'command':
      return 'command';
  }
}

/** The beginning of the outputs as JSON, with more than is shown. */
function responseText(response: JsonValue): string {
  if (Object.keys(response ?? {}).length === 0) return '';
  let text = '';
  for (const piece of jsonPieces(response)) {
    text += piece;
    if (text.length > longestResponse) break;
  }
  return text;
}

const longestResponse = 10_000;
