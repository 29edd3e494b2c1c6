import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { addressKind, type AddressKind } from '../shared/outbound/address-kind.js';
import { hostOf } from '../shared/outbound/web-address.js';

/** Gives the addresses of a host by its name. */
export type Resolver = (host: string) => Promise<readonly string[]>;

/** Asks the system. */
export const systemResolver: Resolver = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Which addresses may be connected to. What the user has named may be anywhere. From there a server may refer to public addresses, and to those of
 * the kind that it has itself: a server on the Internet must not make this machine ask others in its own network.
 */
export class AddressRules {
  readonly #root: URL;
  readonly #resolve: Resolver;
  readonly #isProxied: (url: URL) => boolean;
  #kinds: Promise<ReadonlySet<AddressKind>> | undefined;

  /**
   * @param root what the user has named
   * @param isProxied whether a proxy finds the server of a URL. Nobody here knows where that is, so it counts as public.
   */
  constructor(root: URL, resolve: Resolver, isProxied: (url: URL) => boolean = () => false) {
    this.#root = root;
    this.#resolve = resolve;
    this.#isProxied = isProxied;
  }

  /** The addresses of a host that may be connected to; none where it has one that must not be. */
  async allowed(host: string): Promise<readonly string[]> {
    const addresses = await this.#addressesOf(host);
    if (host === hostOf(this.#root)) return addresses;
    const kinds = new Set(addresses.map((address) => addressKind(address)));
    kinds.delete('public');
    if (kinds.size === 0) return addresses;
    this.#kinds ??= this.#kindsOfRoot();
    const own = await this.#kinds;
    return [...kinds].every((kind) => own.has(kind)) ? addresses : [];
  }

  async #kindsOfRoot(): Promise<ReadonlySet<AddressKind>> {
    const host = hostOf(this.#root);
    const isUnknown = isIP(host) === 0 && this.#isProxied(this.#root);
    return new Set(isUnknown ? [] : (await this.#addressesOf(host)).map((address) => addressKind(address)));
  }

  async #addressesOf(host: string): Promise<readonly string[]> {
    return isIP(host) === 0 ? this.#resolve(host) : [host];
  }
}
