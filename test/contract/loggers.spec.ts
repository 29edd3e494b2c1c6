import { createColors } from 'picocolors';
import { StderrLogger } from '../../src/app/cli/stderr-logger.js';
import { MaskingLogger } from '../../src/app/plugins/masking-logger.js';
import { describeLoggerContract, type LoggerSubject } from '../../src/contract/index.js';
import { SecretMask } from '../../src/domain/secret-mask.js';
import { createPinoLogger } from '../../src/infrastructure/pino_logger/pino-logger.js';
import type { Logger } from '../../src/ports/logger.js';

/** A logger that writes through a function, and what it has written. */
const writing = (make: (write: (text: string) => void) => Logger) => (): Promise<LoggerSubject> => {
  const written: string[] = [];
  const logger = make((text) => written.push(text));
  return Promise.resolve({ logger, output: () => written, close: () => Promise.resolve() });
};

describeLoggerContract({
  name: 'JSON lines of pino',
  create: writing((write) => createPinoLogger({ level: 'info', stream: { write } })),
});
describeLoggerContract({
  name: 'lines for a person',
  create: writing((write) => new StderrLogger(write, createColors(false), 'info')),
});
describeLoggerContract({
  name: 'lines for a person, with secrets masked',
  create: writing((write) => {
    const secrets = new SecretMask();
    secrets.add('canary-of-nothing');
    return new MaskingLogger(new StderrLogger(write, createColors(false), 'info'), secrets);
  }),
});
