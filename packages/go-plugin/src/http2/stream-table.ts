import type { Http2Stream } from './stream.js';

/** Streams that this side has reset of late; the other side's frames for them may still be under way. */
const mostRemembered = 4_096;

/** The streams of a connection: the open ones, and enough about the others to tell how a frame for them is to be taken. */
export class StreamTable {
  readonly #open = new Map<number, Http2Stream>();
  readonly #reset = new Set<number>();
  /** The last stream that each side has opened. */
  lastLocal = 0;
  lastRemote = 0;

  constructor(private readonly role: 'client' | 'server') {}

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

  /** All open streams, as they are now. */
  list(): readonly Http2Stream[] {
    return [...this.#open.values()];
  }

  /** Whether the id is one that only the other side may open. */
  isRemote(id: number): boolean {
    return id % 2 === (this.role === 'server' ? 1 : 0);
  }

  /** Whether no stream of that id has been opened yet. */
  isIdle(id: number): boolean {
    return id > (this.isRemote(id) ? this.lastRemote : this.lastLocal);
  }

  /** This side has reset the stream: what still comes for it means nothing. */
  rememberReset(id: number): void {
    this.#reset.add(id);
    if (this.#reset.size <= mostRemembered) return;
    for (const oldest of this.#reset) {
      this.#reset.delete(oldest);
      break;
    }
  }

  /** Whether this side has reset the stream not long ago. */
  wasReset(id: number): boolean {
    return this.#reset.has(id);
  }
}
