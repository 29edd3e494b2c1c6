import type { PortRange } from '../net/address.js';
import { environmentNames } from './environment.js';
import { parseGoBool, parseGoInt } from './go-scalars.js';
import type { HandshakeConfig } from './handshake-config.js';

/** A plugin's reading of its environment. Nothing here throws: each reader decides what a fault means to it. */
export interface PluginEnvironment {
  /** `misconfigured`: the plugin's own configuration lacks key or value. `mismatch`: a person started the program, not a host. */
  readonly cookie: 'ok' | 'misconfigured' | 'mismatch';
  /** Versions that the host offers; empty when it sent none. */
  readonly hostVersions: readonly number[];
  /** Items of the list that are no numbers; go-plugin notes them on stderr and goes on. */
  readonly ignoredVersions: readonly string[];
  /** Where to listen on tcp. */
  readonly ports: PortRange | { readonly problem: string };
  /** The host's certificate in PEM: AutoMTLS is wanted. */
  readonly clientCertificatePem: string | undefined;
  readonly multiplex: {
    /** Speak it. */
    readonly enabled: boolean;
    /** Print the seventh handshake field. Even for the value `false`, as go-plugin does. */
    readonly announce: boolean;
  };
  /** Directory for the main and the brokered sockets; otherwise the temp directory. */
  readonly socketDir: string | undefined;
  /** Group name or gid that gets access to the sockets. */
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
  if (min === undefined || min < 0) return { problem: `${environmentNames.minPort} is no port number` };
  if (max === undefined || max < 0) return { problem: `${environmentNames.maxPort} is no port number` };
  if (min > max) {
    return { problem: `${environmentNames.minPort} ${min} is greater than ${environmentNames.maxPort} ${max}` };
  }
  return { min, max };
}
