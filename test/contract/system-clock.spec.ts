import { setTimeout as wait } from 'node:timers/promises';
import { describeClockContract } from '../../src/contract/index.js';
import { systemClock } from '../../src/infrastructure/system_clock/system-clock.js';

describeClockContract({
  name: 'the clock of this computer',
  create: () => Promise.resolve({ clock: systemClock, pass: (ms) => wait(ms), close: () => Promise.resolve() }),
});
