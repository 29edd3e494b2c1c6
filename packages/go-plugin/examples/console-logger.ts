// A logger for people: what the library and the plugin have to say, on stderr. pino and others fit in one line as well.
import type { Logger, LogLevel } from 'go-plugin-node';

const levels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

export function consoleLogger(minimum: LogLevel, name = 'host'): Logger {
  return {
    log(level, message, fields) {
      const details = fields === undefined ? '' : ` ${JSON.stringify(fields)}`;
      console.error(`[${level}] ${name}: ${message}${details}`);
    },
    isEnabled: (level) => levels.indexOf(level) >= levels.indexOf(minimum),
    named: (part) => consoleLogger(minimum, `${name}.${part}`),
  };
}
