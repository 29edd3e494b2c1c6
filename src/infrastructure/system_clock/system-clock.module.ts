import { ContainerModule } from 'inversify';
import { CLOCK } from '../../ports/clock.js';
import { systemClock } from './system-clock.js';

/** Binds the clock. */
export const systemClockModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(CLOCK).toConstantValue(systemClock);
  });
