import { describeEnd, lastWordsOf, type PluginEnd } from '../plugin-end.js';
import type { ErrorCode, ErrorDetails, Problem } from './error-details.js';

type Words = readonly [message: string, hint: string];

const quoted = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
const at = (p: { file: string; line: number; column: number }): string => `${p.file}:${p.line}:${p.column}`;
const said = (text: string): string => (text.trim() === '' ? '' : `; last lines of its stderr:\n${text.trimEnd()}`);
const noted = (notes: readonly string[] = []): string => notes.map((note) => `; ${note}`).join('');

function listed(problems: readonly Problem[], file = 'line '): string {
  return problems
    .map((p) => {
      const where = p.line === undefined ? '' : `${file}${p.line}${p.column === undefined ? '' : `:${p.column}`}: `;
      return `${where}${p.field === undefined ? '' : `${p.field}: `}${p.problem}`;
    })
    .join('; ');
}

/** What to do about a plugin that has ended. SIGKILL is never its own doing. */
function afterCrash(end: PluginEnd): string {
  if (end.reason === 'signaled' && end.details.signal === 'SIGKILL')
    return 'SIGKILL comes from outside: from a person, or from a system that is short of memory.';
  return lastWordsOf(end).trim() === ''
    ? 'Run it with --verbose to see the log of the plugin, and report it to its author.'
    : 'Report it to the author of the plugin, with the lines above.';
}

/** What else is wrong in the same file, a line each. */
const also = (d: { file: string; others?: readonly Problem[] }): string =>
  (d.others ?? []).map((p) => `\n${d.file}:${p.line ?? 1}:${p.column ?? 1}: ${p.problem}`).join('');

