import { delimiter } from 'node:path';
import type { AwfError } from '../../domain/errors/awf-error.js';
import type { ErrorCode, ErrorDetails } from '../../domain/errors/error-details.js';
import { lastWordsOf, type PluginEnd } from '../../domain/plugin-end.js';
import { shellQuote } from '../../domain/workflow/template-functions.js';
import type { HintOf } from '../workflows/run-result.js';
import type { CliContext, GlobalOptions } from './cli-context.js';

/** What to do about a plugin that has ended. A plugin never sends SIGKILL to itself. */
function afterCrash(end: PluginEnd): string {
  if (end.reason === 'signaled' && end.details.signal === 'SIGKILL')
    return 'SIGKILL comes from outside: from a person, or from a system that is short of memory.';
  return lastWordsOf(end).trim() === ''
    ? 'Run it with --verbose to see the log of the plugin, and report it to its author.'
    : 'Report it to the author of the plugin, with the lines above.';
}

/** The settings of a command that its hints mention. */
export interface HintContext {
  /** The value of `--plugins-dir`. */
  readonly pluginsDir?: string | undefined;
  /** The value of `AWF_PLUGINS_PATH`. */
  readonly pluginsPath?: string | undefined;
}

/** The `--plugins-dir` that a suggested command needs to see the same plugins. */
const at = ({ pluginsDir }: HintContext): string =>
  pluginsDir === undefined
    ? ''
    : ` --plugins-dir ${/^[\w./@:+-]+$/u.test(pluginsDir) ? pluginsDir : shellQuote(pluginsDir)}`;

function afterMissingFile(path: string, { pluginsPath }: HintContext): string {
  if (path !== pluginsPath) return 'Check the path.';
  return path.includes(delimiter)
    ? 'AWF_PLUGINS_PATH must name one folder, not a list, as in AWF.'
    : 'Correct AWF_PLUGINS_PATH: it must name the folder that holds your plugins.';
}

function afterUnreadable({ step, problem, exposed }: ErrorDetails['SYSTEM.IO.READ_FAILED']): string {
  if (exposed === true) return `${makeItYourOwn}, or use it all the same with --allow-insecure.`;
  if (step !== undefined) return 'Create the folder, or correct `dir` of the step.';
  if (problem === undefined) return 'See the cause; check the permissions.';
  return problem.line === undefined ? 'Correct what is at this path.' : 'Correct the file at this place.';
}

const makeItYourOwn = 'Make it your own and take the right to write from others (chown, chmod go-w)';

const afterCancel = 'It was stopped, for example by Ctrl-C. Run the command again.';

