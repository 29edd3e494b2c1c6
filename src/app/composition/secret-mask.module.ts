import { ContainerModule } from 'inversify';
import type { SecretMask } from '../../domain/secret-mask.js';
import { isSecretName } from '../../domain/secret-names.js';
import { LOGGER } from '../../ports/logger.js';
import { token } from '../../ports/token.js';
import { VALUE_SOURCE } from '../../ports/value-source.js';
import { MaskingLogger } from '../plugins/masking-logger.js';

/** What the secrets of a host are bound under. */
export const SECRET_MASK = token<SecretMask>('SecretMask');

/** Binds the secrets of a host, and masks them in whatever logger is bound. */
export const secretMaskModule = (given: SecretMask): ContainerModule =>
  new ContainerModule(({ bind, onActivation }) => {
    bind(SECRET_MASK)
      .toResolvedValue(
        (values) => {
          for (const name of values.variableNames()) if (isSecretName(name)) given.add(values.variable(name) ?? '');
          return given;
        },
        [VALUE_SOURCE],
      )
      .inSingletonScope();
    // The source of values has a logger, so the mask cannot be resolved for it: it is the same object.
    onActivation(LOGGER, (_, logger) => new MaskingLogger(logger, given));
  });
