import type { CancelTimer, Timers } from 'plugin-async';
import type { YamuxStream } from './stream.js';

/**
 * The streams of a session by id. Each has at most one deadline: for the ACK of a new stream, or for the FIN of a
 * closed one.
 */
export class StreamTable {
  readonly #timers: Timers;
  readonly #streams = new Map<number, YamuxStream>();
  readonly #deadlines = new Map<number, CancelTimer>();
  readonly #unacknowledged = new Set<number>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get size(): number {
    return this.#streams.size;
  }

  /** How many of our streams the other side has not accepted yet. */
  get unacknowledged(): number {
    return this.#unacknowledged.size;
  }

  get(id: number): YamuxStream | undefined {
    return this.#streams.get(id);
  }

  add(stream: YamuxStream): void {
    this.#streams.set(stream.id, stream);
  }

  /** Adds one of our streams. `expired` runs if it is not acknowledged within `timeoutMs`. */
  addOpening(stream: YamuxStream, timeoutMs: number, expired: () => void): void {
    this.add(stream);
    this.#unacknowledged.add(stream.id);
    this.#setDeadline(stream.id, timeoutMs, expired);
  }

  /** The other side has accepted the stream. As in Go, a second ACK is ignored. */
  acknowledge(id: number): void {
    if (this.#unacknowledged.delete(id)) this.#clearDeadline(id);
  }

  /** This side has closed a stream. `expired` runs if the other side does not close it within `timeoutMs`. */
  linger(id: number, timeoutMs: number, expired: () => void): void {
    this.#unacknowledged.delete(id);
    this.#setDeadline(id, timeoutMs, expired);
  }

  remove(id: number): void {
    this.#streams.delete(id);
    this.#unacknowledged.delete(id);
    this.#clearDeadline(id);
  }

  /** Empties the table and returns what was in it. */
  clear(): readonly YamuxStream[] {
    const all = [...this.#streams.values()];
    for (const { id } of all) this.remove(id);
    return all;
  }

  #setDeadline(id: number, timeoutMs: number, expired: () => void): void {
    this.#clearDeadline(id);
    this.#deadlines.set(id, this.#timers.after(timeoutMs, expired));
  }

  #clearDeadline(id: number): void {
    this.#deadlines.get(id)?.();
    this.#deadlines.delete(id);
  }
}
