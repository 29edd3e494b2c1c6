// The one file that reads the process: its arguments, environment, streams and signals.
import picocolors from 'picocolors';
import { AwfError } from '../../domain/errors/awf-error.js';
import { SecretMask } from '../../domain/secret-mask.js';
import type { CliContext, Interruption } from './cli-context.js';
import { leaveMemoryOutOfCoreDumps } from './core-dumps.js';
import { asAwfError } from '../../domain/errors/as-awf-error.js';
import { reportFailure, showError } from './errors.js';
import { interruptible, stoppingNotice } from './interruptions.js';
import { LiveLine } from './live-line.js';
import { runCli, wantsJson } from './program.js';
import { ShownLines } from './shown-lines.js';
import { drained, writerTo } from './stream-writer.js';
import { canRedraw, wantsColor } from './terminal.js';

/** Ends the process if something still keeps it alive by mistake. */
const lingerMs = 5_000;

/**
 * Ends this process with the signal itself, so that a shell sees the same status. process.exit() alone waits for threads, and a thread that
 * opens a pipe without a writer never returns.
 */
function endBySignal({ signalName }: Interruption): void {
  process.on('exit', () => {
    process.removeAllListeners(signalName);
    process.kill(process.pid, signalName);
  });
  process.exit();
}

/** The current folder may have been deleted. It is read only when a command needs it: `awf --help` does not. */
function currentDirectory(): string {
  try {
    return process.cwd();
  } catch (cause) {
    const details = { path: 'the current directory', problem: 'does not exist any more' };
    throw new AwfError('USER.INPUT.MISSING_FILE', details, { cause });
  }
}

/**
 * Runs the command line of this process.
 * @param version what `awf --version` prints
 * @param packageRoot the folder of this package
 * @param ended called when the command is over, before the process ends
 */
export async function main(version: string, packageRoot: string, ended: () => void = () => undefined): Promise<void> {
  leaveMemoryOutOfCoreDumps();
  const args = process.argv.slice(2);
  const { stdout, stderr, env } = process;
  let outputLost = false;

  const secrets = new SecretMask();
  const masked =
    (write: (text: string) => void) =>
    (text: string): void =>
      write(secrets.text(text));

  const data = writerTo(stdout, (cause) => {
    outputLost = true;
    showError(new AwfError('SYSTEM.IO.WRITE_FAILED', { path: 'stdout' }, { cause }), {}, context);
  });
  // If stderr fails too, only the exit status can tell it.
  const writeOut = masked(data);
  const writeErr = masked(writerTo(stderr, () => undefined));
  const live = canRedraw(stdout, env) ? new LiveLine(writeOut, () => stdout.columns) : undefined;

  const sayStopping = (interruption: Interruption): void => {
    const notice = stoppingNotice(interruption, stderr);
    if (notice !== undefined) context.err(notice);
  };

  const context: CliContext = {
    env,
    get cwd() {
      return currentDirectory();
    },
    version,
    packageRoot,
    out: live?.above(writeOut) ?? writeOut,
    data: live?.above(data) ?? data,
    drained: () => drained(stdout),
    secrets,
    err: live?.above(writeErr) ?? writeErr,
    live,
    shown: new ShownLines(secrets),
    colors: picocolors.createColors(wantsColor(stdout, env, args)),
    errColors: picocolors.createColors(wantsColor(stderr, env, args)),
    ...interruptible(process, sayStopping),
  };

  // An exception outside of our promises is a defect as well, and ends with the exit status for defects.
  process.on('uncaughtException', (thrown) => {
    reportFailure(asAwfError(thrown), { format: wantsJson(args) ? 'json' : 'text', verbose: true }, context);
    process.exit(4);
  });

  // Some streams say only later that they have lost what they took.
  process.on('exit', (status) => {
    if (status === 0 && outputLost) process.exitCode = 4;
  });

  process.exitCode = await runCli(args, context);
  ended();
  const endAtOnce = (): void => endBySignal(context.signal.reason as Interruption);
  if (context.givenUp.aborted) endAtOnce();
  // A command that was canceled is over, but a thread of it may be stuck.
  context.givenUp.addEventListener('abort', endAtOnce);
  setTimeout(() => (context.signal.aborted ? endAtOnce() : process.exit()), lingerMs).unref();
  // What has been written must reach its reader first. Nothing else is waited for.
  await Promise.all([flushed(stdout), flushed(stderr)]);
  if (!context.signal.aborted) process.exit();
}

/** Resolves when the stream has handed over what it was given, or has lost it. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve());
  });
