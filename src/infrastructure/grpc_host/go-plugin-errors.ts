import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginEnd } from '../../domain/plugin-end.js';
import type { GoPluginErrorCode, GoPluginErrorDetails } from 'go-plugin-node';
import { GoPluginError } from 'go-plugin-node';
import { readableStderr } from './readable-stderr.js';

type Translation<C extends GoPluginErrorCode> = (
  plugin: string,
  details: GoPluginErrorDetails[C],
  error: GoPluginError,
) => AwfError;

/** A plugin that AWF cannot use, with a remedy for its author. The person who runs `awf` cannot set options of the library. */
const unusable =
  <C extends GoPluginErrorCode>(
    explain: (details: GoPluginErrorDetails[C]) => readonly [problem: string, remedy: string, stderrTail?: string],
  ): Translation<C> =>
  (plugin, details, cause) => {
    const [problem, remedy, stderrTail = ''] = explain(details);
    const said = readableStderr(stderrTail);
    return new AwfError('EXECUTION.PLUGIN.HANDSHAKE_INVALID', { plugin, problem, remedy, stderrTail: said }, { cause });
  };

const sdks = 'serve() of awf-plugins/sdk does so, and so does go-plugin';

const handshakeInvalid = unusable<'HANDSHAKE_INVALID'>((d) => [
  `${d.path} sent no valid handshake: ${d.problem}; first line: ${JSON.stringify(d.line)}` +
    d.notes.map((note) => `; ${note}`).join(''),
  'See that it is an AWF plugin. The first line on its stdout must be the handshake: it may print nothing before.',
  d.stderrTail,
]);

const certificateInvalid = unusable<'CERTIFICATE_INVALID'>((d) =>
  d.missing === true
    ? [
        `${d.path} serves without TLS: there is no certificate in its handshake line`,
        'AWF speaks TLS alone. The plugin must take the certificate that it gets in PLUGIN_CLIENT_CERT and announce its own ' +
          `in the handshake line; ${sdks} where no TLSProvider is set.`,
      ]
    : [
        `the certificate of ${d.path} cannot be used: ${d.problem}`,
        `The plugin must announce its certificate in DER, as base64 without padding; ${sdks}.`,
      ],
);

const coreVersionUnsupported = unusable<'CORE_VERSION_UNSUPPORTED'>((d) => [
  `${d.path} speaks core protocol ${d.version} of go-plugin; AWF speaks 1`,
  'Build the plugin with go-plugin v1.',
]);

const networkUnsupported = unusable<'NETWORK_UNSUPPORTED'>((d) => [
  `${d.path} listens on the unknown network ${JSON.stringify(d.network)}`,
  'The plugin must listen on a unix or tcp socket.',
]);

const muxNotSupported = unusable<'MUX_NOT_SUPPORTED'>((d) => [
  `${d.path} does not offer to multiplex its connections: ${d.problem}`,
  'Build the plugin with go-plugin v1.6 or newer.',
]);

const connectFailed: Translation<'CONNECT_FAILED'> = (plugin, _, cause) =>
  new AwfError('EXECUTION.PLUGIN.CONNECT_FAILED', { plugin, reason: cause.message }, { cause });

const socketPathTooLong: Translation<'SOCKET_PATH_TOO_LONG'> = (plugin, _, cause) => {
  const remedy = 'Choose a shorter TMPDIR.';
  return new AwfError('EXECUTION.PLUGIN.CONNECT_FAILED', { plugin, reason: cause.message, remedy }, { cause });
};

/** Before the plugin starts, only its folder for sockets is made. */
const listenFailed: Translation<'LISTEN_FAILED'> = (plugin, { address: path, reason }, cause) => {
  const limit = limitIn(cause);
  if (limit !== undefined)
    return new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path, ...limit }, { cause });
  const problem = `plugin ${plugin} needs a folder for its socket: ${reason}`;
  const remedy = 'Set TMPDIR to a folder that exists, that you may write to, and whose path has at most 60 bytes.';
  return new AwfError('SYSTEM.IO.WRITE_FAILED', { path, problem, remedy }, { cause });
};

/** Limits of the system that a start may meet. None of them is a fault of the plugin. */
const limits: Readonly<Record<string, { readonly reason: string; readonly remedy: string }>> = {
  EAGAIN: {
    reason: 'the system allows this user no more processes',
    remedy: 'End other programs, or raise the limit of processes (ulimit -u). It counts threads, too.',
  },
  ENOMEM: { reason: 'the system has no free memory', remedy: 'End other programs.' },
  EMFILE: {
    reason: 'this process has no free file descriptors',
    remedy: 'Raise the limit of open files (ulimit -n).',
  },
  ENFILE: { reason: 'the system has no free file descriptors', remedy: 'End other programs.' },
};

