import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { ProcessNews } from '../plugins/authoring/dev-log.js';
import type { DevReport } from '../plugins/authoring/plugin-dev.js';
import type { CliContext, GlobalOptions } from './cli-context.js';
import { showError } from './errors.js';
import { inputsOf } from './plugin-offers.js';
import { humanDuration, printableLine, table } from './printable.js';

/** More changed files than a line has room for. */
const mostNamed = 3;

/** Shows the development of a plugin to a person, as it happens. */
export class DevText {
  readonly #options: GlobalOptions;
  readonly #context: CliContext;
  readonly #inspect: boolean;
  #pid: number | undefined;
  #debugger: string | undefined;

  /** @param inspect whether a debugger was asked for */
  constructor(options: GlobalOptions, context: CliContext, inspect: boolean) {
    this.#options = options;
    this.#context = context;
    this.#inspect = inspect;
  }

  /** What the log tells about the process, before the plugin has started. */
  readonly news = (news: ProcessNews): void => {
    const { err, errColors } = this.#context;
    if (news.type === 'process') this.#pid = news.pid;
    if (news.type === 'debugger') this.#debugger = news.url;
    if (news.type === 'debugger-failed')
      err(`${errColors.yellow('warning')} ${printableLine(this.#context.secrets, news.problem)}\n`);
  };

  readonly report = (report: DevReport): void => {
    const { live, colors: c } = this.#context;
    live?.end();
    switch (report.type) {
      case 'building':
        this.#changes(report.because);
        live?.show(`${c.yellow('…')} ${printableLine(this.#context.secrets, report.command)}`);
        break;
      case 'built':
        this.#line(c.green('✓'), `built${c.dim(`  ${humanDuration(report.durationMs)}`)}`);
        break;
      case 'build-failed':
        this.#line(c.red('✗'), 'not built');
        showError(report.error, this.#options, this.#context);
        break;
      case 'starting':
        this.#pid = undefined;
        this.#debugger = undefined;
        this.#changes(report.because);
        break;
      case 'started':
        this.#started(report.plugin, report.durationMs);
        break;
      case 'start-failed':
        this.#line(c.red('✗'), 'not started');
        showError(report.error, this.#options, this.#context);
        break;
      case 'ended':
        this.#line(c.red('✗'), 'the plugin has ended; the next change starts it again');
        showError(report.error, this.#options, this.#context);
        break;
      case 'watching':
        this.#line(c.dim('•'), c.dim('waiting for changes; Ctrl-C ends'));
        break;
      case 'changes-ignored':
        this.#ignored(report.paths);
        break;
      case 'watch-failed':
        this.#warn(`changes may be missed from now on: ${printableLine(this.#context.secrets, report.error.message)}`);
        break;
    }
  };

  #started(plugin: PluginInfo, durationMs: number): void {
    const { colors: c, out } = this.#context;
    const { name, version } = plugin.manifest;
    const title = `${c.bold(printableLine(this.#context.secrets, name))} ${printableLine(this.#context.secrets, version)} started`;
    this.#line(c.green('✓'), `${title}${c.dim(`  ${humanDuration(durationMs)}`)}`);
    const rows = offersOf(plugin).map((row) => row.map((cell) => printableLine(this.#context.secrets, cell)));
    for (const line of table(rows).split('\n')) if (line !== '') out(`  ${line}\n`);
    if (this.#debugger !== undefined) out(`  debugger  ${printableLine(this.#context.secrets, this.#debugger)}\n`);
    else if (this.#inspect && this.#pid !== undefined) out(`  debugger  dlv attach ${this.#pid}\n`);
  }

  #changes(paths: readonly string[]): void {
    const { colors: c } = this.#context;
    if (paths.length > 0) this.#line(c.dim('•'), `${this.#named(paths)} changed`);
  }

  #ignored(paths: readonly string[]): void {
    this.#warn(
      `${this.#named(paths)} changed during each of the last builds, so it seems to be written by the build or the plugin, and does not count. ` +
        'If you have changed it, save it again.',
    );
  }

  #warn(text: string): void {
    const { err, errColors } = this.#context;
    err(`${errColors.yellow('warning')} ${text}\n`);
  }

  #line(mark: string, text: string): void {
    this.#context.out(`${mark} ${text}\n`);
  }

  #named(paths: readonly string[]): string {
    const shown = paths.slice(0, mostNamed).map((path) => printableLine(this.#context.secrets, path));
    const others = paths.length - shown.length;
    return `${shown.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
  }
}

/** A row for each thing that a plugin offers: its kind, its name, what it takes. */
function offersOf({ manifest, operations = [], stepTypes = [] }: PluginInfo): readonly (readonly string[])[] {
  const { capabilities, events } = manifest;
  const list = (patterns: readonly string[]): string => patterns.join(', ') || '-';
  return [
    ...operations.map(({ name, inputs }) => ['operation', name, inputsOf(inputs)]),
    ...stepTypes.map(({ name, config }) => ['step type', name, inputsOf(config)]),
    ...(capabilities.includes('validators') ? [['validator', manifest.name]] : []),
    ...(capabilities.includes('events')
      ? [['events', `gets ${list(events.subscribe)}`, `emits ${list(events.emit)}`]]
      : []),
  ];
}
