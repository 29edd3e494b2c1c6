import { constants } from 'node:os';
import { Interruption, type CliContext } from './cli-context.js';
import type { OutputStream } from './terminal.js';

/** The signals by which a person, a terminal that closes, or a supervisor ends a command. */
const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What the signals of a process are received from: `process`, or an emitter in a test. */
export interface SignalSource {
  on(name: NodeJS.Signals, handler: () => void): unknown;
}

/**
 * The first signal cancels the command in order. A second one ends it at once.
 *
 * @param stopping told of the first signal
 */
export function interruptible(
  source: SignalSource,
  stopping: (interruption: Interruption) => void,
): Pick<CliContext, 'signal' | 'givenUp'> {
  const cancel = new AbortController();
  const giveUp = new AbortController();
  for (const name of names)
    source.on(name, () => {
      const reason = new Interruption(name, constants.signals[name]);
      if (cancel.signal.aborted) giveUp.abort(reason);
      else {
        stopping(reason);
        cancel.abort(reason);
      }
    });
  return { signal: cancel.signal, givenUp: giveUp.signal };
}

/** The notice after the first Ctrl-C. Without it, a user would press the keys again. */
export const stoppingNotice = ({ signalName }: Interruption, stderr: OutputStream): string | undefined =>
  signalName === 'SIGINT' && stderr.isTTY === true ? 'stopping; press Ctrl-C again to stop at once\n' : undefined;
