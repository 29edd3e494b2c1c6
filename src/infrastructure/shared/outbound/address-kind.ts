import { BlockList, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { embeddedIn } from './embedded-address.js';

/**
 * Where an address leads. `link_local` is also where clouds answer questions about a machine, with its credentials. `special` is what no server
 * has. The others are ordered: what is private is nearer than what is public, and this machine is nearer still.
 */
export type AddressKind = 'loopback' | 'private' | 'public' | 'link_local' | 'special';

/** The first kind that fits decides. */
const kinds: Readonly<Record<Exclude<AddressKind, 'public'>, readonly string[]>> = {
  link_local: [
    '169.254.0.0/16',
    'fe80::/10',
    // The metadata services that are not link-local: over IPv6 those of AWS, which has further services next to it, Google and Scaleway; then
    // Alibaba, Oracle and Azure.
    'fd00:ec2::/32',
    'fd20:ce::254/128',
    'fd00:42::42/128',
    '100.100.100.200/32',
    '192.0.0.192/32',
    '168.63.129.16/32',
  ],
  // Linux connects to this machine for 0.0.0.0.
  loopback: ['127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128'],
  special: ['192.0.0.0/24', '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4', 'ff00::/8'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10'],
};

const lists = Object.entries(kinds).map(([kind, subnets]) => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits = ''] = subnet.split('/');
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return { kind: kind as Exclude<AddressKind, 'public'>, list };
});

/** The addresses of the interfaces of this machine, which change while it runs. */
export const machineAddresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((found = []) => found.map(({ address }) => address));

/**
 * The kind of an IP address. An IPv6 address that stands for IPv4 addresses has their kind, unless its own is nearer.
 * @param machine those of this machine, which lead to it as 127.0.0.1 does
 */
export function addressKind(address: string, machine = machineAddresses()): AddressKind {
  const plain = withoutZone(address);
  const embedded = embeddedIn(plain);
  const own = new BlockList();
  for (const each of machine.map(withoutZone)) own.addAddress(each, familyOf(each));
  const found = new Set([plain, ...embedded.addresses].flatMap((each) => kindsOf(each, own)));
  if (embedded.special) found.add('special');
  return lists.find(({ kind }) => found.has(kind))?.kind ?? 'public';
}

function kindsOf(address: string, own: BlockList): readonly AddressKind[] {
  const family = familyOf(address);
  const found = lists.filter(({ list }) => list.check(address, family)).map(({ kind }) => kind);
  return own.check(address, family) ? ['loopback', ...found] : found;
}

const withoutZone = (address: string): string => address.split('%', 1)[0] ?? '';

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');
