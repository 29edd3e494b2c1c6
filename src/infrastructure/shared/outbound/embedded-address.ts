import { isIPv6 } from 'node:net';

/** How IPv6 addresses of one form carry IPv4 addresses. */
interface Form {
  /** Matches the eight groups of the address, in hexadecimal digits without leading zeros. */
  readonly groups: RegExp;
  /** Which of the 16 bytes are those of an IPv4 address. There is more than one list where the form leaves it open. */
  readonly bytes: readonly (readonly number[])[];
  /** Whether each bit is the other way round. */
  readonly inverted?: boolean;
  /** Whether no server on the Internet has such an address, whatever is inside. */
  readonly special?: boolean;
}

const last = [[12, 13, 14, 15]];

const forms: readonly Form[] = [
  // Mapped, translated and compatible addresses, and those of NAT64.
  { groups: /^0:0:0:0:0:ffff:/u, bytes: last },
  { groups: /^0:0:0:0:ffff:0:/u, bytes: last },
  { groups: /^0:0:0:0:0:0:/u, bytes: last },
  { groups: /^64:ff9b:0:0:0:0:/u, bytes: last },
  // NAT64 of a network of one's own: RFC 6052 has a place for each length of the prefix. Byte 8 is always 0.
  {
    groups: /^64:ff9b:1:/u,
    bytes: [[6, 7, 9, 10], [7, 9, 10, 11], [9, 10, 11, 12], ...last],
    special: true,
  },
  // 6to4.
  { groups: /^2002:/u, bytes: [[2, 3, 4, 5]] },
  // Teredo: the address of the client, behind that of its server.
  { groups: /^2001:0:/u, bytes: last, inverted: true, special: true },
  { groups: /^2001:0:/u, bytes: [[4, 5, 6, 7]], special: true },
  // ISATAP.
  { groups: /^(?:[\da-f]+:){4}(?:0|200):5efe:/u, bytes: last },
];

/** What an address stands for. */
export interface Embedded {
  /** IPv4 addresses. */
  readonly addresses: readonly string[];
  /** Whether it is special even if these are public. */
  readonly special: boolean;
}

/** The IPv4 addresses that an IPv6 address stands for, without the zone of an interface. */
export function embeddedIn(address: string): Embedded {
  if (!isIPv6(address)) return { addresses: [], special: false };
  const groups = groupsOf(address);
  const bytes = groups.flatMap((group) => [group >> 8, group & 255]);
  const written = groups.map((group) => group.toString(16)).join(':');
  const fitting = forms.filter((form) => form.groups.test(written));
  return {
    addresses: fitting.flatMap((form) => addressesOf(form, bytes)),
    special: fitting.some(({ special }) => special === true),
  };
}

/** Where a form leaves the place open, what would begin with 0 is taken for padding. */
function addressesOf({ bytes: places, inverted = false }: Form, bytes: readonly number[]): readonly string[] {
  const found = places.map((place) => place.map((at) => (bytes[at] ?? 0) ^ (inverted ? 255 : 0)).join('.'));
  return found.length === 1 ? found : found.filter((each) => !each.startsWith('0.'));
}

/** The eight groups of an IPv6 address. The URL parser writes each address in one way, also one that ends like an IPv4 address. */
function groupsOf(address: string): readonly number[] {
  const written = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [before = '', after] = written.split('::');
  const left = before === '' ? [] : before.split(':');
  if (after === undefined) return left.map(hexadecimal);
  const right = after === '' ? [] : after.split(':');
  return [...left, ...new Array<string>(8 - left.length - right.length).fill('0'), ...right].map(hexadecimal);
}

const hexadecimal = (group: string): number => Number.parseInt(group, 16);
