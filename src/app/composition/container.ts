import type { Container } from 'inversify';
import { checkOptions, containerOptions } from './check-options.js';
import { composeContainer, givenLoggerModule } from './compose-container.js';
import type { ContainerOptions } from './container-options.js';
import { defaultLoggerModule } from './default-logger.js';

/**
 * The composition root: binds every port to an adapter. It does no I/O and loads no transport before the first call of a port.
 *
 * @throws HostOptionError for an option that is unknown or has a wrong type, and for plugins that the transport `legacy_stub` would ignore
 */
export function buildContainer(options: ContainerOptions = {}): Container {
  checkOptions(options, containerOptions);
  const { logger } = options;
  return composeContainer(options, logger === undefined ? defaultLoggerModule(options) : givenLoggerModule(logger));
}
