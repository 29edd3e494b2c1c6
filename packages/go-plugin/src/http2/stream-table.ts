import type { Http2Stream } from './stream.js';

/** How many streams to remember that this side has reset. Frames of the other side may still arrive for them. */
const mostRemembered = 4_096;

/** The open streams of a connection, and what must be known about the others when a frame arrives for them. */
export class StreamTable {
  readonly #role: 'client' | 'server';
  readonly #open = new Map<number, Http2Stream>();
  readonly #reset = new Set<number>();
  /** The last stream that each side has opened. */
  lastLocal = 0;
  lastRemote = 0;

  constructor(role: 'client' | 'server') {
    this.#role = role;
  }

  get size(): number {
    return this.#open.size;
  }

  get(id: number): Http2Stream | undefined {
    return this.#open.get(id);
  }

  add(stream: Http2Stream): void {
    this.#open.set(stream.id, stream);
  }

  remove(id: number): void {
    this.#open.delete(id);
  }

  /** Returns a copy of the list of open streams. */
  list(): readonly Http2Stream[] {
    return [...this.#open.values()];
  }

  /** Whether only the other side may open a stream with this id. */
  isRemote(id: number): boolean {
    return id % 2 === (this.#role === 'server' ? 1 : 0);
  }

  /** Whether no stream with this id has been opened yet. */
  isIdle(id: number): boolean {
    return id > (this.isRemote(id) ? this.lastRemote : this.lastLocal);
  }

  /** Remembers a stream that this side has reset. Further frames for it are ignored. */
  rememberReset(id: number): void {
    this.#reset.add(id);
    if (this.#reset.size <= mostRemembered) return;
    for (const oldest of this.#reset) {
      this.#reset.delete(oldest);
      break;
    }
  }

  /** Whether this side has recently reset the stream. */
  wasReset(id: number): boolean {
    return this.#reset.has(id);
  }
}
