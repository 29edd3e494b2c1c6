// The one file that reads the process: its arguments, environment, streams and signals.
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import picocolors from 'picocolors';
import { Interruption, type CliContext } from './cli-context.js';
import { asAwfError, showError } from './errors.js';
import { runCli } from './program.js';

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Long after everything should have ended; only what keeps the process alive by mistake waits for it. */
const lingerMs = 5_000;

function packageVersion(): string {
  // dist/cli.js and build/src/app/cli/main.js are at different depths of the package.
  for (const up of ['..', '../..', '../../../..']) {
    try {
      const file = new URL(`${up}/package.json`, import.meta.url);
      const content = JSON.parse(readFileSync(file, 'utf8')) as { readonly name?: unknown; readonly version?: unknown };
      if (content.name === 'awf-plugins' && typeof content.version === 'string') return content.version;
    } catch {
      // Not at this depth.
    }
  }
  return '0.0.0';
}

function writerTo(stream: NodeJS.WriteStream): (text: string) => void {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `awf ... | head`: the reader has seen enough. The workflow goes on; there is just nobody to tell.
    if (error.code !== 'EPIPE') throw error;
    open = false;
  });
  return (text) => {
    if (open) stream.write(text);
  };
}

/** Colours on a terminal, unless NO_COLOR, --no-color or a dumb terminal forbid them; FORCE_COLOR wants them elsewhere too. */
function wantsColor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv, args: readonly string[]): boolean {
  if ((env.NO_COLOR ?? '') !== '' || args.includes('--no-color')) return false;
  if ((env.FORCE_COLOR ?? '') !== '') return env.FORCE_COLOR !== '0';
  // Undefined where it is no terminal, which picocolors would take for its own guess: colours wherever CI is set.
  return (stream as { readonly isTTY?: boolean }).isTTY === true && env.TERM !== 'dumb';
}

/** The first signal cancels in good order; a second one ends the process where it stands. */
function interruptible(): AbortSignal {
  const controller = new AbortController();
  for (const name of interruptions) {
    const status = 128 + constants.signals[name];
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(status);
      controller.abort(new Interruption(constants.signals[name]));
    });
  }
  return controller.signal;
}

const args = process.argv.slice(2);
const { stdout, stderr, env } = process;
const context: CliContext = {
  env,
  cwd: process.cwd(),
  version: packageVersion(),
  out: writerTo(stdout),
  err: writerTo(stderr),
  isTerminal: stdout.isTTY && env.TERM !== 'dumb',
  colors: picocolors.createColors(wantsColor(stdout, env, args)),
  errColors: picocolors.createColors(wantsColor(stderr, env, args)),
  signal: interruptible(),
};

// A defect that no promise of ours carries is still to end with the status that scripts know for one.
process.on('uncaughtException', (thrown) => {
  showError(asAwfError(thrown), context, true);
  process.exit(4);
});

// Not process.exit(): what has been written must reach its reader first.
process.exitCode = await runCli(args, context);
setTimeout(() => process.exit(), lingerMs).unref();