/** Message and hint of each failure, in one table so that they read alike. */
export const wording: { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => Words } = {
  'USER.INPUT.MISSING_FILE': (d) => [`${d.path || '""'} ${d.problem ?? 'does not exist'}`, 'Check the path.'],
  'USER.INPUT.INVALID_FORMAT': (d) => [`${d.argument}: ${d.problem}`, 'See awf --help.'],
  'USER.INPUT.VALIDATION_FAILED': (d) => [
    `inputs of workflow ${d.workflow} are wrong: ${listed(d.problems)}`,
    'Pass inputs with -i name=value.',
  ],
  'USER.INPUT.PLUGIN_NOT_FOUND': (d) => [
    `plugin ${d.plugin} is not installed; installed: ${quoted(d.known)}`,
    'See awf plugin list, or point --plugins-dir at the folder that holds it.',
  ],
  'USER.INPUT.OPERATION_NOT_FOUND': (d) => [
    `operation ${d.operation} does not exist; there are: ${quoted(d.known)}`,
    'See awf plugin list --operations.',
  ],
  'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH': (d) => [
    `plugin ${d.plugin} has protocol version ${d.pluginVersion}; this host has ${d.hostVersions.join(', ')}`,
    'Install a version of the plugin that was built for this host.',
  ],
  'USER.VALIDATION.PLUGIN_VERSION_MISMATCH': (d) => [
    `plugin ${d.plugin} requires AWF ${d.constraint}; this is ${d.hostVersion}`,
    'Update AWF, or install a version of the plugin that supports this one.',
  ],
  'USER.VALIDATION.RUNTIME_UNSUPPORTED': (d) => [
    `plugin ${d.plugin} needs the runtime ${d.runtime}; this host has: ${quoted(d.known)}`,
    'Correct `runtime` in the manifest of the plugin, or use a host that has this runtime.',
  ],
  'USER.VALIDATION.MANIFEST_INVALID': (d) => [
    `plugin manifest ${d.path} is wrong: ${listed(d.problems)}`,
    'Correct the manifest.',
  ],
  'USER.VALIDATION.PLUGIN_CONFIG': (d) => [
    `the configuration of plugin ${d.plugin} is wrong: ${listed(d.problems)}`,
    'Correct the plugin’s entry in plugins.json; its manifest says what it takes.',
  ],
  'USER.VALIDATION.PLUGIN_STATE': (d) => [
    `the state of plugin ${d.plugin} in ${d.path} cannot be read, so the plugin is not started: ${listed(d.problems)}`,
    `Correct ${d.path}.`,
  ],
  'USER.VALIDATION.OPERATION_INPUT': (d) => [
    d.file === undefined
      ? `inputs of operation ${d.operation} are wrong: ${listed(d.problems)}`
      : `inputs of operation ${d.operation} are wrong: ${listed(d.problems, `${d.file}:`)}${also({ ...d, file: d.file })}`,
    'See awf plugin list --operations for what the operation takes.',
  ],
  'WORKFLOW.PARSE.YAML_SYNTAX': (d) => [`${at(d)}: ${d.problem}${also(d)}`, 'Correct the workflow file.'],
  'WORKFLOW.PARSE.UNKNOWN_FIELD': (d) => [
    `${at(d)}: ${d.field}: ${d.problem}${also(d)}`,
    'Take the field out, or use a version that supports it.',
  ],
  'WORKFLOW.VALIDATION.MISSING_STATE': (d) => [`${at(d)}: ${d.problem}${also(d)}`, 'Add the state to the workflow.'],
  'WORKFLOW.VALIDATION.INVALID_TRANSITION': (d) => [
    d.target === undefined
      ? `${at(d)}: state ${d.state} has no on_success, so nothing says what comes after it${also(d)}`
      : `${at(d)}: state ${d.state} leads to ${d.target}, which does not exist${also(d)}`,
    d.similar === undefined ? 'Name a state of this workflow.' : `Did you mean ${d.similar}?`,
  ],
  'WORKFLOW.VALIDATION.CYCLE_DETECTED': (d) => [
    `${at(d)}: the states ${d.states.join(' -> ')} lead in a circle${also(d)}`,
    'Let one of them lead to a terminal state.',
  ],
  'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE': (d) => [
    `${at(d)}: state ${d.state}: {{${d.reference}}}: ${d.problem}${also(d)}`,
    'Correct the reference.',
  ],
  'EXECUTION.COMMAND.FAILED': (d) => [
    `step ${d.step}: the command exited with code ${d.exitCode}${said(d.stderrTail)}`,
    'Run the command by hand, or handle the failure with on_failure.',
  ],
  'EXECUTION.COMMAND.NOT_STARTED': (d) => [
    `step ${d.step}: the command could not be started: ${d.reason}`,
    'Check the limits of the system (ulimit -a) and the shell in SHELL, or handle the failure with on_failure.',
  ],
  'EXECUTION.COMMAND.CANCELED': (d) => [`step ${d.step}: the command was canceled`, 'The caller aborted it.'],
  'EXECUTION.COMMAND.TIMEOUT': (d) => [
    `step ${d.step}: the command took longer than ${d.timeoutMs} ms`,
    'Raise the timeout of the step.',
  ],
  'EXECUTION.WORKFLOW.FAILED': (d) => [
    `workflow ${d.workflow} ended in the failure state ${d.state}${d.message === undefined ? '' : `: ${d.message}`}`,
    'See the steps before it.',
  ],
  'EXECUTION.WORKFLOW.CANCELED': (d) => [`workflow ${d.workflow} was canceled`, 'Run it again.'],
  'EXECUTION.PLUGIN.CRASHED': (d) => [
    `plugin ${d.plugin} ${describeEnd(d.end)} during ${d.call}${noted(d.notes)}${said(lastWordsOf(d.end))}`,
    afterCrash(d.end),
  ],
  'EXECUTION.PLUGIN.HANDSHAKE_INVALID': (d) => [
    `plugin ${d.plugin} cannot be used: ${d.problem}${said(d.stderrTail ?? '')}`,
    d.remedy,
  ],
  'EXECUTION.PLUGIN.START_TIMEOUT': (d) => [
    `plugin ${d.plugin} was not ready within ${d.timeoutMs} ms${noted(d.notes)}${said(d.stderrTail)}`,
    'Run its binary by hand to see what it waits for.',
  ],
  'EXECUTION.PLUGIN.CONNECT_FAILED': (d) => [
    `no connection to plugin ${d.plugin}: ${d.reason}`,
    d.remedy ?? 'See the log of the plugin with --verbose.',
  ],
  'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': (d) => [
    `plugin ${d.plugin} speaks ${d.protocol}, this host speaks gRPC only`,
    'Build the plugin with the gRPC server of go-plugin: set GRPCServer in its ServeConfig.',
  ],
  'EXECUTION.PLUGIN.CALL_TIMEOUT': (d) => [
    `plugin ${d.plugin} did not answer ${d.call} within ${d.timeoutMs} ms`,
    'Raise the timeout of the step, or look at what the plugin does.',
  ],
  'EXECUTION.PLUGIN.CALL_FAILED': (d) => [
    `plugin ${d.plugin} answered ${d.call} with ${d.status}: ${d.message}`,
    'See the log of the plugin with --verbose.',
  ],
  'EXECUTION.PLUGIN.CANCELED': (d) => [`${d.call} of plugin ${d.plugin} was canceled`, 'The caller aborted it.'],
  'EXECUTION.PLUGIN.OPERATION_FAILED': (d) => [
    `operation ${d.operation} failed: ${d.message}`,
    'Handle the failure with on_failure, or correct its inputs.',
  ],
  'EXECUTION.PLUGIN.NOT_RUNNING': (d) => [
    `${d.call}: plugin ${d.plugin} is ${d.status}, not running`,
    'It was shut down, or never started.',
  ],
  'EXECUTION.PLUGIN.DISABLED': (d) => [`plugin ${d.plugin} is disabled`, `Enable it: awf plugin enable ${d.plugin}`],
  'EXECUTION.PLUGIN.CHECKSUM_MISMATCH': (d) => [
    `the binary of plugin ${d.plugin} is not the one that was approved: ${d.path}`,
    'Install the plugin again.',
  ],
  'EXECUTION.HOST.CLOSED': (d) => [`${d.call}: the host is closed`, 'Create another host.'],
  'EXECUTION.PLUGIN.NOT_IMPLEMENTED': (d) => [
    `${d.call}: external plugins are not available here (ErrRPCNotImplemented)`,
    'Bind the grpc_host adapter instead of legacy_stub.',
  ],
  'SYSTEM.IO.READ_FAILED': (d) => [
    `${d.path} could not be read${d.problem === undefined ? '' : `: ${listed([d.problem])}`}`,
    'See the cause; check the permissions.',
  ],
  'SYSTEM.IO.WRITE_FAILED': (d) => [
    `${d.path} could not be written`,
    'See the cause; check the permissions, and the space on the disk.',
  ],
  'SYSTEM.IO.TIMEOUT': (d) => [
    `the file system did not answer for ${d.path} within ${d.timeoutMs} ms`,
    'See whether it is a pipe, or on a network drive that cannot be reached.',
  ],
  'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': (d) => [
    `plugin ${d.plugin} has no binary at ${d.path}`,
    'Build or install the plugin; the binary is named after its folder.',
  ],
  'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': (d) => [
    `the binary of plugin ${d.plugin} cannot be executed: ${d.path}: ${d.reason}`,
    d.remedy ?? `Make it executable: chmod +x ${d.path}`,
  ],
  'SYSTEM.INTERNAL.UNMAPPED': (d) => [`unexpected: ${d.what}`, 'This is a defect of AWF; please report it.'],
};
