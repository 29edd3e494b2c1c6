import { ContainerModule } from 'inversify';
import { LOGGER } from '../../ports/logger.js';
import { createPinoLogger, type PinoLoggerOptions } from './pino-logger.js';

/** Binds the logger. */
export const pinoLoggerModule = (options: PinoLoggerOptions = {}): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(LOGGER)
      .toDynamicValue(() => createPinoLogger(options))
      .inSingletonScope();
  });
