import { settlesWithin, unlessAborted } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { parseHandshakeLine, type Handshake, type HandshakeRejection } from '../handshake/handshake-line.js';
import { versionsOf } from '../handshake/negotiation.js';
import type { Runner } from '../process/runner.js';
import type { ClientSettings } from './options.js';
import type { RunnerOutput } from './runner-output.js';
import type { WatchedPlugin } from './watched-plugin.js';

/**
 * How long to wait for the exit of a process that has closed its stdout. Its exit code says more than the closed pipe.
 */
const exitAfterCloseMs = 2_000;

/**
 * How long to wait for the exit of a program whose first line is not a handshake. Often it is about to exit, with the
 * reason on stderr.
 */
const exitAfterOtherTextMs = 250;

/** How long a runner may take to diagnose a failed start. For a container, it may have to ask a daemon. */
const diagnosisMs = 1_000;

/** A plugin that has been started, until its handshake. */
export interface StartingPlugin {
  readonly runner: Runner;
  readonly plugin: WatchedPlugin;
  readonly output: RunnerOutput;
}

/**
 * Waits for the plugin's handshake line and checks it.
 * @param signal aborted by the caller or by the start timeout. Its reason is the error of the rejection
 * @throws GoPluginError `EXITED_BEFORE_HANDSHAKE`, `HANDSHAKE_INVALID`, `CORE_VERSION_UNSUPPORTED`, `VERSION_MISMATCH`,
 * `NETWORK_UNSUPPORTED`, `PROTOCOL_UNSUPPORTED`, `CERTIFICATE_INVALID`, `MUX_NOT_SUPPORTED`
 */
export async function awaitHandshake(
  starting: StartingPlugin,
  settings: ClientSettings,
  signal: AbortSignal,
): Promise<Handshake> {
  const { runner, plugin, output } = starting;
  const line = await unlessAborted(output.firstLine, signal);
  if (line.kind === 'none') throw await noLineError(starting, signal);
  if (line.kind === 'too long') {
    throw await rejectionError(
      starting,
      line.bytes,
      { code: 'HANDSHAKE_INVALID', problem: 'the first line is longer than 64 KiB' },
      signal,
    );
  }
  const tls = settings.autoMtls || settings.tls !== undefined;
  const verdict = parseHandshakeLine(line.bytes, {
    versions: versionsOf(settings.plugins),
    protocols: ['grpc'],
    tls,
    multiplex: settings.brokerMultiplex,
    pluginToHost: (address) => runner.pluginToHost(address),
  });
  if (verdict.accepted && !(settings.autoMtls && verdict.handshake.certificateDer === undefined))
    return verdict.handshake;
  const halfLine = line.kind === 'cut off' && isBeginning(line.bytes);
  if (halfLine && (await plugin.endsWithin(exitAfterCloseMs, signal)))
    throw await exitError(plugin, await diagnose(starting));
  if (!verdict.accepted) throw await rejectionError(starting, line.bytes, verdict.rejection, signal);
  // go-plugin continues, and the first call fails with a TLS error that does not name the cause.
  const problem = 'it sent none, though this host asked for AutoMTLS';
  throw new GoPluginError('CERTIFICATE_INVALID', { path: plugin.path, problem, missing: true });
}

/** The runner's observations, or none if it does not answer in time. */
async function diagnose({ runner }: StartingPlugin): Promise<readonly string[]> {
  const diagnosis = (async () => runner.diagnose())().catch(() => []);
  return (await settlesWithin(diagnosis, diagnosisMs)) ? diagnosis : [];
}

async function noLineError(starting: StartingPlugin, signal: AbortSignal): Promise<GoPluginError> {
  const { plugin, output } = starting;
  const notes = await diagnose(starting);
  const { path } = plugin;
  if (await plugin.endsWithin(exitAfterCloseMs, signal)) return exitError(plugin, notes);
  const problem = 'it closed its stdout without a line';
  return new GoPluginError('HANDSHAKE_INVALID', { path, line: '', problem, notes, stderrTail: output.stderrTail });
}

/** Of a process that has ended. How it ended says more than what it printed until then. */
const exitError = async ({ path, ended }: WatchedPlugin, notes: readonly string[]): Promise<GoPluginError> =>
  new GoPluginError('EXITED_BEFORE_HANDSHAKE', { path, notes, ...(await ended) });

/** Whether this is how a handshake line begins. Any other text is the first output of a program that is not a plugin. */
const isBeginning = (text: Buffer): boolean => /^\d+\|/.test(text.toString('latin1', 0, 16));

async function rejectionError(
  starting: StartingPlugin,
  line: Uint8Array,
  rejection: HandshakeRejection,
  signal: AbortSignal,
): Promise<GoPluginError> {
  const { plugin, output } = starting;
  const { path } = plugin;
  switch (rejection.code) {
    case 'HANDSHAKE_INVALID': {
      const { problem } = rejection;
      const notes = await diagnose(starting);
      await plugin.endsWithin(exitAfterOtherTextMs, signal);
      const { stderrTail } = output;
      return new GoPluginError(rejection.code, { path, line: presentable(line), problem, notes, stderrTail });
    }
    case 'CERTIFICATE_INVALID':
    case 'MUX_NOT_SUPPORTED':
      return new GoPluginError(rejection.code, { path, problem: rejection.problem });
    case 'CORE_VERSION_UNSUPPORTED':
      return new GoPluginError(rejection.code, { path, version: rejection.version });
    case 'VERSION_MISMATCH': {
      const { pluginVersion, hostVersions } = rejection;
      return new GoPluginError(rejection.code, { path, pluginVersion, hostVersions });
    }
    case 'NETWORK_UNSUPPORTED':
      return new GoPluginError(rejection.code, { path, network: rejection.network });
    case 'PROTOCOL_UNSUPPORTED': {
      const { protocol, supported } = rejection;
      return new GoPluginError(rejection.code, { path, protocol, supported });
    }
  }
}

/** A line for an error message: shortened, and without a possible certificate. */
export function presentable(line: Uint8Array | string): string {
  const text = typeof line === 'string' ? line : Buffer.from(line.subarray(0, 1_024)).toString('utf8');
  const redacted = text.replace(/[A-Za-z0-9+/]{64,}={0,2}/g, '…');
  if (redacted.length <= 200) return redacted;
  const cut = redacted.slice(0, 200);
  // Half of a surrogate pair is not valid UTF-8.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}
