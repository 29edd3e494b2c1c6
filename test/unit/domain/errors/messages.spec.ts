import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { ErrorCode, ErrorDetails } from '../../../../src/domain/errors/error-details.js';

/** What is known about a failure, and what people read then. */
type Examples = { readonly [C in ErrorCode]: readonly (readonly [details: ErrorDetails[C], message: string])[] };

const at = { file: 'flow.yaml', line: 1, column: 2 };
const others = [{ line: 5, column: 6, problem: 'too' }];
const problems = [{ line: 3, column: 4, field: 'name', problem: 'is empty' }, { problem: 'odd' }];
const listed = 'line 3:4: name: is empty; odd';
const path = '/p/plugin.yaml';
const plugin = 'echo';
const known = ['text.upper', 'text.lower'];
const call = 'Execute';
const url = 'https://example.org/x';

const examples: Examples = {
  'USER.INPUT.MISSING_FILE': [
    [{ path }, '/p/plugin.yaml does not exist'],
    [{ path: '', problem: 'is a folder' }, '"" is a folder'],
  ],
  'USER.INPUT.INVALID_FORMAT': [[{ argument: '-i x', problem: 'expected name=value' }, '-i x: expected name=value']],
  'USER.INPUT.VALIDATION_FAILED': [[{ workflow: 'w', problems }, `workflow w: invalid inputs: ${listed}`]],
  'USER.INPUT.PLUGIN_NOT_FOUND': [
    [{ plugin: 'ecko', known: [plugin] }, 'plugin ecko is not installed; installed: echo; did you mean echo?'],
  ],
  'USER.INPUT.PLUGIN_INSTALLED': [
    [{ plugin, version: '1.2.3', path: '/p' }, 'plugin echo 1.2.3 is installed already at /p'],
    [{ plugin, version: '1.2.3', path: '/p', problem: 'no' }, 'plugin echo 1.2.3 is installed already at /p: no'],
  ],
  'USER.INPUT.PLUGIN_SOURCE': [
    [{ source: 'x.rar', problem: 'no archive' }, 'no plugin can be installed from x.rar: no archive'],
    [{ source: '', problem: 'is empty' }, 'no plugin can be installed from "": is empty'],
  ],
  'USER.INPUT.OPERATION_NOT_FOUND': [
    [{ operation: 'a.b', known }, 'operation a.b does not exist; there are: text.upper, text.lower'],
  ],
  'USER.INPUT.STEP_TYPE_NOT_FOUND': [
    [
      { stepType: 'text.uper', known },
      'step type text.uper does not exist; there are: text.upper, text.lower; did you mean text.upper?',
    ],
    [{ stepType: 'x'.repeat(101), known: [] }, `step type ${'x'.repeat(100)}… does not exist; there are: none`],
  ],
  'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH': [
    [{ plugin, pluginVersion: 9, hostVersions: [1, 2] }, 'plugin echo has protocol version 9; this host has 1, 2'],
  ],
  'USER.VALIDATION.PLUGIN_VERSION_MISMATCH': [
    [{ plugin, constraint: '>=2.0.0', hostVersion: '1.0.0' }, 'plugin echo requires AWF >=2.0.0; this is 1.0.0'],
  ],
  'USER.VALIDATION.RUNTIME_UNSUPPORTED': [
    [{ plugin, runtime: 'wasm', known: ['grpc'] }, 'plugin echo needs the runtime wasm; this host has: grpc'],
  ],
  'USER.VALIDATION.MANIFEST_INVALID': [[{ path, problems }, `${path}: invalid plugin manifest: ${listed}`]],
  'USER.VALIDATION.PROJECT_INVALID': [[{ path, problems }, `${path}: cannot be used to build the plugin: ${listed}`]],
  'USER.VALIDATION.SETTINGS_INVALID': [
    [{ path, problems }, `invalid project settings: ${path}:3:4: name: is empty; ${path}: odd`],
  ],
  'USER.VALIDATION.LOCK_INVALID': [
    [{ path: 'a.lock', problems }, 'the lock file cannot be read: a.lock:3:4: name: is empty; a.lock: odd'],
  ],
  'USER.VALIDATION.ARCHIVE_INVALID': [
    [{ path: 'a.zip', problem: 'is damaged' }, 'a.zip cannot be installed: is damaged'],
    [{ path: 'a.zip', entry: '../x', problem: 'leads out' }, 'a.zip cannot be installed: ../x leads out'],
  ],
  'USER.VALIDATION.PLUGIN_CONFIG': [[{ plugin, problems }, `plugin echo: invalid configuration: ${listed}`]],
  'USER.VALIDATION.PLUGIN_STATE': [
    [
      { plugin, path, problems },
      `the state of plugin echo cannot be read, so the plugin is not started: ${path}: ${listed}`,
    ],
  ],
  'USER.VALIDATION.OPERATION_INPUT': [
    [{ operation: 'a.b', problems }, `operation a.b: invalid inputs: ${listed}`],
    [
      { operation: 'a.b', problems, file: 'flow.yaml', others },
      'operation a.b: invalid inputs: flow.yaml:3:4: name: is empty; odd\nflow.yaml:5:6: too',
    ],
  ],
  'USER.VALIDATION.STEP_CONFIG': [
    [{ step: 's', stepType: 'a.b', problems }, `step s (a.b): invalid settings: ${listed}`],
    [
      { step: 's', stepType: 'a.b', problems, file: 'flow.yaml', others },
      'step s (a.b): invalid settings: flow.yaml:3:4: name: is empty; odd\nflow.yaml:5:6: too',
    ],
  ],
  'WORKFLOW.PARSE.YAML_SYNTAX': [[{ ...at, others, problem: 'odd' }, 'flow.yaml:1:2: odd\nflow.yaml:5:6: too']],
  'WORKFLOW.PARSE.UNKNOWN_FIELD': [
    [
      { ...at, others, field: 'hooks', problem: 'not supported' },
      'flow.yaml:1:2: hooks: not supported\nflow.yaml:5:6: too',
    ],
  ],
  'WORKFLOW.VALIDATION.MISSING_STATE': [[{ ...at, problem: 'no initial' }, 'flow.yaml:1:2: no initial']],
  'WORKFLOW.VALIDATION.INVALID_TRANSITION': [
    [
      { ...at, state: 'a', target: undefined },
      'flow.yaml:1:2: state a has no on_success, so nothing says what comes after it',
    ],
    [{ ...at, state: 'a', target: 'b' }, 'flow.yaml:1:2: state a leads to b, which does not exist'],
  ],
  'WORKFLOW.VALIDATION.CYCLE_DETECTED': [
    [{ ...at, states: ['a', 'b', 'a'] }, 'flow.yaml:1:2: the states a -> b -> a lead in a circle'],
  ],
  'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE': [
    [
      { ...at, state: 'a', reference: 'inputs.x', problem: 'is not declared' },
      'flow.yaml:1:2: state a: {{inputs.x}}: is not declared',
    ],
  ],
  'WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE': [
    [
      { ...at, step: 's', stepType: 'text.uper', known },
      'flow.yaml:1:2: step s: unknown step type text.uper; its plugin offers: text.upper, text.lower; did you mean text.upper?',
    ],
  ],
  'WORKFLOW.VALIDATION.PLUGIN_REJECTED': [
    [{ ...at, plugin, problem: 'no' }, 'flow.yaml:1:2: no (echo)'],
    [{ ...at, plugin, step: 's', field: 'command', problem: 'no' }, 'flow.yaml:1:2: step s: command: no (echo)'],
  ],
  'EXECUTION.COMMAND.FAILED': [
    [{ step: 's', exitCode: 3, stderrTail: ' \n' }, 'step s: the command exited with code 3'],
    [
      { step: 's', exitCode: 3, stderrTail: '  a\nb\n' },
      'step s: the command exited with code 3; last lines of its stderr:\n  a\nb',
    ],
  ],
  'EXECUTION.TEMPLATE.TOO_LONG': [
    [{ ...at, state: 'a', mostCharacters: 10 }, 'flow.yaml:1:2: state a: its templates build more than 10 characters'],
  ],
  'EXECUTION.COMMAND.NOT_STARTED': [
    [{ step: 's', reason: 'no shell' }, 'step s: the command could not be started: no shell'],
  ],
  'EXECUTION.COMMAND.CANCELED': [[{ step: 's' }, 'step s: the command was canceled']],
  'EXECUTION.COMMAND.TIMEOUT': [[{ step: 's', timeoutMs: 50 }, 'step s: the command took longer than 50 ms']],
  'EXECUTION.WORKFLOW.FAILED': [
    [{ workflow: 'w', state: 'bad', message: undefined }, 'workflow w ended in the failure state bad'],
    [{ workflow: 'w', state: 'bad', message: 'why' }, 'workflow w ended in the failure state bad: why'],
  ],
  'EXECUTION.WORKFLOW.CANCELED': [[{ workflow: 'w' }, 'workflow w was canceled']],
  'EXECUTION.PLUGIN.CRASHED': [
    [
      { plugin, call, end: { reason: 'exited', details: { exitCode: 3, stderrTail: 'bye\n' } }, notes: ['a', 'b'] },
      'plugin echo exited with code 3 during Execute; a; b; last lines of its stderr:\nbye',
    ],
    [{ plugin, call, end: { reason: 'closed' } }, 'plugin echo was closed during Execute'],
  ],
  'EXECUTION.PLUGIN.GIVEN_UP': [
    [
      { plugin, mostStarts: 5, windowMs: 60_000, reason: 'exited' },
      'plugin echo was started 5 times within 60000 ms and is given up: exited',
    ],
  ],
  'EXECUTION.PLUGIN.HANDSHAKE_INVALID': [
    [{ plugin, problem: 'no handshake', remedy: 'none' }, 'plugin echo cannot be used: no handshake'],
  ],
  'EXECUTION.PLUGIN.START_TIMEOUT': [
    [
      { plugin, timeoutMs: 50, stderrTail: 'busy', notes: ['it waits'] },
      'plugin echo was not ready within 50 ms; it waits; last lines of its stderr:\nbusy',
    ],
  ],
  'EXECUTION.PLUGIN.CONNECT_FAILED': [[{ plugin, reason: 'refused' }, 'no connection to plugin echo: refused']],
  'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': [
    [{ plugin, protocol: 'netrpc' }, 'plugin echo speaks netrpc, which this host does not'],
  ],
  'EXECUTION.PLUGIN.BUILD_FAILED': [
    [{ project: '/p', command: 'make', exitCode: 2, output: ' \n' }, 'the build of /p failed: make exited with code 2'],
    [
      { project: '/p', command: 'make', exitCode: 2, output: '  no rule\n' },
      'the build of /p failed: make exited with code 2:\n  no rule',
    ],
  ],
  'EXECUTION.PLUGIN.CALL_TIMEOUT': [
    [{ plugin, call, timeoutMs: 50 }, 'plugin echo did not answer Execute within 50 ms'],
  ],
  'EXECUTION.PLUGIN.CALL_FAILED': [
    [{ plugin, call, status: 'INTERNAL', message: 'oh' }, 'plugin echo answered Execute with INTERNAL: oh'],
  ],
  'EXECUTION.PLUGIN.LIMIT_EXCEEDED': [
    [
      { plugin, call, found: 9, most: 4, what: 'operations' },
      'plugin echo sent 9 operations for Execute; this host takes 4',
    ],
  ],
  'EXECUTION.PLUGIN.CANCELED': [[{ plugin, call }, 'Execute of plugin echo was canceled']],
  'EXECUTION.PLUGIN.OPERATION_FAILED': [[{ operation: 'a.b', message: 'no' }, 'operation a.b failed: no']],
  'EXECUTION.PLUGIN.STEP_FAILED': [
    [{ step: 's', stepType: 'a.b', exitCode: 3, outputTail: ' \n' }, 'step s (a.b) ended with exit code 3'],
    [
      { step: 's', stepType: 'a.b', exitCode: 3, outputTail: '  out\n' },
      'step s (a.b) ended with exit code 3; last lines of its output:\n  out',
    ],
  ],
  'EXECUTION.PLUGIN.NOT_RUNNING': [[{ plugin, call, status: 'failed' }, 'Execute: plugin echo is failed, not running']],
  'EXECUTION.PLUGIN.DISABLED': [[{ plugin }, 'plugin echo is disabled']],
  'EXECUTION.PLUGIN.CHECKSUM_MISMATCH': [
    [{ plugin, path: '/p' }, 'the program of plugin echo is not the one that was approved: /p'],
    [
      { plugin, path: '/p', part: 'program', expected: 'aa', actual: 'bb' },
      'the program of plugin echo is not the one that was approved: /p; expected aa, found bb',
    ],
    [
      { plugin, path: '/p', part: 'contents', expected: 'aa' },
      'the content of plugin echo is not the one that was approved: /p',
    ],
    [
      { plugin, path: '/p', part: 'archive', actual: 'bb' },
      'the archive of plugin echo is not the one that was approved: /p',
    ],
  ],
  'EXECUTION.PLUGIN.LOCK_MISMATCH': [
    [
      { plugin, path: 'a.lock', problem: 'it has another hash', expected: 'aa', actual: 'bb' },
      'plugin echo is not the one in a.lock: it has another hash; expected aa, found bb',
    ],
  ],
  'EXECUTION.PLUGIN.SIGNATURE_INVALID': [
    [
      { source: 'a/b', problem: 'it has no signature', keys: ['k'] },
      'the release of a/b is not installed, because it has no signature; trusted: k',
    ],
  ],
  'EXECUTION.PLUGIN.BROKER_EMIT_DENIED': [[{ plugin, eventType: 'a.b', problem: 'not declared' }, 'not declared']],
  'EXECUTION.PLUGIN.STREAM_SETUP_FAILED': [
    [
      { plugin, reason: 'no stream' },
      'plugin echo gets its events one by one, because its stream of events failed: no stream',
    ],
  ],
  'EXECUTION.EVENT.DELIVERY_FAILED': [
    [{ plugin, what: 'step.done', reason: 'it is gone' }, 'plugin echo did not get step.done: it is gone'],
  ],
  'EXECUTION.EVENT.CYCLE_DETECTED': [
    [
      { plugin, eventType: 'a.b', depth: 8 },
      'event a.b of plugin echo is refused: 8 events have led to it, one after the other',
    ],
  ],
  'EXECUTION.EVENT.BUFFER_FULL': [
    [{ plugin, dropped: 1, capacity: 4 }, 'an event for plugin echo dropped: 4 events wait for it already'],
    [{ plugin, dropped: 2, capacity: 4 }, '2 events for plugin echo dropped: 4 events wait for it already'],
  ],
  'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE': [
    [
      { plugin, settings: ['memory', 'network'], reason: 'no means', remedy: 'none' },
      'plugin echo was not started, because `memory` and `network` cannot be kept: no means',
    ],
  ],
  'EXECUTION.HOST.CLOSED': [[{ call }, 'Execute: the host is closed']],
  'EXECUTION.PLUGIN.NOT_IMPLEMENTED': [
    [{ call }, 'Execute: external plugins are not available here (ErrRPCNotImplemented)'],
  ],
  'SYSTEM.IO.READ_FAILED': [
    [{ path }, '/p/plugin.yaml could not be read'],
    [{ path, problem: { line: 3, problem: 'odd' } }, '/p/plugin.yaml could not be read: line 3: odd'],
    [{ path: '/p', step: 's' }, 'step s: the command cannot work in the folder /p'],
    [{ path: '/p', step: 's', problem: { problem: 'odd' } }, 'step s: the command cannot work in the folder /p: odd'],
  ],
  'SYSTEM.IO.WRITE_FAILED': [
    [{ path }, '/p/plugin.yaml could not be written'],
    [{ path, problem: 'the disk is full' }, '/p/plugin.yaml could not be written: the disk is full'],
  ],
  'SYSTEM.IO.TIMEOUT': [[{ path: '/p', timeoutMs: 50 }, 'the file system did not answer for /p within 50 ms']],
  'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': [[{ plugin, path: '/p' }, 'plugin echo has no program at /p']],
  'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': [
    [{ plugin, path: '/p', reason: 'is a folder' }, 'the program of plugin echo cannot be executed: /p: is a folder'],
  ],
  'SYSTEM.IO.PLUGIN_INSECURE': [
    [{ plugin, path: '/p', problem: 'is open to all' }, 'plugin echo is not started: /p is open to all'],
  ],
  'SYSTEM.NETWORK.REQUEST_FAILED': [[{ url, problem: 'does not answer' }, `${url} does not answer`]],
  'SYSTEM.NETWORK.RATE_LIMITED': [
    [{ host: 'h', authenticated: false }, 'h has had too many requests'],
    [
      { host: 'h', authenticated: true, until: '2026-01-02' },
      'h has had too many requests, and answers again at 2026-01-02',
    ],
  ],
  'SYSTEM.NETWORK.TIMEOUT': [[{ url, timeoutMs: 50 }, `${url} did not answer within 50 ms`]],
  'SYSTEM.NETWORK.ADDRESS_REFUSED': [[{ url, problem: 'is private' }, `${url} is not fetched: it is private`]],
  'SYSTEM.NETWORK.OFFLINE': [[{ what: 'x' }, 'x is not on this machine']],
  'SYSTEM.INTERNAL.UNMAPPED': [[{ what: 'oh' }, 'unexpected: oh']],
};

describe('The messages of all errors', () => {
  for (const [code, cases] of Object.entries(examples))
    for (const [details, message] of cases)
      it(`${code} reads "${message.split('\n')[0] ?? ''}"`, () => {
        expect(new AwfError(code as ErrorCode, details).message).to.equal(message);
      });
});
