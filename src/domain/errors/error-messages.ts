import { didYouMean } from '../did-you-mean.js';
import { truncate } from '../text.js';
import { describeEnd, lastWordsOf } from '../plugin-end.js';
import type { ErrorCode, ErrorDetails } from './error-details.js';
import type { Problem } from './problem.js';

/** Names and problems come from others, and there can be 100,000 of them: a message shows the first. */
const mostShown = 20;
const longestName = 100;
const longestUrl = 300;
/** A file can be wrong in as many places as it has lines. */
const mostLines = 100;

const andMore = (count: number): string => (count > mostShown ? ` and ${count - mostShown} more` : '');

function quoted(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, mostShown).map((name) => truncate(name, longestName));
  return `${shown.join(', ')}${andMore(names.length)}`;
}

const at = (p: { file: string; line: number; column: number }): string => `${p.file}:${p.line}:${p.column}`;
const said = (text: string): string => (text.trim() === '' ? '' : `; last lines of its stderr:\n${text.trimEnd()}`);
const noted = (notes: readonly string[] = []): string => notes.map((note) => `; ${note}`).join('');

/** @param whole stands before a problem of the whole file */
function listed(problems: readonly Problem[], file = 'line ', whole = ''): string {
  const shown = problems
    .slice(0, mostShown)
    .map((p) => {
      const where = p.line === undefined ? whole : `${file}${p.line}${p.column === undefined ? '' : `:${p.column}`}: `;
      return `${where}${p.field === undefined ? '' : `${p.field}: `}${p.problem}`;
    })
    .join('; ');
  return `${shown}${andMore(problems.length)}`;
}

/** What else is wrong in the same file, a line each. */
const also = (d: { file: string; others?: readonly Problem[] }): string =>
  (d.others ?? [])
    .slice(0, mostLines)
    .map((p) => `\n${d.file}:${p.line ?? 1}:${p.column ?? 1}: ${p.problem}`)
    .concat(d.others !== undefined && d.others.length > mostLines ? [`\nand ${d.others.length - mostLines} more`] : [])
    .join('');

const approvedPart = {
  program: (plugin: string): string => `the program of plugin ${plugin}`,
  contents: (plugin: string): string => `the content of plugin ${plugin}`,
  archive: (plugin: string): string => `the archive of plugin ${plugin}`,
};

const compared = ({ expected, actual }: { expected?: string | undefined; actual?: string | undefined }): string =>
  expected === undefined || actual === undefined ? '' : `; expected ${expected}, found ${actual}`;

