import { ContainerModule } from 'inversify';
import { LOGGER } from '../../ports/logger.js';
import { VALUE_SOURCE } from '../../ports/value-source.js';
import { SystemValueSource, type SystemValueOptions } from './system-value-source.js';

/** Options of {@link valueSourceModule}. */
export interface ValueSourceOptions extends Pick<SystemValueOptions, 'env' | 'folder'> {
  /** Whether files that other users could read may be used, with a warning. */
  readonly allowInsecure: boolean;
}

/** Binds the source of values to the environment and the files of this machine. */
export const valueSourceModule = ({ env, folder, allowInsecure }: ValueSourceOptions): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(VALUE_SOURCE)
      .toResolvedValue(
        (logger) => {
          const onInsecure = allowInsecure ? (problem: string) => logger.log('warn', problem) : undefined;
          return new SystemValueSource({ env, folder, onInsecure });
        },
        [LOGGER],
      )
      .inSingletonScope();
  });
