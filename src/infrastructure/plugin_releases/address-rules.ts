import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Where an address leads: to anybody, into the own network, to this machine, or to something that no server has. */
export type Reach = 'public' | 'private' | 'loopback' | 'special';

/** IPv4 networks as four numbers and a length. */
const networks: Readonly<Record<Exclude<Reach, 'public'>, readonly (readonly [address: string, length: number])[]>> = {
  loopback: [
    ['127.0.0.0', 8],
    ['0.0.0.0', 8],
  ],
  private: [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
  ],
  // Link-local addresses are those of the metadata services of clouds.
  special: [
    ['169.254.0.0', 16],
    ['192.0.0.0', 24],
    ['198.18.0.0', 15],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
};

const networksV6: typeof networks = {
  loopback: [['::', 127]],
  private: [['fc00::', 7]],
  special: [
    ['fe80::', 10],
    ['ff00::', 8],
  ],
};

function blockListOf(reach: Exclude<Reach, 'public'>): BlockList {
  const list = new BlockList();
  for (const [address, length] of networks[reach]) {
    list.addSubnet(address, length, 'ipv4');
    // The same through NAT64. IPv4 addresses that are mapped into IPv6 match by themselves.
    list.addSubnet(`64:ff9b::${address}`, 96 + length, 'ipv6');
  }
  for (const [address, length] of networksV6[reach]) list.addSubnet(address, length, 'ipv6');
  return list;
}

const lists = (['loopback', 'private', 'special'] as const).map((reach) => [reach, blockListOf(reach)] as const);

/** Where an IP address leads. */
export function reachOf(address: string): Reach {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  return lists.find(([, list]) => list.check(address, family))?.[0] ?? 'public';
}

/** Gives the addresses of a host by its name. */
export type Resolver = (host: string) => Promise<readonly string[]>;

/** Asks the system. */
export const systemResolver: Resolver = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** The host of a URL as a name or an address. An IPv6 address has no brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/u, '$1');

/** Whether a URL names this machine. */
export const isLoopback = (url: URL): boolean => {
  const host = hostOf(url);
  return host === 'localhost' || (isIP(host) !== 0 && reachOf(host) === 'loopback');
};

/**
 * Which addresses may be connected to. What the user has named may be anywhere. From there a server may refer to public addresses, and to those of
 * the kind that it has itself: a server on the Internet must not make this machine ask others in its own network.
 */
export class AddressRules {
  readonly #root: URL;
  readonly #resolve: Resolver;
  #reaches: Promise<ReadonlySet<Reach>> | undefined;

  /** @param root what the user has named */
  constructor(root: URL, resolve: Resolver) {
    this.#root = root;
    this.#resolve = resolve;
  }

  /** The addresses of a host that may be connected to; none where it has one that must not be. */
  async allowed(host: string): Promise<readonly string[]> {
    const addresses = await this.#addressesOf(host);
    if (host === hostOf(this.#root)) return addresses;
    const reaches = new Set(addresses.map(reachOf));
    reaches.delete('public');
    if (reaches.size === 0) return addresses;
    this.#reaches ??= this.#addressesOf(hostOf(this.#root)).then((found) => new Set(found.map(reachOf)));
    const own = await this.#reaches;
    return [...reaches].every((reach) => own.has(reach)) ? addresses : [];
  }

  async #addressesOf(host: string): Promise<readonly string[]> {
    return isIP(host) === 0 ? this.#resolve(host) : [host];
  }
}