/** The message of each failure, in one table so that they have one style. Each driving adapter adds its own hints. */
export const messages: { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => string } = {
  'USER.INPUT.MISSING_FILE': (d) => `${d.path || '""'} ${d.problem ?? 'does not exist'}`,
  'USER.INPUT.INVALID_FORMAT': (d) => `${d.argument}: ${d.problem}`,
  'USER.INPUT.VALIDATION_FAILED': (d) => `workflow ${d.workflow}: invalid inputs: ${listed(d.problems)}`,
  'USER.INPUT.PLUGIN_NOT_FOUND': (d) =>
    `plugin ${d.plugin} is not installed; installed: ${quoted(d.known)}${didYouMean(d.plugin, d.known)}`,
  'USER.INPUT.PLUGIN_INSTALLED': (d) =>
    `plugin ${d.plugin} ${d.version} is installed already at ${d.path}${d.problem === undefined ? '' : `: ${d.problem}`}`,
  'USER.INPUT.PLUGIN_SOURCE': (d) => `no plugin can be installed from ${d.source || '""'}: ${d.problem}`,
  'USER.INPUT.OPERATION_NOT_FOUND': (d) => `operation ${d.operation} does not exist; there are: ${quoted(d.known)}`,
  'USER.INPUT.STEP_TYPE_NOT_FOUND': (d) =>
    `step type ${truncate(d.stepType, longestName)} does not exist; there are: ${quoted(d.known)}${didYouMean(d.stepType, d.known)}`,
  'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH': (d) =>
    `plugin ${d.plugin} has protocol version ${d.pluginVersion}; this host has ${d.hostVersions.join(', ')}`,
  'USER.VALIDATION.PLUGIN_VERSION_MISMATCH': (d) =>
    `plugin ${d.plugin} requires AWF ${d.constraint}; this is ${d.hostVersion}`,
  'USER.VALIDATION.RUNTIME_UNSUPPORTED': (d) =>
    `plugin ${d.plugin} needs the runtime ${d.runtime}; this host has: ${quoted(d.known)}`,
  'USER.VALIDATION.MANIFEST_INVALID': (d) => `${d.path}: invalid plugin manifest: ${listed(d.problems)}`,
  'USER.VALIDATION.PROJECT_INVALID': (d) => `${d.path}: cannot be used to build the plugin: ${listed(d.problems)}`,
  'USER.VALIDATION.SETTINGS_INVALID': (d) =>
    `invalid project settings: ${listed(d.problems, `${d.path}:`, `${d.path}: `)}`,
  'USER.VALIDATION.LOCK_INVALID': (d) =>
    `the lock file cannot be read: ${listed(d.problems, `${d.path}:`, `${d.path}: `)}`,
  'USER.VALIDATION.ARCHIVE_INVALID': (d) =>
    `${d.path} cannot be installed: ${d.entry === undefined ? '' : `${truncate(d.entry, longestName)} `}${d.problem}`,
  'USER.VALIDATION.PLUGIN_CONFIG': (d) => `plugin ${d.plugin}: invalid configuration: ${listed(d.problems)}`,
  'USER.VALIDATION.PLUGIN_STATE': (d) =>
    `the state of plugin ${d.plugin} cannot be read, so the plugin is not started: ${d.path}: ${listed(d.problems)}`,
  'USER.VALIDATION.OPERATION_INPUT': (d) =>
    d.file === undefined
      ? `operation ${d.operation}: invalid inputs: ${listed(d.problems)}`
      : `operation ${d.operation}: invalid inputs: ${listed(d.problems, `${d.file}:`)}${also({ ...d, file: d.file })}`,
  'USER.VALIDATION.STEP_CONFIG': (d) =>
    d.file === undefined
      ? `step ${d.step} (${d.stepType}): invalid settings: ${listed(d.problems)}`
      : `step ${d.step} (${d.stepType}): invalid settings: ${listed(d.problems, `${d.file}:`)}${also({ ...d, file: d.file })}`,
  'WORKFLOW.PARSE.YAML_SYNTAX': (d) => `${at(d)}: ${d.problem}${also(d)}`,
  'WORKFLOW.PARSE.UNKNOWN_FIELD': (d) => `${at(d)}: ${d.field}: ${d.problem}${also(d)}`,
  'WORKFLOW.VALIDATION.MISSING_STATE': (d) => `${at(d)}: ${d.problem}${also(d)}`,
  'WORKFLOW.VALIDATION.INVALID_TRANSITION': (d) =>
    d.target === undefined
      ? `${at(d)}: state ${d.state} has no on_success, so nothing says what comes after it${also(d)}`
      : `${at(d)}: state ${d.state} leads to ${d.target}, which does not exist${also(d)}`,
  'WORKFLOW.VALIDATION.CYCLE_DETECTED': (d) =>
    `${at(d)}: the states ${d.states.join(' -> ')} lead in a circle${also(d)}`,
  'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE': (d) =>
    `${at(d)}: state ${d.state}: {{${d.reference}}}: ${d.problem}${also(d)}`,
  'WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE': (d) =>
    `${at(d)}: step ${d.step}: unknown step type ${truncate(d.stepType, longestName)}; its plugin offers: ${quoted(d.known)}${didYouMean(d.stepType, d.known)}${also(d)}`,
  'WORKFLOW.VALIDATION.PLUGIN_REJECTED': (d) =>
    `${at(d)}: ${d.step === undefined ? '' : `step ${d.step}: `}${d.field === undefined ? '' : `${d.field}: `}${d.problem} (${d.plugin})${also(d)}`,
  'EXECUTION.COMMAND.FAILED': (d) => `step ${d.step}: the command exited with code ${d.exitCode}${said(d.stderrTail)}`,
  'EXECUTION.COMMAND.NOT_STARTED': (d) => `step ${d.step}: the command could not be started: ${d.reason}`,
  'EXECUTION.COMMAND.CANCELED': (d) => `step ${d.step}: the command was canceled`,
  'EXECUTION.COMMAND.TIMEOUT': (d) => `step ${d.step}: the command took longer than ${d.timeoutMs} ms`,
  'EXECUTION.TEMPLATE.TOO_LONG': (d) =>
    `${d.file}:${d.line}:${d.column}: state ${d.state}: its templates build more than ${d.mostCharacters} characters`,
  'EXECUTION.WORKFLOW.FAILED': (d) =>
    `workflow ${d.workflow} ended in the failure state ${d.state}${d.message === undefined ? '' : `: ${d.message}`}`,
  'EXECUTION.WORKFLOW.CANCELED': (d) => `workflow ${d.workflow} was canceled`,
  'EXECUTION.PLUGIN.CRASHED': (d) =>
    `plugin ${d.plugin} ${describeEnd(d.end)} during ${d.call}${noted(d.notes)}${said(lastWordsOf(d.end))}`,
  'EXECUTION.PLUGIN.GIVEN_UP': (d) =>
    `plugin ${d.plugin} was started ${d.mostStarts} times within ${d.windowMs} ms and is given up: ${d.reason}`,
  'EXECUTION.PLUGIN.HANDSHAKE_INVALID': (d) =>
    `plugin ${d.plugin} cannot be used: ${d.problem}${said(d.stderrTail ?? '')}`,
  'EXECUTION.PLUGIN.START_TIMEOUT': (d) =>
    `plugin ${d.plugin} was not ready within ${d.timeoutMs} ms${noted(d.notes)}${said(d.stderrTail)}`,
  'EXECUTION.PLUGIN.CONNECT_FAILED': (d) => `no connection to plugin ${d.plugin}: ${d.reason}`,
  'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': (d) => `plugin ${d.plugin} speaks ${d.protocol}, which this host does not`,
  'EXECUTION.PLUGIN.BUILD_FAILED': (d) =>
    `the build of ${d.project} failed: ${d.command} exited with code ${d.exitCode}${d.output.trim() === '' ? '' : `:\n${d.output.trimEnd()}`}`,
  'EXECUTION.PLUGIN.CALL_TIMEOUT': (d) => `plugin ${d.plugin} did not answer ${d.call} within ${d.timeoutMs} ms`,
  'EXECUTION.PLUGIN.CALL_FAILED': (d) => `plugin ${d.plugin} answered ${d.call} with ${d.status}: ${d.message}`,
  'EXECUTION.PLUGIN.LIMIT_EXCEEDED': (d) =>
    `plugin ${d.plugin} sent ${d.found} ${d.what} for ${d.call}; this host takes ${d.most}`,
  'EXECUTION.PLUGIN.CANCELED': (d) => `${d.call} of plugin ${d.plugin} was canceled`,
  'EXECUTION.PLUGIN.OPERATION_FAILED': (d) => `operation ${d.operation} failed: ${d.message}`,
  'EXECUTION.PLUGIN.STEP_FAILED': (d) =>
    `step ${d.step} (${d.stepType}) ended with exit code ${d.exitCode}${d.outputTail.trim() === '' ? '' : `; last lines of its output:\n${d.outputTail.trimEnd()}`}`,
  'EXECUTION.PLUGIN.NOT_RUNNING': (d) => `${d.call}: plugin ${d.plugin} is ${d.status}, not running`,
  'EXECUTION.PLUGIN.DISABLED': (d) => `plugin ${d.plugin} is disabled`,
  'EXECUTION.PLUGIN.CHECKSUM_MISMATCH': (d) =>
    `${approvedPart[d.part ?? 'program'](d.plugin)} is not the one that was approved: ${d.path}${compared(d)}`,
  'EXECUTION.PLUGIN.LOCK_MISMATCH': (d) => `plugin ${d.plugin} is not the one in ${d.path}: ${d.problem}${compared(d)}`,
  'EXECUTION.PLUGIN.SIGNATURE_INVALID': (d) =>
    `the release of ${d.source} is not installed, because ${d.problem}; trusted: ${quoted(d.keys)}`,
  // The words of AWF, which a plugin is answered with as well.
  'EXECUTION.PLUGIN.BROKER_EMIT_DENIED': (d) => d.problem,
  'EXECUTION.PLUGIN.STREAM_SETUP_FAILED': (d) =>
    `plugin ${d.plugin} gets its events one by one, because its stream of events failed: ${d.reason}`,
  'EXECUTION.EVENT.DELIVERY_FAILED': (d) => `plugin ${d.plugin} did not get ${d.what}: ${d.reason}`,
  'EXECUTION.EVENT.CYCLE_DETECTED': (d) =>
    `event ${d.eventType} of plugin ${d.plugin} is refused: ${d.depth} events have led to it, one after the other`,
  'EXECUTION.EVENT.BUFFER_FULL': (d) =>
    `${d.dropped === 1 ? 'an event' : `${d.dropped} events`} for plugin ${d.plugin} dropped: ${d.capacity} events wait for it already`,
  'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE': (d) =>
    `plugin ${d.plugin} was not started, because ${d.settings.map((name) => `\`${name}\``).join(' and ')} cannot be kept: ${d.reason}`,
  'EXECUTION.HOST.CLOSED': (d) => `${d.call}: the host is closed`,
  'EXECUTION.PLUGIN.NOT_IMPLEMENTED': (d) =>
    `${d.call}: external plugins are not available here (ErrRPCNotImplemented)`,
  'SYSTEM.IO.READ_FAILED': (d) => {
    const why = d.problem === undefined ? '' : `: ${listed([d.problem])}`;
    return d.step === undefined
      ? `${d.path} could not be read${why}`
      : `step ${d.step}: the command cannot work in the folder ${d.path}${why}`;
  },
  'SYSTEM.IO.WRITE_FAILED': (d) => `${d.path} could not be written${d.problem === undefined ? '' : `: ${d.problem}`}`,
  'SYSTEM.IO.TIMEOUT': (d) => `the file system did not answer for ${d.path} within ${d.timeoutMs} ms`,
  'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': (d) => `plugin ${d.plugin} has no program at ${d.path}`,
  'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': (d) =>
    `the program of plugin ${d.plugin} cannot be executed: ${d.path}: ${d.reason}`,
  'SYSTEM.IO.PLUGIN_INSECURE': (d) => `plugin ${d.plugin} is not started: ${d.path} ${d.problem}`,
  'SYSTEM.NETWORK.REQUEST_FAILED': (d) => `${truncate(d.url, longestUrl)} ${d.problem}`,
  'SYSTEM.NETWORK.RATE_LIMITED': (d) =>
    `${d.host} has had too many requests${d.until === undefined ? '' : `, and answers again at ${d.until}`}`,
  'SYSTEM.NETWORK.TIMEOUT': (d) => `${truncate(d.url, longestUrl)} did not answer within ${d.timeoutMs} ms`,
  'SYSTEM.NETWORK.ADDRESS_REFUSED': (d) => `${truncate(d.url, longestUrl)} is not fetched: it ${d.problem}`,
  'SYSTEM.NETWORK.OFFLINE': (d) => `${truncate(d.what, longestUrl)} is not on this machine`,
  'SYSTEM.INTERNAL.UNMAPPED': (d) => `unexpected: ${d.what}`,
};
