import { BlockList, isIPv6 } from 'node:net';

/**
 * Where an address leads. `link_local` is also where clouds answer questions about a machine, with its credentials. `special` is what no server
 * has. The others are ordered: what is private is nearer than what is public, and this machine is nearer still.
 */
export type AddressKind = 'loopback' | 'private' | 'public' | 'link_local' | 'special';

const kinds: Readonly<Record<Exclude<AddressKind, 'public'>, readonly string[]>> = {
  link_local: [
    '169.254.0.0/16',
    'fe80::/10',
    // The metadata services that are not link-local: those of AWS over IPv6, Alibaba, Oracle and Azure.
    'fd00:ec2::254/128',
    '100.100.100.200/32',
    '192.0.0.192/32',
    '168.63.129.16/32',
  ],
  // Linux connects to this machine for 0.0.0.0.
  loopback: ['127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128'],
  special: ['192.0.0.0/24', '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4', 'ff00::/8'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10'],
};

/** Prefixes of IPv6 addresses that stand for an IPv4 address, which is behind so many groups of 16 bits. */
const embedding: readonly (readonly [prefix: RegExp, groups: number])[] = [
  [/^0:0:0:0:0:ffff:/, 6],
  [/^64:ff9b:0:0:0:0:/, 6],
  [/^0:0:0:0:0:0:/, 6],
  [/^2002:/, 1],
];

const lists = Object.entries(kinds).map(([kind, subnets]) => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits = ''] = subnet.split('/');
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return { kind: kind as AddressKind, list };
});

/** The kind of an IP address. An IPv6 address that stands for an IPv4 address has the kind of that address. */
export function addressKind(address: string): AddressKind {
  const plain = address.split('%', 1)[0] ?? '';
  if (!isIPv6(plain)) return kindIn(plain, 'ipv4');
  const own = kindIn(plain, 'ipv6');
  if (own !== 'public') return own;
  const embedded = embeddedAddress(plain);
  return embedded === undefined ? own : kindIn(embedded, 'ipv4');
}

const kindIn = (address: string, family: 'ipv4' | 'ipv6'): AddressKind =>
  lists.find(({ list }) => list.check(address, family))?.kind ?? 'public';

function embeddedAddress(address: string): string | undefined {
  const groups = groupsOf(address);
  const start = embedding.find(([prefix]) => prefix.test(groups.join(':')))?.[1];
  if (start === undefined) return undefined;
  const [high = 0, low = 0] = groups.slice(start).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of an IPv6 address. The URL parser writes each address in one way, also one that ends like an IPv4 address. */
function groupsOf(address: string): readonly string[] {
  const written = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [before = '', after] = written.split('::');
  const left = before === '' ? [] : before.split(':');
  if (after === undefined) return left;
  const right = after === '' ? [] : after.split(':');
  return [...left, ...new Array<string>(8 - left.length - right.length).fill('0'), ...right];
}
