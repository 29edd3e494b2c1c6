/**
 * Every way in which this library fails, with what is known about it. The codes are stable; the messages are for people and
 * may be reworded.
 */
export interface GoPluginErrorDetails {
  /** The options contradict one another or lack something; mirrors go-plugin's plain configuration errors. */
  readonly CONFIG_INVALID: { readonly problem: string };
  /** The plugin's program does not exist (ENOENT). */
  readonly BINARY_NOT_FOUND: { readonly path: string };
  /** The plugin's program may not be executed, or is a directory (EACCES, ENOEXEC, EISDIR). */
  readonly NOT_EXECUTABLE: {
    readonly path: string;
    readonly reason: string;
    /** What a person can do about this reason. */
    readonly remedy: string;
  };
  /** Starting the process failed for another reason; `cause` has it. */
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
  /** The first line of the plugin's stdout is no handshake line. `notes` are observations that help to see why. */
  readonly HANDSHAKE_INVALID: {
    readonly path: string;
    readonly line: string;
    readonly problem: string;
    readonly notes: readonly string[];
    readonly stderrTail: string;
  };
  /** The plugin speaks another core protocol than 1. */
  readonly CORE_VERSION_UNSUPPORTED: { readonly path: string; readonly version: number };
  /** The plugin's application protocol version is not among the host's. */
  readonly VERSION_MISMATCH: {
    readonly path: string;
    readonly pluginVersion: number;
    readonly hostVersions: readonly number[];
  };
  /** The plugin names a network other than unix or tcp. */
  readonly NETWORK_UNSUPPORTED: { readonly path: string; readonly network: string };
  /** The plugin speaks a protocol that is not allowed: net/rpc in practice. */
  readonly PROTOCOL_UNSUPPORTED: {
    readonly path: string;
    readonly protocol: string;
    readonly supported: readonly string[];
  };
  /** The certificate in the handshake line cannot be used. */
  readonly CERTIFICATE_INVALID: {
    readonly path: string;
    readonly problem: string;
    /** Whether there is none, though the host asked for AutoMTLS: the plugin serves without TLS. */
    readonly missing?: boolean | undefined;
  };
  /** Broker multiplexing was asked for and the plugin does not offer it; go-plugin's ErrGRPCBrokerMuxNotSupported. */
  readonly MUX_NOT_SUPPORTED: { readonly path: string; readonly problem: string };
  /** A unix socket path is longer than the operating system's `sockaddr_un` holds. */
  readonly SOCKET_PATH_TOO_LONG: { readonly path: string; readonly bytes: number; readonly limit: number };
  /** The connection could not be made, or the TLS handshake failed. */
  readonly CONNECT_FAILED: { readonly address: string; readonly reason: string };
  /** The plugin process has ended. */
  readonly PLUGIN_EXITED: {
    readonly path: string;
    readonly exitCode: number | null;
    readonly exitSignal: string | null;
    readonly stderrTail: string;
  };
  /** The client was killed or closed; a client cannot be started twice. */
  readonly CLIENT_CLOSED: { readonly operation: string };
  /** The caller's signal was aborted; `cause` is its reason. */
  readonly CANCELED: { readonly operation: string };
  /** The call's own `timeoutMs` passed. */
  readonly DEADLINE_EXCEEDED: { readonly operation: string; readonly timeoutMs: number };
  /** A plugin answered a health check with another status than SERVING, or not at all. */
  readonly UNHEALTHY: { readonly reason: string };
  /** The plugin set has no plugin of this name; go-plugin's "unknown plugin type". */
  readonly UNKNOWN_PLUGIN: { readonly name: string; readonly known: readonly string[] };
  /** go-plugin's ErrProcessNotFound. */
  readonly PROCESS_NOT_FOUND: { readonly pid: number; readonly address: string };
  /** go-plugin's ErrChecksumsDoNotMatch. */
  readonly CHECKSUM_MISMATCH: { readonly path: string; readonly algorithm: string };
  /** go-plugin's ErrSecureConfigNoChecksum. */
  readonly CHECKSUM_MISSING: Readonly<Record<string, never>>;
  /** go-plugin's ErrSecureConfigNoHash: no algorithm, or one that node:crypto does not have. */
  readonly HASH_UNKNOWN: { readonly algorithm: string };
  /** The file could not be read for its checksum. */
  readonly CHECKSUM_UNREADABLE: { readonly path: string };
  /** The plugin side could not open its listener. */
  readonly LISTEN_FAILED: { readonly address: string; readonly reason: string };
  /** A brokered connection did not come about in time; go-plugin's "timeout waiting for connection info". */
  readonly BROKER_TIMEOUT: { readonly id: number; readonly timeoutMs: number };
  /** The broker's stream has ended. */
  readonly BROKER_CLOSED: { readonly id?: number | undefined };
  /** The id is being served or has been dialled already. */
  readonly BROKER_ID_IN_USE: { readonly id: number };
  /** The other side refused a knock, or what it sent cannot be used. */
  readonly BROKER_REFUSED: { readonly id: number; readonly reason: string };
  /** The yamux session ended by an error of the protocol. */
  readonly MUX_PROTOCOL_ERROR: { readonly problem: string };
}

/** The stable name of a failure. */
export type GoPluginErrorCode = keyof GoPluginErrorDetails;
