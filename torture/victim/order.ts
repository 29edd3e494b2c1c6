import type { FaultName } from '../faults.js';
import type { Point } from '../points.js';

/** What the host asks of a victim, as JSON in the variable TORTURE. The Go victim reads the same. */
export interface Order {
  /** Also tells the processes of one injection from those of all others: its folder occurs here alone. */
  readonly dir: string;
  /** `wait`: the fault happens to the host meanwhile, so the victim waits until that is done. */
  readonly fault: FaultName | 'wait';
  readonly point: Point;
  /** How many lives of the plugin the fault strikes. The next one behaves well. */
  readonly lives: number;
  /** Megabytes of an answer or of output, number of log lines or of broker ids. */
  readonly size: number;
  /** Chooses between forms of one fault. */
  readonly variant: number;
}

/** The operation that every victim has. It gives its input `id` back as `text`. */
export const workOperation = 'work';

/** Asks the victim to serve {@link brokerId}. */
export const brokerOperation = 'broker';

/** Notes that it was executed, in a file of the folder that the variable SOAK_RECORDS names. The file has the name of the process. */
export const recordOperation = 'record';

/** The id that the victim serves a brokered connection under, with one method. */
export const brokerId = 7;

/** That method. It answers with what it gets. */
export const brokeredPath = '/torture.Brokered/Ping';

/** The files in {@link Order.dir} by which a victim tells how far it has come. They take a number, the victim's life. */
export const traces = { life: 'life-', struck: 'struck-', go: 'go' } as const;
