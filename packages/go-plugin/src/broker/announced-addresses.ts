import { longestTimerMs, type CancelTimer, type Timers } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';
import { brokerTimeoutMs } from './broker-link.js';
import { pending, type Pending } from './pending.js';

/** No real use needs more addresses at a time. The limit bounds the memory that a hostile peer can use. */
const mostWaiting = 10_000;

interface Arrived {
  readonly address: PluginAddress;
  readonly cancelExpiry: CancelTimer;
}

/**
 * The addresses that the other side has announced, each for one dial. As in go-plugin, the dial or the announcement may
 * come first, an announcement is valid for 5 s, and the first of several announcements for an id counts. An application may
 * have them valid for longer.
 */
export class AnnouncedAddresses {
  readonly #timers: Timers;
  readonly #validMs: number;
  readonly #arrived = new Map<number, Arrived>();
  readonly #awaited = new Map<number, Pending<PluginAddress>>();

  /** @param validMs how long an announcement waits for its dial. Infinity: for as long as it takes */
  constructor(timers: Timers, validMs: number = brokerTimeoutMs) {
    this.#timers = timers;
    this.#validMs = validMs;
  }

  /** Takes an announcement. @returns false if it is dropped */
  announce(id: number, address: PluginAddress): boolean {
    const waiter = this.#awaited.get(id);
    if (waiter !== undefined) {
      this.#awaited.delete(id);
      waiter.resolve(address);
      return true;
    }
    const known = this.#arrived.get(id);
    if (known !== undefined) return isSame(known.address, address);
    if (this.#arrived.size >= mostWaiting) return false;
    const cancelExpiry =
      this.#validMs > longestTimerMs
        ? () => undefined
        : this.#timers.after(this.#validMs, () => this.#arrived.delete(id));
    this.#arrived.set(id, { address, cancelExpiry });
    return true;
  }

  /**
   * Waits for the address of `id`. Each id may have one caller at a time.
   * @throws GoPluginError `BROKER_TIMEOUT`; or the signal's reason, or what {@link abandon} was called with
   */
  async take(id: number, timeoutMs: number, signal: AbortSignal): Promise<PluginAddress> {
    const arrived = this.#arrived.get(id);
    if (arrived !== undefined) {
      this.#arrived.delete(id);
      arrived.cancelExpiry();
      return arrived.address;
    }
    const late = (): Error => new GoPluginError('BROKER_TIMEOUT', { id, timeoutMs });
    const waiter = pending<PluginAddress>({ timers: this.#timers, timeoutMs, late, signal });
    this.#awaited.set(id, waiter);
    return waiter.promise.finally(() => this.#awaited.delete(id));
  }

  /** Rejects all waiting callers, and forgets all addresses. */
  abandon(reason: (id: number) => Error): void {
    for (const [id, waiter] of this.#awaited) waiter.reject(reason(id));
    for (const { cancelExpiry } of this.#arrived.values()) cancelExpiry();
    this.#arrived.clear();
  }
}

const isSame = (a: PluginAddress, b: PluginAddress): boolean => a.network === b.network && a.address === b.address;
