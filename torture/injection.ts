import type { FaultName } from './faults.js';
import type { Point } from './points.js';

/** What the struck plugin is written in. */
export type Language = 'TypeScript' | 'Go';

/** One fault, at one point of one plugin's life. */
export interface Injection {
  readonly id: number;
  readonly fault: FaultName;
  readonly point: Point;
  readonly language: Language;
  /** See {@link Order.size}. */
  readonly size: number;
  readonly variant: number;
  /** Multiplies the limits of hosts whose plugin hangs, for a machine on which it comes to its point late. */
  readonly patience: number;
}

/** What came of an injection, as the host's process saw it. */
export interface Observation {
  readonly id: number;
  /** Whether the fault has happened. An injection that has not does not count. */
  readonly struck: boolean;
  /** How the call ended that the fault met: `answered`, or the code of its error and, for `CALL_FAILED`, the status. */
  readonly met: string;
  /** The message of that error. */
  readonly message: string;
  /** How the next call ended, where one was made. */
  readonly later: string | undefined;
  /** `closed`, or why the host could not be closed. */
  readonly closing: string;
  /** What is wrong with another plugin of the same process; undefined if it answers as before. */
  readonly hurt: string | undefined;
  /** Processes, sockets, folders and descriptors that remained. */
  readonly left: readonly string[];
  readonly tookMs: number;
  /** The most memory that the host's process has had so far. */
  readonly peakMegabytes: number;
}

/** What the host does in the back-off. */
export const backOffEnds = ['waits', 'cancels', 'closes'] as const;

/** How the call ends that meets the back-off. */
export const backOffEndOf = ({ variant }: Injection): (typeof backOffEnds)[number] =>
  backOffEnds[variant % backOffEnds.length] ?? 'waits';

/** One line for a person. */
export const describe = ({ fault, point, language, size, variant }: Injection): string =>
  `${fault} × ${point} (${language}, size ${size}, variant ${variant})`;
