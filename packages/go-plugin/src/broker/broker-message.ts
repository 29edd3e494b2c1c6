import type { PluginAddress } from '../net/address.js';

/** A message between the two brokers: go-plugin's ConnInfo, by its meaning. */
export type BrokerMessage =
  /** The sender serves `id` at this address. */
  | { readonly kind: 'address'; readonly id: number; readonly address: PluginAddress }
  /** Multiplexing: the sender wants to open a stream for `id`. */
  | { readonly kind: 'knock'; readonly id: number }
  /** The answer to a knock. The stream may be opened unless there is an `error`. */
  | { readonly kind: 'knock answer'; readonly id: number; readonly error: string | undefined }
  /** A message that cannot be read or has no known meaning. */
  | { readonly kind: 'invalid'; readonly problem: string };

/** One end of StartStream, which carries all broker messages. */
export interface BrokerStream {
  /** Resolves when the message has been sent. Rejects if the stream has ended. */
  send(message: BrokerMessage): Promise<void>;
  onMessage(handler: (message: BrokerMessage) => void): void;
  /**
   * Resolves when the stream has ended: `over` if the other side ended it, `lost` if the connection broke. Never
   * rejects.
   */
  readonly ended: Promise<'over' | 'lost'>;
  /** Ends it from this side. */
  close(): void;
}
