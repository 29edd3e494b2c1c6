import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { addressKind, type AddressKind } from './address-kind.js';
import { OutboundError, serverOf } from './outbound-error.js';
import { refusalOf, type OutboundPolicy } from './outbound-policy.js';
import { hostOf } from './web-address.js';

/** Finds all addresses of a host. */
export type FindAddresses = (
  host: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** Asks the system. */
export const systemAddresses: FindAddresses = (host, done) => systemLookup(host, { all: true }, done);

/**
 * Checks what is known of a server before there is a connection: an address that stands in the URL. Behind a proxy, nobody here sees the address
 * of a name.
 * @throws OutboundError if the server may not be reached
 */
export function checkHost(
  url: URL,
  policy: OutboundPolicy,
  { from, proxy }: { readonly from: AddressKind | undefined; readonly proxy: URL | undefined },
): void {
  const host = hostOf(url);
  const refusal = isIP(host) === 0 ? undefined : refusalOf(addressKind(host), policy, from);
  if (refusal !== undefined) throw new OutboundError(`${serverOf(url)} ${refusal}`);
  if (policy.publicOnly && proxy !== undefined && isIP(host) === 0)
    throw new OutboundError(
      `${serverOf(url)} is found by the proxy ${serverOf(proxy)}, so that nobody here knows its address, and the setting public_only allows public ones alone`,
    );
}

/**
 * A lookup for one connection that gives only addresses that may be reached. Node connects to what it gives, so that a name cannot have
 * another address for the check than for the connection.
 */
export const guardedLookup =
  (url: URL, policy: OutboundPolicy, from: AddressKind | undefined, find: FindAddresses): LookupFunction =>
  (host, options, callback) =>
    find(host, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const refusal = ({ address }: LookupAddress) => refusalOf(addressKind(address), policy, from);
      const wanted = options.family === 4 || options.family === 6 ? options.family : undefined;
      const fitting = addresses.filter(({ family }) => wanted === undefined || family === wanted);
      const allowed = fitting.filter((found) => refusal(found) === undefined);
      const [first] = allowed;
      if (first === undefined) {
        const [refused] = fitting;
        const why = refused === undefined ? 'has no address' : (refusal(refused) ?? '');
        callback(new OutboundError(`${serverOf(url)} ${why}`), []);
        return;
      }
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
