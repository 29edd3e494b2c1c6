import { AwfError } from '../../domain/errors/awf-error.js';
import type { GoPluginErrorCode, GoPluginErrorDetails } from '../../go_plugin/errors/error-details.js';
import { GoPluginError } from '../../go_plugin/errors/go-plugin-error.js';

type Translation<C extends GoPluginErrorCode> = (
  plugin: string,
  details: GoPluginErrorDetails[C],
  error: GoPluginError,
) => AwfError;

const unusable: Translation<GoPluginErrorCode> = (plugin, _, error) =>
  new AwfError(
    'EXECUTION.PLUGIN.HANDSHAKE_INVALID',
    { plugin, problem: error.message, remedy: error.hint },
    { cause: error },
  );

const unreachable: Translation<GoPluginErrorCode> = (plugin, _, cause) =>
  new AwfError('EXECUTION.PLUGIN.CONNECT_FAILED', { plugin, reason: cause.message }, { cause });

const notExecutable: Translation<'NOT_EXECUTABLE' | 'SPAWN_FAILED'> = (plugin, details, cause) => {
  const reason = 'reason' in details ? details.reason : String((cause.cause as Error | undefined)?.message);
  return new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path: details.path, reason }, { cause });
};

const crashed: Translation<'EXITED_BEFORE_HANDSHAKE' | 'PLUGIN_EXITED'> = (plugin, details, cause) => {
  const { exitCode, exitSignal, stderrTail } = details;
  const report = { plugin, call: 'start', exitCode, exitSignal, stderrTail };
  return new AwfError('EXECUTION.PLUGIN.CRASHED', report, { cause });
};

const translations: { readonly [C in GoPluginErrorCode]?: Translation<C> } = {
  BINARY_NOT_FOUND: (plugin, { path }, cause) =>
    new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin, path }, { cause }),
  NOT_EXECUTABLE: notExecutable,
  SPAWN_FAILED: notExecutable,
  START_TIMEOUT: (plugin, { timeoutMs, stderrTail }, cause) =>
    new AwfError('EXECUTION.PLUGIN.START_TIMEOUT', { plugin, timeoutMs, stderrTail }, { cause }),
  DEADLINE_EXCEEDED: (plugin, { timeoutMs }, cause) =>
    new AwfError('EXECUTION.PLUGIN.START_TIMEOUT', { plugin, timeoutMs, stderrTail: '' }, { cause }),
  EXITED_BEFORE_HANDSHAKE: crashed,
  PLUGIN_EXITED: crashed,
  HANDSHAKE_INVALID: unusable,
  CORE_VERSION_UNSUPPORTED: unusable,
  NETWORK_UNSUPPORTED: unusable,
  CERTIFICATE_INVALID: unusable,
  MUX_NOT_SUPPORTED: unusable,
  VERSION_MISMATCH: (plugin, { pluginVersion, hostVersions }, cause) =>
    new AwfError('USER.VALIDATION.PROTOCOL_VERSION_MISMATCH', { plugin, pluginVersion, hostVersions }, { cause }),
  PROTOCOL_UNSUPPORTED: (plugin, { protocol }, cause) =>
    new AwfError('EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED', { plugin, protocol }, { cause }),
  SOCKET_PATH_TOO_LONG: unreachable,
  CONNECT_FAILED: unreachable,
  CANCELED: (plugin, _, { cause }) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call: 'start' }, { cause }),
  CHECKSUM_UNREADABLE: (_, { path }, cause) => new AwfError('SYSTEM.IO.READ_FAILED', { path }, { cause }),
  CHECKSUM_MISMATCH: (plugin, { path }, cause) =>
    new AwfError('EXECUTION.PLUGIN.CHECKSUM_MISMATCH', { plugin, path }, { cause }),
};

/** What failed while a plugin was being started, as the domain calls it. */
export function startErrorOf(plugin: string, error: unknown): AwfError {
  if (!GoPluginError.is(error))
    return new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: String(error) }, { cause: error });
  const translate = translations[error.code] as Translation<GoPluginErrorCode> | undefined;
  return (
    translate?.(plugin, error.details, error) ??
    new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: error.message }, { cause: error })
  );
}
