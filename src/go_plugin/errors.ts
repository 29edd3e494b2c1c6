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
  readonly NOT_EXECUTABLE: { readonly path: string; readonly reason: string };
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
  readonly CERTIFICATE_INVALID: { readonly path: string; readonly problem: string };
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
  /** The magic cookie is absent or wrong: the program was started by a person, not by a host. */
  readonly COOKIE_MISMATCH: { readonly key: string };
  /** The plugin side could not open its listener. */
  readonly LISTEN_FAILED: { readonly address: string; readonly reason: string };
  /** No connection info for a brokered id arrived in time; go-plugin's "timeout waiting for connection info". */
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

type Wording<C extends GoPluginErrorCode> = (
  details: GoPluginErrorDetails[C],
) => readonly [message: string, hint: string];

const ended = (d: { exitCode: number | null; exitSignal: string | null }): string =>
  d.exitSignal !== null ? `was ended by ${d.exitSignal}` : `exited with code ${d.exitCode ?? 'unknown'}`;
const noted = (notes: readonly string[]): string => notes.map((note) => `; ${note}`).join('');
const tail = (text: string): string => (text === '' ? '' : `; its last lines on stderr: ${text}`);

const wordings: { readonly [C in GoPluginErrorCode]: Wording<C> } = {
  CONFIG_INVALID: (d) => [d.problem, 'Correct the options that were passed.'],
  BINARY_NOT_FOUND: (d) => [
    `plugin binary ${d.path} does not exist`,
    'Build or install the plugin, or correct its path.',
  ],
  NOT_EXECUTABLE: (d) => [`plugin binary ${d.path} cannot be executed: ${d.reason}`, `Try: chmod +x ${d.path}`],
  SPAWN_FAILED: (d) => [`plugin ${d.path} could not be started`, 'See the cause for what the operating system said.'],
  START_TIMEOUT: (d) => [
    `plugin ${d.path} printed no handshake line within ${d.timeoutMs} ms${noted(d.notes)}${tail(d.stderrTail)}`,
    'Raise startTimeoutMs if the plugin is merely slow; otherwise run it by hand and see where it waits.',
  ],
  EXITED_BEFORE_HANDSHAKE: (d) => [
    `plugin ${d.path} ${ended(d)} before it printed a handshake line${noted(d.notes)}${tail(d.stderrTail)}`,
    'Run the program by hand with the magic cookie set and read what it says.',
  ],
  HANDSHAKE_INVALID: (d) => [
    `plugin ${d.path} sent no valid handshake: ${d.problem}; first line: ${JSON.stringify(d.line)}` +
      noted(d.notes) +
      tail(d.stderrTail),
    'The first line on stdout must be the handshake: print nothing before serve(), and start no wrapper that prints.',
  ],
  CORE_VERSION_UNSUPPORTED: (d) => [
    `plugin ${d.path} speaks core protocol ${d.version}; this host speaks 1`,
    'Build the plugin with go-plugin v1.',
  ],
  VERSION_MISMATCH: (d) => [
    `plugin ${d.path} has protocol version ${d.pluginVersion}; this host has ${d.hostVersions.join(', ')}`,
    'Install a version of the plugin that was built for this host.',
  ],
  NETWORK_UNSUPPORTED: (d) => [
    `plugin ${d.path} listens on the unknown network ${JSON.stringify(d.network)}`,
    'Only unix and tcp are known.',
  ],
  PROTOCOL_UNSUPPORTED: (d) => [
    `plugin ${d.path} speaks ${d.protocol}; this host speaks ${d.supported.join(', ')}`,
    'In the plugin, set GRPCServer: plugin.DefaultGRPCServer in ServeConfig and implement GRPCPlugin; net/rpc is Go only.',
  ],
  CERTIFICATE_INVALID: (d) => [
    `the certificate of plugin ${d.path} cannot be used: ${d.problem}`,
    'Field 6 of the handshake line must be the DER certificate in base64 without padding.',
  ],
  MUX_NOT_SUPPORTED: (d) => [
    `plugin ${d.path} does not offer gRPC broker multiplexing: ${d.problem}`,
    'Build the plugin with go-plugin v1.6 or newer, or turn brokerMultiplex off.',
  ],
  SOCKET_PATH_TOO_LONG: (d) => [
    `unix socket path ${d.path} has ${d.bytes} bytes; at most ${d.limit} are possible`,
    'Choose a shorter TMPDIR or socket directory.',
  ],
  CONNECT_FAILED: (d) => [
    `could not connect to ${d.address}: ${d.reason}`,
    'See whether the plugin still runs, and its log.',
  ],
  PLUGIN_EXITED: (d) => [
    `plugin ${d.path} ${ended(d)}${tail(d.stderrTail)}`,
    'Read the plugin’s log; start a new client.',
  ],
  CLIENT_CLOSED: (d) => [
    `${d.operation}: the client was closed`,
    'A client starts one process, once: create a new client.',
  ],
  CANCELED: (d) => [`${d.operation} was canceled`, 'The caller aborted it.'],
  DEADLINE_EXCEEDED: (d) => [
    `${d.operation} took longer than ${d.timeoutMs} ms`,
    'Raise timeoutMs, or look at what the plugin does.',
  ],
  UNHEALTHY: (d) => [`plugin is not healthy: ${d.reason}`, 'Look at the plugin’s log; start a new client.'],
  UNKNOWN_PLUGIN: (d) => [
    `unknown plugin type ${JSON.stringify(d.name)}; known: ${d.known.join(', ') || 'none'}`,
    'Use a name of the negotiated plugin set.',
  ],
  PROCESS_NOT_FOUND: (d) => [
    `reattachment process not found: pid ${d.pid} at ${d.address}`,
    'The plugin has ended since; start it again.',
  ],
  CHECKSUM_MISMATCH: (d) => [
    `checksums did not match: ${d.path} (${d.algorithm})`,
    'The file is not the one that was approved: install it again, or approve the new one.',
  ],
  CHECKSUM_MISSING: () => ['no checksum provided', 'Give secureConfig.checksum.'],
  HASH_UNKNOWN: (d) => [
    `no hash implementation provided for ${JSON.stringify(d.algorithm)}`,
    'Name a hash of node:crypto, for example sha256.',
  ],
  CHECKSUM_UNREADABLE: (d) => [`error verifying checksum: ${d.path} cannot be read`, 'See the cause.'],
  COOKIE_MISMATCH: (d) => [
    `the magic cookie ${d.key} is absent or wrong`,
    'This program is a plugin: it is started by its host, not by hand.',
  ],
  LISTEN_FAILED: (d) => [`could not listen on ${d.address}: ${d.reason}`, 'See the cause.'],
  BROKER_TIMEOUT: (d) => [
    `timeout waiting for connection info: id ${d.id}, ${d.timeoutMs} ms`,
    'The other side must accept this id within that time.',
  ],
  BROKER_CLOSED: (d) => [
    d.id === undefined ? 'broker closed' : `broker closed: id ${d.id}`,
    'The main connection has ended.',
  ],
  BROKER_ID_IN_USE: (d) => [`broker id ${d.id} is in use`, 'Take a fresh id with nextId().'],
  BROKER_REFUSED: (d) => [`broker id ${d.id} was refused: ${d.reason}`, 'The other side must accept this id first.'],
  MUX_PROTOCOL_ERROR: (d) => [
    `yamux protocol error: ${d.problem}`,
    'The two sides do not understand one another; report it.',
  ],
};

const marker = Symbol.for('awf-plugins/GoPluginError');

/**
 * What this library throws and rejects with. Ask with {@link GoPluginError.is}, which also recognises the errors of a second
 * copy of the package; `instanceof` works within one copy.
 */
export class GoPluginError<C extends GoPluginErrorCode = GoPluginErrorCode> extends Error {
  override readonly name = 'GoPluginError';
  /** What a person can do about it. */
  readonly hint: string;
  readonly [marker] = true;

  constructor(
    readonly code: C,
    readonly details: GoPluginErrorDetails[C],
    options?: ErrorOptions,
  ) {
    const [message, hint] = wordings[code](details);
    super(message, options);
    this.hint = hint;
  }

  /** Whether `error` is one of ours, of the given code if there is one; narrows `details`. */
  static is<C extends GoPluginErrorCode = GoPluginErrorCode>(error: unknown, code?: C): error is GoPluginError<C> {
    if (typeof error !== 'object' || error === null || !(marker in error)) return false;
    return code === undefined || (error as { code?: unknown }).code === code;
  }
}
