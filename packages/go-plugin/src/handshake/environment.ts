import type { HandshakeConfig } from './handshake-config.js';

/** The environment variables of go-plugin's protocol, apart from the magic cookie. */
export const environmentNames = {
  minPort: 'PLUGIN_MIN_PORT',
  maxPort: 'PLUGIN_MAX_PORT',
  protocolVersions: 'PLUGIN_PROTOCOL_VERSIONS',
  clientCertificate: 'PLUGIN_CLIENT_CERT',
  multiplex: 'PLUGIN_MULTIPLEX_GRPC',
  socketDir: 'PLUGIN_UNIX_SOCKET_DIR',
  socketGroup: 'PLUGIN_UNIX_SOCKET_GROUP',
} as const;

/** Environment variables as a process gets them. */
export type Environment = Readonly<Record<string, string>>;

/** The parts of a plugin's environment. */
export interface EnvironmentParts {
  /** The host process's own variables. */
  readonly hostEnv: Readonly<Record<string, string | undefined>>;
  /** The variables that the caller gave for this plugin. */
  readonly userEnv?: Environment | undefined;
  /** Omit the host's variables. The plugin then has no PATH, HOME or TMPDIR unless the caller gives them. */
  readonly skipHostEnv?: boolean | undefined;
  readonly handshake: HandshakeConfig;
  /** Application protocol versions that the host has. */
  readonly versions: readonly number[];
  readonly minPort: number;
  readonly maxPort: number;
  /** PEM; present only with AutoMTLS. */
  readonly clientCertificatePem?: string | undefined;
  readonly multiplex?: boolean | undefined;
  readonly socketDir?: string | undefined;
  readonly socketGroup?: string | undefined;
  /** Names that differ only in case are the same variable, as on Windows. */
  readonly ignoreCase?: boolean | undefined;
}

/**
 * Variables that would harm a plugin if it inherited them. If the host itself is a plugin, its own certificate would
 * turn on TLS in its plugins. If the host is being debugged, `NODE_OPTIONS=--inspect` would make Node plugins use the
 * debugger port of the host. Variables in `userEnv` are passed on.
 */
const neverInherited: ReadonlySet<string> = new Set([...Object.values(environmentNames), 'NODE_OPTIONS']);

/**
 * Composes a plugin's environment from the host's variables, the caller's and the protocol's. Later ones override
 * earlier ones. In go-plugin, the host's variables override the caller's; here the more specific one wins.
 */
export function composePluginEnvironment(parts: EnvironmentParts): Environment {
  const inherited = parts.skipHostEnv === true ? [] : Object.entries(parts.hostEnv);
  const fold = (name: string): string => (parts.ignoreCase === true ? name.toUpperCase() : name);
  const composed = new Map<string, readonly [name: string, value: string]>();
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) composed.set(fold(name), [name, value]);
  };

  for (const [name, value] of inherited) if (!neverInherited.has(fold(name))) set(name, value);
  for (const [name, value] of Object.entries(parts.userEnv ?? {})) set(name, value);
  for (const [name, value] of protocolVariables(parts)) set(name, value);
  return Object.fromEntries(composed.values());
}

function protocolVariables(parts: EnvironmentParts): readonly (readonly [string, string | undefined])[] {
  const { handshake } = parts;
  return [
    [handshake.magicCookieKey, handshake.magicCookieValue],
    [environmentNames.minPort, String(parts.minPort)],
    [environmentNames.maxPort, String(parts.maxPort)],
    [environmentNames.protocolVersions, parts.versions.join(',')],
    [environmentNames.clientCertificate, parts.clientCertificatePem],
    [environmentNames.multiplex, parts.multiplex === true ? 'true' : undefined],
    [environmentNames.socketDir, parts.socketDir],
    [environmentNames.socketGroup, parts.socketGroup],
  ];
}
