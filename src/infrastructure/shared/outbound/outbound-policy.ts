import type { AddressKind } from './address-kind.js';

/** Which servers a request may reach. */
export interface OutboundPolicy {
  /** Whether link-local addresses, and with them the metadata services of clouds, may be reached. */
  readonly linkLocal: boolean;
  /** Whether a redirect may lead to a nearer network than the request before it. */
  readonly inwardRedirects: boolean;
  /** Whether only public addresses may be reached. */
  readonly publicOnly: boolean;
}

/** What AWF's workflows need, and no more. */
export const usualPolicy: OutboundPolicy = { linkLocal: false, inwardRedirects: false, publicOnly: false };

const distance: Readonly<Record<AddressKind, number>> = {
  loopback: 0,
  link_local: 0,
  private: 1,
  special: 2,
  public: 2,
};

const words: Readonly<Record<AddressKind, string>> = {
  loopback: 'an address of this machine',
  link_local: 'a link-local address or the metadata service of a cloud',
  private: 'an address of a private network',
  special: 'an address that no server has',
  public: 'a public address',
};

/**
 * Why an address may not be reached, with the setting that allows it. Undefined: it may.
 * @param from what a redirect leads away from; undefined for the first request
 */
export function refusalOf(kind: AddressKind, policy: OutboundPolicy, from?: AddressKind): string | undefined {
  if (kind === 'link_local' && !policy.linkLocal) return `is ${words[kind]}; the setting allow_link_local opens it`;
  if (kind !== 'public' && policy.publicOnly) return `is ${words[kind]}, and the setting public_only allows none`;
  if (from !== undefined && distance[kind] < distance[from] && !policy.inwardRedirects)
    return `is ${words[kind]}, and a redirect from ${words[from]} leads to it; the setting allow_inward_redirects opens it`;
  return undefined;
}
