import type { PortRange } from '../net/address.js';
import { environmentNames } from './environment.js';
import { parseGoBool, parseGoInt } from './go-scalars.js';
import type { HandshakeConfig } from './handshake-config.js';

/**
 * A plugin's environment after parsing. Parsing never throws; the code that uses a field decides what a fault means.
 */
export interface PluginEnvironment {
  /**
   * `misconfigured`: the plugin's own configuration has no key or no value. `mismatch`: a person started the program,
   * not a host.
   */
  readonly cookie: 'ok' | 'misconfigured' | 'mismatch';
  /** The versions that the host offers. Empty if it sent none. */
  readonly hostVersions: readonly number[];
  /** Items of the list that are not numbers. go-plugin reports them on stderr and continues. */
  readonly ignoredVersions: readonly string[];
  /** Where to listen on tcp. */
  readonly ports: PortRange | { readonly problem: string };
  /** The host's certificate in PEM. If it is set, the host wants AutoMTLS. */
  readonly clientCertificatePem: string | undefined;
  readonly multiplex: {
    /** Whether to multiplex. */
    readonly enabled: boolean;
    /** Whether to print the seventh handshake field. go-plugin prints it even for the value `false`. */
    readonly announce: boolean;
  };
  /** The directory for the main and the brokered sockets. Default: the temp directory. */
  readonly socketDir: string | undefined;
  /** The group, by name or gid, that gets access to the sockets. */
  readonly socketGroup: string | undefined;
}

/** Reads what a host put into this process's environment. An empty variable counts as absent, as in go-plugin. */
export function readPluginEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  handshake: HandshakeConfig,
): PluginEnvironment {
  const read = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const items = read(environmentNames.protocolVersions)?.split(',') ?? [];
  const multiplex = read(environmentNames.multiplex);
  return {
    cookie: checkCookie(env, handshake),
    hostVersions: items.map((item) => parseGoInt(item)).filter((version) => version !== undefined),
    ignoredVersions: items.filter((item) => parseGoInt(item) === undefined),
    ports: readPorts(read(environmentNames.minPort), read(environmentNames.maxPort)),
    clientCertificatePem: read(environmentNames.clientCertificate),
    multiplex: {
      enabled: multiplex !== undefined && parseGoBool(multiplex) === true,
      announce: multiplex !== undefined,
    },
    socketDir: read(environmentNames.socketDir),
    socketGroup: read(environmentNames.socketGroup),
  };
}

function checkCookie(
  env: Readonly<Record<string, string | undefined>>,
  { magicCookieKey, magicCookieValue }: HandshakeConfig,
): PluginEnvironment['cookie'] {
  if (magicCookieKey === '' || magicCookieValue === '') return 'misconfigured';
  return env[magicCookieKey] === magicCookieValue ? 'ok' : 'mismatch';
}

function readPorts(minText: string | undefined, maxText: string | undefined): PluginEnvironment['ports'] {
  const min = parseGoInt(minText ?? '0', 32);
  const max = parseGoInt(maxText ?? '0', 32);
  if (min === undefined || min < 0) return { problem: `${environmentNames.minPort} is not a valid port number` };
  if (max === undefined || max < 0) return { problem: `${environmentNames.maxPort} is not a valid port number` };
  if (min > max) {
    return { problem: `${environmentNames.minPort} ${min} is greater than ${environmentNames.maxPort} ${max}` };
  }
  return { min, max };
}
