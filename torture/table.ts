import type { Injection } from './injection.js';
import { faultNames } from './faults.js';
import { points } from './points.js';

/** What came of one injection, for the table. */
export interface Row {
  readonly injection: Injection;
  readonly survived: boolean;
  /** What is wrong: the error, the host, another plugin. */
  readonly wrong: string | undefined;
  readonly left: readonly string[];
}

interface Counts {
  readonly injected: number;
  readonly survived: number;
  readonly right: number;
  readonly left: number;
}

/** The counts of some rows. */
export const countsOf = (rows: readonly Row[]): Counts => ({
  injected: rows.length,
  survived: rows.filter(({ survived }) => survived).length,
  right: rows.filter(({ survived, wrong }) => survived && wrong === undefined).length,
  left: rows.reduce((all, { left }) => all + left.length, 0),
});

const line = (name: string, { injected, survived, right, left }: Counts): string =>
  `${name}: injected ${injected}, host survived ${survived}, right error ${right}, left behind ${left}`;

/** A line for each fault at each point, then a line for each fault, then one for all. */
export function tableOf(rows: readonly Row[]): readonly string[] {
  const some = (name: string, chosen: readonly Row[]): readonly string[] =>
    chosen.length === 0 ? [] : [line(name, countsOf(chosen))];
  const at = (fault: string, point: string): readonly Row[] =>
    rows.filter(({ injection }) => injection.fault === fault && injection.point === point);
  return [
    ...faultNames.flatMap((fault) => points.flatMap((point) => some(`${fault} × ${point}`, at(fault, point)))),
    '',
    ...faultNames.flatMap((fault) =>
      some(
        `${fault} × all points`,
        rows.filter(({ injection }) => injection.fault === fault),
      ),
    ),
    line('all faults × all points', countsOf(rows)),
  ];
}
