/**
 * Every way in which this library fails, with what is known about it. The codes are stable; the messages are for people and
 * may be reworded.
 */
export interface GoPluginErrorDetails {
  /** The options contradict one another or are incomplete. go-plugin has plain errors for this. */
  readonly CONFIG_INVALID: { readonly problem: string };
  /** The plugin's program does not exist (ENOENT). */
  readonly BINARY_NOT_FOUND: { readonly path: string };
  /** The plugin's program may not be executed, or is a directory (EACCES, ENOEXEC, EISDIR). */
  readonly NOT_EXECUTABLE: {
    readonly path: string;
    readonly reason: string;
    /** What a person can do about it. */
    readonly remedy: string;
  };
  /** The process could not be started for another reason, which `cause` has. */
  readonly SPAWN_FAILED: { readonly path: string };
  /** No complete handshake line arrived in time. */
  readonly START_TIMEOUT: {
    readonly path: string;
    readonly timeoutMs: number;
    readonly notes: readonly string[];
    readonly stderrTail: string;
  };
  /** The plugin ended before it printed a handshake line. */
  readonly EXITED_BEFORE_HANDSHAKE: {
    readonly path: string;
    readonly exitCode: number | null;
    readonly exitSignal: string | null;
    readonly notes: readonly string[];
    readonly stderrTail: string;
  };
  /** The first line of the plugin's stdout is not a handshake line. `notes` are observations that may explain why. */
  readonly HANDSHAKE_INVALID: {
    readonly path: string;
    readonly line: string;
    readonly problem: string;
    readonly notes: readonly string[];
    readonly stderrTail: string;
  };
  /** The plugin uses a core protocol other than 1. */
  readonly CORE_VERSION_UNSUPPORTED: { readonly path: string; readonly version: number };
  /** The plugin's application protocol version is not among the host's. */
  readonly VERSION_MISMATCH: {
    readonly path: string;
    readonly pluginVersion: number;
    readonly hostVersions: readonly number[];
  };
  /** The plugin names a network other than unix or tcp. */
  readonly NETWORK_UNSUPPORTED: { readonly path: string; readonly network: string };
  /** The plugin uses a protocol that is not supported, in practice net/rpc. */
  readonly PROTOCOL_UNSUPPORTED: {
    readonly path: string;
    readonly protocol: string;
    readonly supported: readonly string[];
  };
  /** The certificate in the handshake line cannot be used. */
  readonly CERTIFICATE_INVALID: {
    readonly path: string;
    readonly problem: string;
    /** True if the host asked for AutoMTLS but the plugin sent no certificate. The plugin then serves without TLS. */
    readonly missing?: boolean | undefined;
  };
  /**
   * The host asked for broker multiplexing, but the plugin does not offer it. go-plugin's ErrGRPCBrokerMuxNotSupported.
   */
  readonly MUX_NOT_SUPPORTED: { readonly path: string; readonly problem: string };
  /** A unix socket path is too long for the operating system's `sockaddr_un`. */
  readonly SOCKET_PATH_TOO_LONG: { readonly path: string; readonly bytes: number; readonly limit: number };
  /** The connection could not be made, or its TLS handshake failed. */
  readonly CONNECT_FAILED: { readonly address: string; readonly reason: string };
  /** The plugin process has ended. */
  readonly PLUGIN_EXITED: {
    readonly path: string;
    readonly exitCode: number | null;
    readonly exitSignal: string | null;
    readonly stderrTail: string;
  };
  /** The client was killed or closed. A client cannot be started twice. */
  readonly CLIENT_CLOSED: { readonly operation: string };
  /** A supervised plugin was started too often in a short time. `reason` is its last failure. */
  readonly PLUGIN_GIVEN_UP: {
    readonly path: string;
    readonly mostStarts: number;
    readonly windowMs: number;
    readonly reason: string;
  };
  /** The caller's signal was aborted; `cause` is its reason. */
  readonly CANCELED: { readonly operation: string };
  /** The call's own `timeoutMs` passed. */
  readonly DEADLINE_EXCEEDED: { readonly operation: string; readonly timeoutMs: number };
  /** A plugin answered a health check with a status other than SERVING, or did not answer. */
  readonly UNHEALTHY: { readonly reason: string };
  /** The plugin set has no plugin with this name. go-plugin's "unknown plugin type". */
  readonly UNKNOWN_PLUGIN: { readonly name: string; readonly known: readonly string[] };
  /** go-plugin's ErrProcessNotFound. */
  readonly PROCESS_NOT_FOUND: { readonly pid: number; readonly address: string };
  /** go-plugin's ErrChecksumsDoNotMatch. */
  readonly CHECKSUM_MISMATCH: { readonly path: string; readonly algorithm: string };
  /** go-plugin's ErrSecureConfigNoChecksum. */
  readonly CHECKSUM_MISSING: Readonly<Record<string, never>>;
  /** go-plugin's ErrSecureConfigNoHash: there is no algorithm, or node:crypto does not have it. */
  readonly HASH_UNKNOWN: { readonly algorithm: string };
  /** The file could not be read for its checksum. */
  readonly CHECKSUM_UNREADABLE: { readonly path: string };
  /** The plugin side could not open its listener. */
  readonly LISTEN_FAILED: { readonly address: string; readonly reason: string };
  /** A brokered connection was not made in time. go-plugin's "timeout waiting for connection info". */
  readonly BROKER_TIMEOUT: { readonly id: number; readonly timeoutMs: number };
  /** The broker's stream has ended. */
  readonly BROKER_CLOSED: { readonly id?: number | undefined };
  /** The id is already served or dialled. */
  readonly BROKER_ID_IN_USE: { readonly id: number };
  /** The other side refused a knock, or sent an address that cannot be used. */
  readonly BROKER_REFUSED: { readonly id: number; readonly reason: string };
  /** A protocol error ended the yamux session. */
  readonly MUX_PROTOCOL_ERROR: { readonly problem: string };
}

/** The stable name of a failure. */
export type GoPluginErrorCode = keyof GoPluginErrorDetails;
