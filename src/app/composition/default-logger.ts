import type { ContainerModule } from 'inversify';
import { pinoLoggerModule } from '../../infrastructure/pino_logger/pino-logger.module.js';
import type { ContainerOptions } from './container-options.js';

/** Binds the logger of a host that was given none. */
export const defaultLoggerModule = ({ logLevel }: Pick<ContainerOptions, 'logLevel'>): ContainerModule =>
  pinoLoggerModule(logLevel === undefined ? {} : { level: logLevel });
