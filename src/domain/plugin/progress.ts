/** How far an operation is. */
export interface Progress {
  /** From 0 to 1. */
  readonly fraction: number;
  /** What it is doing, for people; may be empty. */
  readonly text: string;
}