function limitIn({ cause }: Error): (typeof limits)[string] | undefined {
  const { code } = (cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return code === undefined ? undefined : limits[code];
}

const spawnFailed: Translation<'SPAWN_FAILED'> = (plugin, { path }, cause) => {
  const { message } = (cause.cause ?? {}) as Partial<NodeJS.ErrnoException>;
  const limit = limitIn(cause);
  const reason = limit?.reason ?? message ?? 'the system did not say why';
  const remedy = limit?.remedy ?? 'The system refused to start it; that is most likely no fault of the plugin.';
  return new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path, reason, remedy }, { cause });
};

/** What a shell, and env, exit with when they cannot run, or cannot find, a program: `#!/usr/bin/env node` without node. */
const interpreterCodes: readonly (number | null)[] = [126, 127];

const exitedBeforeHandshake: Translation<'EXITED_BEFORE_HANDSHAKE'> = (plugin, details, cause) => {
  const notes = interpreterCodes.includes(details.exitCode) ? details.notes : [];
  return new AwfError(
    'EXECUTION.PLUGIN.CRASHED',
    { plugin, call: 'start', end: processEnd(details), notes },
    { cause },
  );
};

const pluginExited: Translation<'PLUGIN_EXITED'> = (plugin, details, cause) =>
  new AwfError('EXECUTION.PLUGIN.CRASHED', { plugin, call: 'start', end: processEnd(details) }, { cause });

const translations: { readonly [C in GoPluginErrorCode]?: Translation<C> } = {
  BINARY_NOT_FOUND: (plugin, { path }, cause) =>
    new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin, path }, { cause }),
  NOT_EXECUTABLE: (plugin, { path, reason, remedy }, cause) =>
    new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path, reason, remedy }, { cause }),
  SPAWN_FAILED: spawnFailed,
  START_TIMEOUT: (plugin, { timeoutMs, stderrTail, notes }, cause) => {
    const details = { plugin, timeoutMs, notes, stderrTail: readableStderr(stderrTail) };
    return new AwfError('EXECUTION.PLUGIN.START_TIMEOUT', details, { cause });
  },
  DEADLINE_EXCEEDED: (plugin, { timeoutMs }, cause) =>
    new AwfError('EXECUTION.PLUGIN.START_TIMEOUT', { plugin, timeoutMs, stderrTail: '' }, { cause }),
  EXITED_BEFORE_HANDSHAKE: exitedBeforeHandshake,
  PLUGIN_EXITED: pluginExited,
  HANDSHAKE_INVALID: handshakeInvalid,
  CORE_VERSION_UNSUPPORTED: coreVersionUnsupported,
  NETWORK_UNSUPPORTED: networkUnsupported,
  CERTIFICATE_INVALID: certificateInvalid,
  MUX_NOT_SUPPORTED: muxNotSupported,
  VERSION_MISMATCH: (plugin, { pluginVersion, hostVersions }, cause) =>
    new AwfError('USER.VALIDATION.PROTOCOL_VERSION_MISMATCH', { plugin, pluginVersion, hostVersions }, { cause }),
  PROTOCOL_UNSUPPORTED: (plugin, { protocol }, cause) =>
    new AwfError('EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED', { plugin, protocol }, { cause }),
  SOCKET_PATH_TOO_LONG: socketPathTooLong,
  LISTEN_FAILED: listenFailed,
  CONNECT_FAILED: connectFailed,
  CANCELED: (plugin, _, { cause }) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call: 'start' }, { cause }),
  CHECKSUM_UNREADABLE: (_, { path }, cause) => new AwfError('SYSTEM.IO.READ_FAILED', { path }, { cause }),
  CHECKSUM_MISMATCH: (plugin, { path }, cause) =>
    new AwfError('EXECUTION.PLUGIN.CHECKSUM_MISMATCH', { plugin, path }, { cause }),
};

/** How a plugin ended whose process ended. Both codes are null where this host did not start the process. */
export function processEnd(
  exit: Pick<GoPluginErrorDetails['PLUGIN_EXITED'], 'exitCode' | 'exitSignal' | 'stderrTail'>,
): PluginEnd {
  const { exitCode, exitSignal, stderrTail } = exit;
  const lastWords = { stderrTail: readableStderr(stderrTail) };
  if (exitSignal !== null) return { reason: 'signaled', details: { signal: exitSignal, ...lastWords } };
  if (exitCode !== null) return { reason: 'exited', details: { exitCode, ...lastWords } };
  return { reason: 'lost', details: lastWords };
}

/** The domain's error for a plugin that did not start. */
export function startErrorOf(plugin: string, error: unknown): AwfError {
  if (!GoPluginError.is(error))
    return new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: String(error) }, { cause: error });
  const translate = translations[error.code] as Translation<GoPluginErrorCode> | undefined;
  return (
    translate?.(plugin, error.details, error) ??
    new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: error.message }, { cause: error })
  );
}
