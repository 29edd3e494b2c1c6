import type { PluginAddress } from '../net/address.js';

/** What the two brokers tell each other; a ConnInfo of go-plugin, by what it means. */
export type BrokerMessage =
  /** The sender serves `id` at this address. */
  | { readonly kind: 'address'; readonly id: number; readonly address: PluginAddress }
  /** Multiplexing: the sender is about to open a stream that is meant for `id`. */
  | { readonly kind: 'knock'; readonly id: number }
  /** The answer to a knock: the stream may be opened, unless `error` says why not. */
  | { readonly kind: 'knock answer'; readonly id: number; readonly error: string | undefined }
  /** Something that cannot be read, or is none of the above. */
  | { readonly kind: 'invalid'; readonly problem: string };

/** Either end of StartStream, by which all brokering goes. */
export interface BrokerStream {
  /** Resolves when the message is on its way. Rejects when the stream has ended. */
  send(message: BrokerMessage): Promise<void>;
  onMessage(handler: (message: BrokerMessage) => void): void;
  /**
   * Settles when the stream has ended: `over`, the other side wants no more of it; `lost`, the connection broke. Never rejects.
   */
  readonly ended: Promise<'over' | 'lost'>;
  /** Ends it from this side. */
  close(): void;
}
