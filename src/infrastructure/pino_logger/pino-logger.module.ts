import { ContainerModule } from 'inversify';
import { LOGGER, type LogLevel } from '../../ports/logger.js';
import { createPinoLogger } from './pino-logger.js';

/** Binds the logger. @param level the least severe level that is written; without one, that of {@link createPinoLogger} */
export const pinoLoggerModule = (level: LogLevel | undefined): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(LOGGER)
      .toDynamicValue(() => createPinoLogger({ level }))
      .inSingletonScope();
  });
