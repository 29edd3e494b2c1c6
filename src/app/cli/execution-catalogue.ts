import type { ErrorCode } from '../../domain/errors/error-details.js';

/** When an error occurs, and what to do. */
export interface CatalogueEntry {
  readonly when: string;
  readonly remedy: string;
}

/** What `awf error` says about the codes of what runs: plugins, commands, workflows, events. */
export const executionCatalogue: { readonly [C in Extract<ErrorCode, `EXECUTION.${string}`>]: CatalogueEntry } = {
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
  'EXECUTION.TEMPLATE.TOO_LONG': {
    when: 'The {{...}} of a step, or of the message of a terminal state, would build a text of more than 33554432 characters.',
    remedy: 'Write long outputs to a file, and pass its path to the next step.',
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
      'Check that the program is an AWF plugin, prints nothing before its handshake, and answers the offer of TLS.',
  },
  'EXECUTION.PLUGIN.START_TIMEOUT': {
    when: 'The plugin was not ready in time.',
    remedy: 'Run its program by hand to see what it waits for.',
  },
  'EXECUTION.PLUGIN.CONNECT_FAILED': {
    when: 'The plugin started, but no connection to it could be made, or its certificate is not the one it announced.',
    remedy: 'See the log of the plugin with --verbose.',
  },
  'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': {
    when: 'The plugin speaks netrpc; this host speaks gRPC only.',
    remedy: 'Build the plugin with the gRPC server of go-plugin: set GRPCServer in its ServeConfig.',
  },
  'EXECUTION.PLUGIN.BUILD_FAILED': {
    when: 'The command that builds a plugin, in its plugin.build.yaml, ended with another exit code than 0.',
    remedy: 'Correct what the build reports.',
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
    when: 'The program of the plugin is not the one that was approved.',
    remedy: 'Install the plugin again.',
  },
  'EXECUTION.PLUGIN.LOCK_MISMATCH': {
    when: 'A plugin differs from what the lock file of the project says: its version, its content, or that it is there at all.',
    remedy: 'Install what the lock names with awf plugin install, or change the lock with awf plugin update.',
  },
  'EXECUTION.PLUGIN.SIGNATURE_INVALID': {
    when: 'You trust certain keys for a source, and its release has no signature, or one of another key.',
    remedy: 'Ask the author whether the key has changed. See awf plugin trust.',
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
};
