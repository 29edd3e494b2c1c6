import { BlockList, isIP } from 'node:net';
import { addressKind } from './address-kind.js';
import { OutboundError } from './outbound-error.js';
import { hostOf } from './web-address.js';

/** Which proxies requests take. */
export interface ProxySettings {
  /** For requests without TLS: a URL, or a host and a port. */
  readonly http?: string | undefined;
  /** For requests with TLS. */
  readonly https?: string | undefined;
  /** Hosts that are asked without a proxy, with commas between them. */
  readonly except?: string | undefined;
}

/** What the environment says, as Go's programs read it: a name in upper case counts first, and an empty value for none. */
export function proxiesIn(env: Readonly<Record<string, string | undefined>>): ProxySettings {
  const value = (name: string): string | undefined =>
    [env[name], env[name.toLowerCase()]].find((text) => text !== undefined && text !== '');
  return { http: value('HTTP_PROXY'), https: value('HTTPS_PROXY'), except: value('NO_PROXY') };
}

/**
 * The proxy that a request takes. As in Go, requests to this machine take none.
 * @throws OutboundError for a proxy that cannot be used. It does not repeat the setting, which may hold a password.
 */
export function proxyFor(url: URL, { http, https, except = '' }: ProxySettings): URL | undefined {
  const setting = url.protocol === 'https:' ? https : http;
  if (setting === undefined || isThisMachine(hostOf(url)) || isExcepted(url, except)) return undefined;
  const text = setting.includes('://') ? setting : `http://${setting}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || proxy.hostname === '')
    throw new OutboundError(`the setting of the proxy for ${url.protocol.slice(0, -1)} is not a valid address`);
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')
    throw new OutboundError(
      `the proxy for ${url.protocol.slice(0, -1)} begins with ${proxy.protocol}//, and only http:// and https:// can be used`,
    );
  return proxy;
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || (isIP(host) !== 0 && addressKind(host) === 'loopback');

const isExcepted = (url: URL, except: string): boolean =>
  except
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry === '*' || (entry !== '' && matches(entry, url)));

/** Whether an entry names the host: by a network, an address or a domain, each but the first with a port or without. */
function matches(entry: string, url: URL): boolean {
  const host = hostOf(url);
  if (entry.includes('/')) return isInNetwork(host, entry);
  const [, name = entry, port] = /^(.*?|\[.*\]):(\d+)$/u.exec(isIP(entry) === 0 ? entry : `[${entry}]`) ?? [];
  if (port !== undefined && port !== portOf(url)) return false;
  const plain = name.replace(/^\[(.*)\]$/u, '$1');
  if (isIP(plain) !== 0 || isIP(host) !== 0) return plain === host;
  // "example.org" stands for itself and what is below it, ".example.org" and "*.example.org" for what is below it.
  const domain = plain.replace(/^\*\./u, '.');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function isInNetwork(host: string, entry: string): boolean {
  const [network = '', bits = ''] = entry.split('/');
  const version = isIP(network);
  if (version === 0 || isIP(host) !== version || !/^\d+$/u.test(bits) || Number(bits) > (version === 4 ? 32 : 128))
    return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}

const portOf = ({ port, protocol }: URL): string => (port !== '' ? port : protocol === 'https:' ? '443' : '80');
