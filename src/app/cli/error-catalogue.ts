import type { ErrorCode } from '../../domain/errors/error-details.js';
import { executionCatalogue, type CatalogueEntry } from './execution-catalogue.js';

/** What `awf error` says about each code: when it occurs, and what to do. */
export const errorCatalogue: {
  readonly [C in ErrorCode]: CatalogueEntry;
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
  'USER.VALIDATION.PROJECT_INVALID': {
    when: 'The plugin.build.yaml of a plugin project is not valid YAML, lacks a field, or names a folder that the build does not make. Or a folder is not a project.',
    remedy: 'Correct the file at the place that the message names. awf plugin init makes a project.',
  },
  'USER.VALIDATION.SETTINGS_INVALID': {
    when: 'The settings of the project, .awf/config.yaml, are no YAML, or have a key or value that is not understood.',
    remedy: 'Correct the file at the places that the message names. Until then no plugin is started.',
  },
  'USER.VALIDATION.LOCK_INVALID': {
    when: 'The lock file of the project, .awf/plugins.lock, is damaged, holds the marks of a merge, or was written by a later awf.',
    remedy: 'Correct the file at the place that the message names, or get it again from git.',
  },
  'USER.VALIDATION.ARCHIVE_INVALID': {
    when: 'An archive or a folder with a plugin is damaged, too large, or holds links, devices or paths that lead out of it.',
    remedy:
      'Get it again, or ask the author of the plugin for one with files and folders only. Nothing has been installed.',
  },
  'USER.VALIDATION.PLUGIN_CONFIG': {
    when: 'The configuration of a plugin does not fit what its manifest declares.',
    remedy: 'awf plugin config NAME shows what the plugin takes and where each value is from; set and unset change it.',
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
  ...executionCatalogue,
  'SYSTEM.IO.READ_FAILED': {
    when: 'A file or folder could not be read or entered. It may be the folder that the command of a step is to work in. Or it is a file that decides what may run, and other users could change it.',
    remedy:
      'See the cause; check the path, the permissions and the owner. With --allow-insecure, what others could change is used with a warning.',
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
    when: 'The folder of a plugin has a manifest but no program.',
    remedy: 'Build or install the plugin; the program is named awf-plugin-FOLDER.',
  },
  'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': {
    when: 'The program of a plugin is a folder, may not be executed, is for another machine, or lacks its interpreter.',
    remedy:
      'Do what the message says: make it executable with chmod +x, or install what the first line of the script names.',
  },
  'SYSTEM.IO.PLUGIN_INSECURE': {
    when: 'A plugin, a folder above it or plugins.json belongs to another user, or others may write to it.',
    remedy: 'Correct owner and mode of the path in the message. --allow-insecure only warns, for one command.',
  },
  'SYSTEM.NETWORK.REQUEST_FAILED': {
    when: 'A server could not be reached, answered with an error, or broke off.',
    remedy: 'See the cause; check the network and the address, and try again. A download goes on where it was.',
  },
  'SYSTEM.NETWORK.RATE_LIMITED': {
    when: 'GitHub, or another server, has had too many requests from here.',
    remedy: 'Try again later, or set GITHUB_TOKEN to a token, which raises the limit.',
  },
  'SYSTEM.NETWORK.TIMEOUT': {
    when: 'A server did not answer in time, or stopped in the middle.',
    remedy: 'Check the network, and try again. A download goes on where it was.',
  },
  'SYSTEM.NETWORK.ADDRESS_REFUSED': {
    when: 'A server refers to a file, to a private address, or from https to http. Or http was asked for.',
    remedy: 'Report it to who runs the server. If you trust the address, download the archive yourself.',
  },
  'SYSTEM.NETWORK.OFFLINE': {
    when: 'With --offline, something is to be installed that was not downloaded before.',
    remedy: 'Run the command once without --offline.',
  },
  'SYSTEM.INTERNAL.UNMAPPED': {
    when: 'Something happened that this program did not expect.',
    remedy: 'Run the command with --verbose and report what it says.',
  },
};

/** All codes, in the order of their exit statuses. */
export const errorCodes = Object.keys(errorCatalogue) as readonly ErrorCode[];
