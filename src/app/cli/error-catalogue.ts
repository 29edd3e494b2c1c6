import type { ErrorCode } from '../../domain/errors/error-details.js';

/** What `awf error` says about each code: when it occurs, and what to do. */
export const errorCatalogue: {
  readonly [C in ErrorCode]: { readonly when: string; readonly remedy: string };
} = {
  'USER.INPUT.MISSING_FILE': {
    when: 'A file or folder that was named does not exist, or is a file where a folder is expected, or the reverse.',
    remedy: 'Check the path; it is taken relative to the current directory.',
  },
  'USER.INPUT.INVALID_FORMAT': {
    when: 'The command line cannot be understood.',
    remedy: 'See awf --help, or awf help COMMAND.',
  },
  'USER.INPUT.VALIDATION_FAILED': {
    when: 'Inputs of the workflow are missing, unknown, of the wrong type or against its rules.',
    remedy: 'Pass inputs with -i name=value; the message names each one that is wrong.',
  },
  'USER.INPUT.PLUGIN_NOT_FOUND': {
    when: 'The workflow names a plugin that is in none of the plugin folders.',
    remedy: 'See awf plugin list; name the folder with --plugins-dir or AWF_PLUGINS_PATH.',
  },
  'USER.INPUT.PLUGIN_INSTALLED': {
    when: 'A plugin is to be installed that is installed already.',
    remedy: 'Replace it with awf plugin install --force, or remove it first with awf plugin remove.',
  },
  'USER.INPUT.PLUGIN_SOURCE': {
    when: 'Nothing can be installed from what the command line names.',
    remedy: 'Name a folder or an archive; awf help plugin install lists what can be named.',
  },
  'USER.INPUT.OPERATION_NOT_FOUND': {
    when: 'The plugin is there, but offers no such operation.',
    remedy: 'See awf plugin list --operations.',
  },
  'USER.INPUT.STEP_TYPE_NOT_FOUND': {
    when: 'A type of steps was asked for that no plugin offers.',
    remedy: 'See awf plugin list --step-types.',
  },
  'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH': {
    when: 'The plugin was built for another version of the plugin protocol.',
    remedy: 'Install a version of the plugin that was built for this host.',
  },
  'USER.VALIDATION.PLUGIN_VERSION_MISMATCH': {
    when: 'The plugin asks, with awf_version in its manifest, for another AWF.',
    remedy: 'Update AWF, or install another version of the plugin.',
  },
  'USER.VALIDATION.RUNTIME_UNSUPPORTED': {
    when: 'The manifest of a plugin names a runtime that this host does not have.',
    remedy: 'Correct `runtime` in the manifest, or use a host that has this runtime.',
  },
  'USER.VALIDATION.MANIFEST_INVALID': {
    when: 'The plugin.yaml of a plugin is empty, is not valid YAML, or lacks a required field.',
    remedy: 'Correct the manifest at the places that the message names.',
  },
  'USER.VALIDATION.SETTINGS_INVALID': {
    when: 'The settings of the project, .awf/config.yaml, are no YAML, or have a key or value that is not understood.',
    remedy: 'Correct the file at the places that the message names. Until then no plugin is started.',
  },
  'USER.VALIDATION.ARCHIVE_INVALID': {
    when: 'An archive or a folder with a plugin is damaged, too large, or holds links, devices or paths that lead out of it.',
    remedy:
      'Get it again, or ask the author of the plugin for one with files and folders only. Nothing has been installed.',
  },
  'USER.VALIDATION.PLUGIN_CONFIG': {
    when: 'The configuration of a plugin does not fit what its manifest declares.',
    remedy: 'Correct the configuration of the plugin.',
  },
  'USER.VALIDATION.PLUGIN_STATE': {
    when: 'What plugins.json says about a plugin cannot be read, so nobody knows whether the plugin may run.',
    remedy: 'Correct plugins.json at the place that the message names. Until then the plugin is not started.',
  },
  'USER.VALIDATION.OPERATION_INPUT': {
    when: 'A step gives an operation inputs that its schema does not allow.',
    remedy: 'See awf plugin list --operations for what it takes. on_failure handles this only while the workflow runs.',
  },
  'USER.VALIDATION.STEP_CONFIG': {
    when: 'The settings of a step do not fit its type, which a plugin offers.',
    remedy: 'Correct `config` of the step; the documentation of the plugin says what it takes.',
  },
  'WORKFLOW.PARSE.YAML_SYNTAX': {
    when: 'The workflow file is not valid YAML, repeats a key, or is not a workflow.',
    remedy: 'Correct the file at the line and column of the message; awf validate checks it without running it.',
  },
  'WORKFLOW.PARSE.UNKNOWN_FIELD': {
    when: 'The workflow uses a field of AWF that this version would have to ignore, which would change what the workflow does.',
    remedy: 'Take the field out, or use a version that supports it.',
  },
  'WORKFLOW.VALIDATION.MISSING_STATE': {
    when: 'The workflow has no initial state, names one that does not exist, or has no terminal state.',
    remedy: 'Add the state, or correct states.initial.',
  },
  'WORKFLOW.VALIDATION.INVALID_TRANSITION': {
    when: 'on_success or on_failure of a step names a state that does not exist, or on_success is missing.',
    remedy: 'Name a state of this workflow.',
  },
  'WORKFLOW.VALIDATION.CYCLE_DETECTED': {
    when: 'States lead in a circle that no terminal state can be reached from.',
    remedy: 'Add a transition to a terminal state.',
  },
  'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE': {
    when: 'A {{...}} refers to an input, state or field that does not exist, or not yet.',
    remedy: 'Correct the reference; the message says what there is.',
  },
  'WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE': {
    when: 'A step has a type that its plugin does not offer.',
    remedy: 'See awf plugin list --step-types, and correct `type` of the step.',
  },
  'WORKFLOW.VALIDATION.PLUGIN_REJECTED': {
    when: 'The validator of a plugin found an error in the workflow.',
    remedy: 'Correct the workflow, or leave validators out with --skip-validators.',
  },
  'EXECUTION.COMMAND.FAILED': {
    when: 'The command of a step exited with another code than 0.',
    remedy: 'Run the command by hand, or handle the failure with on_failure or continue_on_error.',
  },
  'EXECUTION.COMMAND.NOT_STARTED': {
    when: 'The system could not start the command of a step: it has no free file descriptors, processes or memory, or the shell cannot be executed.',
    remedy: 'Check the limits of the system (ulimit -a) and the shell in SHELL, or handle the failure with on_failure.',
  },
  'EXECUTION.COMMAND.CANCELED': {
    when: 'The command of a step was ended because the workflow was canceled.',
    remedy: 'Run the workflow again.',
  },
  'EXECUTION.COMMAND.TIMEOUT': {
    when: 'The command of a step took longer than the timeout of the step; it has been ended.',
    remedy: 'Raise the timeout of the step, or handle the failure with on_failure.',
  },
  'EXECUTION.WORKFLOW.FAILED': {
    when: 'The workflow reached a terminal state of failure.',
    remedy: 'See the steps before it; -f json has their errors.',
  },
  'EXECUTION.WORKFLOW.CANCELED': {
    when: 'The workflow was interrupted, by Ctrl-C for example.',
    remedy: 'Run it again.',
  },
  'EXECUTION.PLUGIN.CRASHED': {
    when: 'The process of a plugin ended without being asked to, or before it was ready.',
    remedy: 'Report it to the author of the plugin, with what the message has of its stderr, or the log of --verbose.',
  },
  'EXECUTION.PLUGIN.GIVEN_UP': {
    when: 'A plugin crashed again and again, and this host does not start it any more.',
    remedy: 'Find out why it crashes: run it with --verbose. A new host, such as another run of awf, starts it again.',
  },
  'EXECUTION.PLUGIN.HANDSHAKE_INVALID': {
    when: 'The plugin’s first line is not an AWF handshake.',
    remedy:
      'Check that the binary is an AWF plugin, prints nothing before its handshake, and answers the offer of TLS.',
  },
  'EXECUTION.PLUGIN.START_TIMEOUT': {
    when: 'The plugin was not ready in time.',
    remedy: 'Run its binary by hand to see what it waits for.',
  },
  'EXECUTION.PLUGIN.CONNECT_FAILED': {
    when: 'The plugin started, but no connection to it could be made, or its certificate is not the one it announced.',
    remedy: 'See the log of the plugin with --verbose.',
  },
  'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': {
    when: 'The plugin speaks netrpc; this host speaks gRPC only.',
    remedy: 'Build the plugin with the gRPC server of go-plugin: set GRPCServer in its ServeConfig.',
  },
  'EXECUTION.PLUGIN.CALL_TIMEOUT': {
    when: 'The plugin did not answer within the timeout of the step.',
    remedy: 'Raise the timeout of the step, or look at what the plugin does.',
  },
  'EXECUTION.PLUGIN.CALL_FAILED': {
    when: 'The plugin answered a call with an error of gRPC.',
    remedy: 'See the log of the plugin with --verbose.',
  },
  'EXECUTION.PLUGIN.LIMIT_EXCEEDED': {
    when: 'A plugin sent more than this host takes, for instance too many operations.',
    remedy: 'Report it to the author of the plugin. docs/reference/limits.md has the limits.',
  },
  'EXECUTION.PLUGIN.CANCELED': {
    when: 'A call to a plugin was canceled because the workflow was.',
    remedy: 'Run the workflow again.',
  },
  'EXECUTION.PLUGIN.OPERATION_FAILED': {
    when: 'The operation ran and reported a failure.',
    remedy: 'Correct its inputs, or handle the failure with on_failure.',
  },
  'EXECUTION.PLUGIN.STEP_FAILED': {
    when: 'A step of a type that a plugin offers ended with another exit code than 0.',
    remedy: 'Correct its settings, or handle the failure with on_failure.',
  },
  'EXECUTION.PLUGIN.NOT_RUNNING': {
    when: 'A plugin was called that is not running.',
    remedy: 'It was shut down, or never started.',
  },
  'EXECUTION.PLUGIN.DISABLED': {
    when: 'The workflow names a plugin that is switched off.',
    remedy: 'Switch it on: awf plugin enable NAME.',
  },
  'EXECUTION.PLUGIN.CHECKSUM_MISMATCH': {
    when: 'The binary of the plugin is not the one that was approved.',
    remedy: 'Install the plugin again.',
  },
  'EXECUTION.PLUGIN.BROKER_EMIT_DENIED': {
    when: 'A plugin emitted an event that its manifest does not allow, that is not well-formed, or in the name of another plugin.',
    remedy: 'Add the event type to events.emit in plugin.yaml. Only the name in that manifest may be the source.',
  },
  'EXECUTION.PLUGIN.STREAM_SETUP_FAILED': {
    when: 'The stream of events to a plugin could not be opened, or broke. The plugin gets its events one by one instead.',
    remedy: 'Nothing has to be done. See the log of the plugin with --verbose.',
  },
  'EXECUTION.EVENT.DELIVERY_FAILED': {
    when: 'A plugin did not get an event: its handler failed or took too long, it has ended, or the host ended first.',
    remedy: 'See the log of the plugin with --verbose.',
  },
  'EXECUTION.EVENT.CYCLE_DETECTED': {
    when: 'Three events in a row led to this one, so that plugins seem to answer each other without end. It is not published.',
    remedy: 'Let one of the plugins ignore the events that answer its own.',
  },
  'EXECUTION.EVENT.BUFFER_FULL': {
    when: 'More events wait for a plugin than a host keeps for it (256), so further ones are dropped.',
    remedy: 'Make the event handler of the plugin faster, or subscribe to fewer types.',
  },
  'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE': {
    when: 'The settings of the project limit what a plugin may do, and this machine has no means to keep a limit. The plugin was not started.',
    remedy: 'Install what the message names, such as bubblewrap, or take the setting out of .awf/config.yaml.',
  },
  'EXECUTION.HOST.CLOSED': {
    when: 'A program that embeds the host called it after it had closed it, or closed it meanwhile.',
    remedy: 'Create another host.',
  },
  'EXECUTION.PLUGIN.NOT_IMPLEMENTED': {
    when: 'The program was built without external plugins.',
    remedy: 'Bind the grpc_host adapter instead of legacy_stub.',
  },
  'SYSTEM.IO.READ_FAILED': {
    when: 'A file or folder could not be read or entered. It may be the folder that the command of a step is to work in.',
    remedy: 'See the cause; check the path and the permissions.',
  },
  'SYSTEM.IO.WRITE_FAILED': {
    when: 'A file, or the output of this command, could not be written.',
    remedy: 'See the cause; check the permissions, the space on the disk, and TMPDIR.',
  },
  'SYSTEM.IO.TIMEOUT': {
    when: 'A file or folder was not read or written within the time that its caller gave it.',
    remedy: 'See whether it is a pipe that nobody writes to, or on a network drive that cannot be reached.',
  },
  'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': {
    when: 'The folder of a plugin has a manifest but no binary.',
    remedy: 'Build or install the plugin; the binary is named awf-plugin-FOLDER.',
  },
  'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': {
    when: 'The binary of a plugin is a folder, may not be executed, is for another machine, or lacks its interpreter.',
    remedy:
      'Do what the message says: make it executable with chmod +x, or install what the first line of the script names.',
  },
  'SYSTEM.IO.PLUGIN_INSECURE': {
    when: 'A plugin, a folder above it or plugins.json belongs to another user, or others may write to it.',
    remedy: 'Correct owner and mode of the path in the message. --allow-insecure only warns, for one command.',
  },
  'SYSTEM.INTERNAL.UNMAPPED': {
    when: 'Something happened that this program did not expect.',
    remedy: 'Run the command with --verbose and report what it says.',
  },
};

/** All codes, in the order of their exit statuses. */
export const errorCodes = Object.keys(errorCatalogue) as readonly ErrorCode[];
