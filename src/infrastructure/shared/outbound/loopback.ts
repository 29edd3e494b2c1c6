import { isIP } from 'node:net';
import { addressKind } from './address-kind.js';
import { hostOf } from './web-address.js';

/** Whether a URL names this machine. Nobody on the way can read what is sent there without encryption. */
export const isLoopback = (url: URL): boolean => {
  const host = hostOf(url);
  return host === 'localhost' || (isIP(host) !== 0 && addressKind(host) === 'loopback');
};
