import type { Container } from 'inversify';
import { pinoLoggerModule } from '../../infrastructure/pino_logger/pino-logger.module.js';
import { checkOptions, containerOptions } from './check-options.js';
import { composeContainer, givenLoggerModule } from './compose-container.js';
import type { ContainerOptions } from './container-options.js';

/**
 * The composition root: binds every port to an adapter. It does no I/O and loads no transport before the first call of a port.
 *
 * @throws HostOptionError for an option that is unknown or has a wrong type, and for plugins that the transport `legacy_stub` would ignore
 */
export function buildContainer(options: ContainerOptions = {}): Container {
  checkOptions(options, containerOptions);
  const { logger, logLevel } = options;
  return composeContainer(options, logger === undefined ? pinoLoggerModule(logLevel) : givenLoggerModule(logger));
}
