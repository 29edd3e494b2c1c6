import { setImmediate as nextTurn } from 'node:timers/promises';

const messagesPerTurn = 64;

/**
 * Lets the event loop turn now and then while messages are sent. A generator that always has a next message would otherwise hold up the whole
 * process until a window is full, because everything between two messages is a promise that has settled.
 */
export class Pacing {
  #sent = 0;

  /** Call it after each message. */
  async pace(): Promise<void> {
    this.#sent += 1;
    if (this.#sent % messagesPerTurn === 0) await nextTurn();
  }
}
