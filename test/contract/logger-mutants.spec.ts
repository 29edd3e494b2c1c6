import { describeLoggerContract, loggerClauses, type LoggerSubject } from '../../src/contract/index.js';
import type { Logger, LogLevel } from '../../src/ports/logger.js';
import { recordingLogger } from '../support/contract-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Change = (original: Logger) => Partial<Logger>;

const logger =
  (change: Change) =>
  (subject: LoggerSubject): LoggerSubject => ({ ...subject, logger: altered(subject.logger, change(subject.logger)) });

/** Changes a logger, and those that it names. */
const logging =
  (change: (log: Logger['log']) => Logger['log']): Change =>
  (original) => ({
    log: change((...entry) => original.log(...entry)),
    named: (name) => {
      const named = original.named(name);
      return altered(named, logging(change)(named));
    },
  });

function outOfOrder(log: Logger['log']): Logger['log'] {
  let kept: Parameters<Logger['log']> | undefined;
  return (...entry) => {
    // Holds a warning back until the next entry.
    if (entry[0] === 'warn') kept = entry;
    else log(...entry);
    if (kept !== undefined && entry[0] !== 'warn') log(...kept);
  };
}

function serialized(log: Logger['log']): Logger['log'] {
  return (level, message, fields = {}) => log(level, message, JSON.parse(JSON.stringify(fields)) as typeof fields);
}

/** Writes debug entries as information, but says that it does not. */
const talkative = (log: Logger['log']): Logger['log'] => {
  return (level, ...entry) => log(level === 'trace' ? 'info' : level, ...entry);
};

function renamed(original: Logger): Partial<Logger> {
  let current = original;
  return {
    named: (name) => (current = original.named(name)),
    log: (...entry) => current.log(...entry),
  };
}

const levelless = (original: Logger): Logger =>
  altered(original, {
    isEnabled: () => true,
    log: (level: LogLevel, ...entry) => original.log(level === 'debug' ? 'info' : level, ...entry),
  });

describeMutants('Logger', describeLoggerContract, loggerClauses, recordingLogger, {
  'LG-01': ['writes entries out of order', logger(logging(outOfOrder))],
  'LG-02': ['writes what is below its level', logger(logging(talkative))],
  'LG-03': [
    'says that it writes every level',
    logger((original) => ({ isEnabled: () => true, named: (name) => original.named(name) })),
  ],
  'LG-04': ['drops fields', logger(logging((log) => (level, message) => log(level, message)))],
  'LG-05': [
    'knows the last name alone',
    logger((original) => ({
      named: (first) => altered(original.named(first), { named: (second) => original.named(second) }),
    })),
  ],
  'LG-06': [
    'gives a part of the program every level',
    logger((original) => ({ named: (name) => levelless(original.named(name)) })),
  ],
  'LG-07': ['takes the name of a part for its own', logger(renamed)],
  'LG-08': ['cannot write every field', logger(logging(serialized))],
  'LG-09': [
    'writes an entry for each line of a message',
    logger(
      logging((log) => (level, message, fields) => {
        for (const line of message.split(/\r?\n/)) log(level, line, fields);
      }),
    ),
  ],
});
