import { fieldsAsJson } from '../../domain/log-fields.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger, LogLevel } from '../../ports/logger.js';
import type { PluginLogs } from '../../ports/plugin-logs.js';

/** What keeping the logs of plugins takes. */
export interface RecordingPorts {
  readonly logs: Pick<PluginLogs, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The plugin whose program has this name. Undefined for what is not a program of a plugin. */
  readonly pluginOf: (program: string) => string | undefined;
}

/** Who logs, as the names of loggers say it: the program of a plugin, or the host about a plugin whose output it reads. */
type Origin = { readonly program: string } | { readonly plugin: string } | undefined;

/**
 * Another logger that also keeps what plugins log, whatever the other one shows: entries from `info` on, plain text on stderr before the plugin serves, and warnings of the
 * host about a plugin. What a plugin prints later has to be fetched from it, so that it is kept only if the other logger shows it.
 */
export class RecordingPluginLogger implements Logger {
  readonly #inner: Logger;
  readonly #ports: RecordingPorts;
  readonly #origin: Origin;

  constructor(inner: Logger, ports: RecordingPorts, origin?: Origin) {
    this.#inner = inner;
    this.#ports = ports;
    this.#origin = origin;
  }

  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
    if (this.#inner.isEnabled(level)) this.#inner.log(level, message, fields);
    if (this.#origin === undefined) this.#keepWarning(level, message, fields);
    else if ('program' in this.#origin) this.#keepLogged(this.#origin.program, level, message, fields);
    else if (typeof fields?.line === 'string') this.#append(this.#origin.plugin, level, fields.line);
  }

  /** The program of a plugin is asked for all that may be kept of it. */
  isEnabled(level: LogLevel): boolean {
    if (this.#inner.isEnabled(level)) return true;
    if (this.#origin === undefined) return isWarning(level);
    return 'program' in this.#origin && level !== 'trace';
  }

  named(name: string): Logger {
    const origin = this.#origin ?? (name.startsWith('awf-plugin-') ? { program: name } : { plugin: name });
    return new RecordingPluginLogger(this.#inner.named(name), this.#ports, origin);
  }

  #keepWarning(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
    const about = fields?.plugin;
    if (typeof about === 'string' && isWarning(level)) this.#append(about, level, message, fields);
  }

  #keepLogged(program: string, level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
    const plugin = isKept(level, fields) ? this.#ports.pluginOf(program) : undefined;
    if (plugin !== undefined) this.#append(plugin, level, message, fields);
  }

  #append(plugin: string, level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const { logs, clock } = this.#ports;
    const others = Object.entries(fields).filter(([name]) => !added.has(name));
    const kept = fieldsAsJson(Object.fromEntries(others));
    logs.append({ time: clock.now().toISOString(), plugin, level, message, fields: kept });
  }
}

/** What go-plugin and this host add to each entry, and what the entry says elsewhere. */
const added: ReadonlySet<string> = new Set(['plugin', 'timestamp', '@timestamp', '@module']);

const isWarning = (level: LogLevel): boolean => level === 'warn' || level === 'error';

/** Plain text on stderr has the level debug, and no fields. */
const isKept = (level: LogLevel, fields?: Readonly<Record<string, unknown>>): boolean =>
  level !== 'trace' && (level !== 'debug' || fields === undefined);
