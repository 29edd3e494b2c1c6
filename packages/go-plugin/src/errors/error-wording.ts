import type { GoPluginErrorCode, GoPluginErrorDetails } from './error-details.js';

type Wording<C extends GoPluginErrorCode> = (
  details: GoPluginErrorDetails[C],
) => readonly [message: string, hint: string];

const ended = (d: { exitCode: number | null; exitSignal: string | null }): string =>
  d.exitSignal !== null ? `was ended by ${d.exitSignal}` : `exited with code ${d.exitCode ?? 'unknown'}`;
const noted = (notes: readonly string[]): string => notes.map((note) => `; ${note}`).join('');
const tail = (text: string): string => (text === '' ? '' : `; its last lines on stderr: ${text}`);

/** The message and the hint of each failure, in one table so that they have one style. */
export const wording: { readonly [C in GoPluginErrorCode]: Wording<C> } = {
  CONFIG_INVALID: (d) => [d.problem, 'Correct the options that were passed.'],
  BINARY_NOT_FOUND: (d) => [
    `plugin program ${d.path} does not exist`,
    'Build or install the plugin, or correct its path.',
  ],
  NOT_EXECUTABLE: (d) => [`plugin program ${d.path} cannot be executed: ${d.reason}`, d.remedy],
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
    'Host and plugin must agree: both AutoMTLS, or neither (autoMtls: false), or certificates of your own (tls) for a TLSProvider.',
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
    'See whether the plugin still runs, whether both sides have the same TLS settings, and the plugin’s log.',
  ],
  PLUGIN_EXITED: (d) => [
    `plugin ${d.path} ${ended(d)}${tail(d.stderrTail)}`,
    'Read the plugin’s log; start a new client.',
  ],
  CLIENT_CLOSED: (d) => [
    `${d.operation}: the client was closed`,
    'A client starts one process, once: create a new client.',
  ],
  PLUGIN_GIVEN_UP: (d) => [
    `plugin ${d.path} was started ${d.mostStarts} times within ${d.windowMs} ms and is given up: ${d.reason}`,
    'Find out why it crashes, then create a new client.',
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
  LISTEN_FAILED: (d) => [`could not listen on ${d.address}: ${d.reason}`, 'See the cause.'],
  BROKER_TIMEOUT: (d) => [
    `timeout waiting for connection info, or for the connection: id ${d.id}, ${d.timeoutMs} ms`,
    'The other side must accept this id within that time.',
  ],
  BROKER_CLOSED: (d) => [
    d.id === undefined ? 'broker closed' : `broker closed: id ${d.id}`,
    'The main connection has ended.',
  ],
  BROKER_ID_IN_USE: (d) => [
    `broker id ${d.id} is in use`,
    'Take a fresh id with nextId(), or choose a fixed id below 65,536: nextId() hands out the others.',
  ],
  BROKER_REFUSED: (d) => [`broker id ${d.id} was refused: ${d.reason}`, 'The other side must accept this id first.'],
  MUX_PROTOCOL_ERROR: (d) => [
    `yamux protocol error: ${d.problem}`,
    'The two sides do not understand one another; report it.',
  ],
};
