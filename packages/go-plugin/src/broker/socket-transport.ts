import type { Timers } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { Logger } from '../logger.js';
import type { PluginAddress } from '../net/address.js';
import { socketDialer } from '../net/dial.js';
import type { Dialer, StreamListener } from '../net/dialer.js';
import { thisPlatform } from '../platform.js';
import { AnnouncedAddresses } from './announced-addresses.js';
import type { BrokerLink } from './broker-link.js';
import type { BrokerMessage } from './broker-message.js';
import type { BrokerTransport } from './broker-transport.js';

/** Longest host:port there is: a DNS name of 253 characters, a colon, a port. */
const longestTcpAddress = 259;

/**
 * Translates addresses between this side's view and the other side's. Only the host translates; see go-plugin's
 * runner.AddrTranslator.
 */
export interface AddressTranslation {
  readonly toPeer: (address: PluginAddress) => PluginAddress;
  readonly fromPeer: (address: PluginAddress) => PluginAddress;
}

/** The options of a {@link SocketTransport}. */
export interface SocketTransportOptions {
  /** Opens a new listener for each brokered server. */
  readonly listen: () => Promise<StreamListener>;
  readonly translation?: AddressTranslation | undefined;
  readonly timers: Timers;
  readonly logger: Logger;
  /** How long an announcement waits for its dial, in milliseconds. Default: 5,000, as in go-plugin. */
  readonly announcementMs?: number | undefined;
}

/** go-plugin's broker without multiplexing. Each brokered server has a socket, and the link carries its address. */
export class SocketTransport implements BrokerTransport {
  readonly #link: BrokerLink;
  readonly #options: SocketTransportOptions;
  readonly #announced: AnnouncedAddresses;

  constructor(link: BrokerLink, options: SocketTransportOptions) {
    this.#link = link;
    this.#options = options;
    this.#announced = new AnnouncedAddresses(options.timers, options.announcementMs);
  }

  async accept(id: number, signal: AbortSignal): Promise<StreamListener> {
    const listener = await this.#options.listen();
    try {
      await this.announce(id, listener, signal);
      return listener;
    } catch (error) {
      await listener.close();
      throw error;
    }
  }

  async announce(id: number, { network, address: path }: StreamListener, signal: AbortSignal): Promise<void> {
    const own = { network, address: path };
    const address = this.#options.translation?.toPeer(own) ?? own;
    await this.#link.send(id, { kind: 'address', id, address }, signal);
  }

  async connect(id: number, timeoutMs: number, signal: AbortSignal): Promise<Dialer> {
    const announced = await this.#announced.take(id, timeoutMs, signal);
    const address = this.#options.translation?.fromPeer(announced) ?? announced;
    const reason = whyUnusable(address);
    if (reason !== undefined) throw new GoPluginError('BROKER_REFUSED', { id, reason });
    return socketDialer(address);
  }

  receive(message: BrokerMessage): void {
    switch (message.kind) {
      case 'address': {
        const { id } = message;
        if (!this.#announced.announce(id, bounded(message.address))) this.#drop('it is superfluous', id);
        break;
      }
      case 'knock':
        // As in Go, a broker without multiplexing ignores knocks, and the other side's dial times out.
        this.#drop('this connection is not multiplexed', message.id);
        break;
      case 'knock answer':
        this.#drop('nobody has knocked', message.id);
        break;
      case 'invalid':
        this.#drop(message.problem);
    }
  }

  abandon(): void {
    this.#announced.abandon((id) => new GoPluginError('BROKER_CLOSED', { id }));
  }

  #drop(reason: string, id?: number): void {
    this.#options.logger.log('warn', 'a message of the other side’s broker was dropped', { reason, id });
  }
}

/** Cuts an address that is far too long. It is refused anyway, and a whole copy would waste memory. */
function bounded({ network, address }: PluginAddress): PluginAddress {
  return { network: network.slice(0, 32), address: address.slice(0, 4_096) };
}

function whyUnusable({ network, address }: PluginAddress): string | undefined {
  if (network !== 'unix' && network !== 'tcp') return `unknown address type: ${JSON.stringify(network)}`;
  const limit = network === 'unix' ? thisPlatform.socketPathLimit : longestTcpAddress;
  const bytes = Buffer.byteLength(address);
  if (bytes === 0) return 'its address is empty';
  return bytes > limit ? `its address is longer than ${limit} bytes` : undefined;
}