/** What a person at the command line can do about each failure. */
const hints: { readonly [C in ErrorCode]: (details: ErrorDetails[C], given: HintContext) => string } = {
  'USER.INPUT.MISSING_FILE': (d, given) => afterMissingFile(d.path, given),
  'USER.INPUT.INVALID_FORMAT': () => 'See awf --help.',
  'USER.INPUT.VALIDATION_FAILED': () => 'Pass inputs with -i name=value.',
  'USER.INPUT.PLUGIN_NOT_FOUND': (_, given) =>
    `See awf plugin list${at(given)}, or point --plugins-dir at the folder that holds it.`,
  'USER.INPUT.PLUGIN_INSTALLED': (d, given) =>
    d.problem === undefined ? 'Replace it with --force.' : `Remove it first: awf plugin remove ${d.plugin}${at(given)}`,
  'USER.INPUT.PLUGIN_SOURCE': (d) =>
    d.remedy ?? 'Name a folder, a .tar.gz or .zip file. A path begins with ./ or /; see awf help plugin install.',
  'USER.INPUT.OPERATION_NOT_FOUND': (_, given) => `See awf plugin list --operations${at(given)}.`,
  'USER.INPUT.STEP_TYPE_NOT_FOUND': (_, given) => `See awf plugin list --step-types${at(given)}.`,
  'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH': () => 'Install a version of the plugin that was built for this host.',
  'USER.VALIDATION.PLUGIN_VERSION_MISMATCH': () =>
    'Update AWF, or install a version of the plugin that supports this one.',
  'USER.VALIDATION.RUNTIME_UNSUPPORTED': () =>
    'Correct `runtime` in the manifest of the plugin, or use a host that has this runtime.',
  'USER.VALIDATION.MANIFEST_INVALID': () => 'Correct the manifest.',
  'USER.VALIDATION.PROJECT_INVALID': (d) =>
    d.remedy ?? 'Correct this file. It has `command` and `output`, the folder that is the plugin.',
  'USER.VALIDATION.SETTINGS_INVALID': () =>
    'Correct this file. Until then no plugin is started, because the file may limit what plugins can do.',
  'USER.VALIDATION.LOCK_INVALID': () =>
    'Correct the file at this place. After a merge, keep one side of each conflict and run awf plugin install.',
  'USER.VALIDATION.ARCHIVE_INVALID': () =>
    'Nothing has been installed. Get the archive again, or report it to the author of the plugin.',
  'USER.VALIDATION.PLUGIN_CONFIG': (d, given) =>
    `awf plugin config ${d.plugin}${at(given)} shows what it takes and where each value is from.`,
  'USER.VALIDATION.PLUGIN_STATE': () => 'Correct this file.',
  'USER.VALIDATION.OPERATION_INPUT': (_, given) =>
    `See awf plugin list --operations${at(given)} for what the operation takes.`,
  'USER.VALIDATION.STEP_CONFIG': () =>
    'Correct `config` of the step; the documentation of its plugin says what it takes.',
  'WORKFLOW.PARSE.YAML_SYNTAX': () => 'Correct the workflow file.',
  'WORKFLOW.PARSE.UNKNOWN_FIELD': () => 'Take the field out, or use a version that supports it.',
  'WORKFLOW.VALIDATION.MISSING_STATE': () => 'Add the state to the workflow.',
  'WORKFLOW.VALIDATION.INVALID_TRANSITION': (d) =>
    d.similar === undefined ? 'Name a state of this workflow.' : `Did you mean ${d.similar}?`,
  'WORKFLOW.VALIDATION.CYCLE_DETECTED': () => 'Add a transition to a terminal state.',
  'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE': () => 'Correct the reference.',
  'WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE': (_, given) => `See awf plugin list --step-types${at(given)}.`,
  'WORKFLOW.VALIDATION.PLUGIN_REJECTED': () => 'Correct the workflow, or leave validators out with --skip-validators.',
  'EXECUTION.COMMAND.FAILED': () => 'Run the command by hand, or handle the failure with on_failure.',
  'EXECUTION.COMMAND.NOT_STARTED': () =>
    'Check the limits of the system (ulimit -a) and the shell in SHELL, or handle the failure with on_failure.',
  'EXECUTION.COMMAND.CANCELED': () => afterCancel,
  'EXECUTION.COMMAND.TIMEOUT': () => 'Raise the timeout of the step.',
  'EXECUTION.TEMPLATE.TOO_LONG': () => 'Write long outputs to a file, and pass its path to the next step.',
  'EXECUTION.WORKFLOW.FAILED': () => 'See the steps before it.',
  'EXECUTION.WORKFLOW.CANCELED': () => afterCancel,
  'EXECUTION.PLUGIN.CRASHED': (d) => d.remedy ?? afterCrash(d.end),
  'EXECUTION.PLUGIN.GIVEN_UP': () =>
    'Find out why it crashes: run it with --verbose. A new host, such as another run of awf, starts it again.',
  'EXECUTION.PLUGIN.HANDSHAKE_INVALID': (d) => d.remedy,
  'EXECUTION.PLUGIN.START_TIMEOUT': () => 'Run its program by hand to see what it waits for.',
  'EXECUTION.PLUGIN.CONNECT_FAILED': (d) => d.remedy ?? 'See the log of the plugin with --verbose.',
  'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': () =>
    'Build the plugin with the gRPC server of go-plugin: set GRPCServer in its ServeConfig.',
  'EXECUTION.PLUGIN.BUILD_FAILED': () =>
    'Correct what the build reports. The command is in plugin.build.yaml; run it in the folder of the project.',
  'EXECUTION.PLUGIN.CALL_TIMEOUT': () => 'Raise the timeout of the step, or look at what the plugin does.',
  'EXECUTION.PLUGIN.CALL_FAILED': () => 'See the log of the plugin with --verbose.',
  'EXECUTION.PLUGIN.LIMIT_EXCEEDED': () =>
    'Report it to the author of the plugin. docs/reference/limits.md has the limits.',
  'EXECUTION.PLUGIN.CANCELED': () => afterCancel,
  'EXECUTION.PLUGIN.OPERATION_FAILED': () => 'Handle the failure with on_failure, or correct its inputs.',
  'EXECUTION.PLUGIN.STEP_FAILED': () => 'Handle the failure with on_failure, or correct `config` of the step.',
  'EXECUTION.PLUGIN.NOT_RUNNING': () => 'It was shut down, or never started.',
  'EXECUTION.PLUGIN.DISABLED': (d, given) => `Enable it: awf plugin enable ${d.plugin}${at(given)}`,
  'EXECUTION.PLUGIN.CHECKSUM_MISMATCH': (d, given) =>
    d.part === 'archive'
      ? 'Nothing has been installed. Download it again; if that does not help, somebody may have exchanged it.'
      : `Install the plugin again. If you have changed it yourself: awf plugin verify --update ${d.plugin}${at(given)}`,
  'EXECUTION.PLUGIN.LOCK_MISMATCH': (d, given) =>
    `Install what the lock names: awf plugin install${at(given)}. If the lock is to change: awf plugin update ${d.plugin}${at(given)}`,
  'EXECUTION.PLUGIN.SIGNATURE_INVALID': (d) =>
    `Nothing has been installed. If its author says that the key has changed: awf plugin trust ${d.source} KEY. awf plugin trust lists all keys.`,
  'EXECUTION.PLUGIN.BROKER_EMIT_DENIED': () =>
    'List the event type under events.emit in plugin.yaml, and emit it under the name of that manifest.',
  'EXECUTION.PLUGIN.STREAM_SETUP_FAILED': () => 'Nothing has to be done. See the log of the plugin with --verbose.',
  'EXECUTION.EVENT.DELIVERY_FAILED': () => 'See the log of the plugin with --verbose.',
  'EXECUTION.EVENT.CYCLE_DETECTED': () => 'Let one of the plugins ignore the events that answer its own.',
  'EXECUTION.EVENT.BUFFER_FULL': () => 'Report it to the author of the plugin: its event handler is too slow.',
  'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE': (d) => d.remedy,
  'EXECUTION.HOST.CLOSED': () => 'Create another host.',
  'EXECUTION.PLUGIN.NOT_IMPLEMENTED': () =>
    'Leave out --skip-plugins. In a program that embeds the host, bind the grpc_host adapter instead of legacy_stub.',
  'SYSTEM.IO.READ_FAILED': (d) => afterUnreadable(d),
  'SYSTEM.IO.WRITE_FAILED': (d) => d.remedy ?? 'See the cause; check the permissions, and the space on the disk.',
  'SYSTEM.IO.TIMEOUT': () => 'See whether it is a pipe, or on a network drive that cannot be reached.',
  'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': () => 'Build or install the plugin; the program is named after its folder.',
  'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': (d) => d.remedy ?? `Make it executable: chmod +x ${d.path}`,
  'SYSTEM.IO.PLUGIN_INSECURE': () => `${makeItYourOwn}, or start it all the same with --allow-insecure.`,
  'SYSTEM.NETWORK.REQUEST_FAILED': (d) => d.remedy ?? 'Check the network, and try again.',
  'SYSTEM.NETWORK.RATE_LIMITED': (d) =>
    d.authenticated ? 'Try again later.' : 'Set GITHUB_TOKEN to a token, which raises the limit, or try again later.',
  'SYSTEM.NETWORK.TIMEOUT': () => 'Check the network, and try again. A download goes on where it was.',
  'SYSTEM.NETWORK.ADDRESS_REFUSED': () =>
    'Report it to who runs the server. If you trust the address, download the archive yourself and install the file.',
  'SYSTEM.NETWORK.OFFLINE': () => 'Run the command once without --offline.',
  'SYSTEM.INTERNAL.UNMAPPED': () => 'This is a defect of AWF; please report it.',
};

/** What a person at the command line can do about `error`, in a sentence or two. */
export function hintOf<C extends ErrorCode>(error: AwfError<C>, given: HintContext = {}): string {
  const hint = hints[error.code];
  return hint(error.details, given);
}

/** The hints of one command. */
export const hintsFor =
  ({ pluginsDir }: Pick<GlobalOptions, 'pluginsDir'>, { env }: Pick<CliContext, 'env'>): HintOf =>
  (error) =>
    hintOf(error, { pluginsDir, pluginsPath: env.AWF_PLUGINS_PATH });
