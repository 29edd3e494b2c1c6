import {
  commandRunnerClauses,
  contractCommands,
  describeCommandRunnerContract,
  type CommandRunnerSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { CommandResult, CommandRunner } from '../../src/ports/command-runner.js';
import { memoryCommands } from '../support/contract-subjects.js';
import { describeMutants } from '../support/mutants.js';

type Run = CommandRunner['run'];

const running =
  (change: (run: Run, subject: CommandRunnerSubject) => Run) =>
  (subject: CommandRunnerSubject): CommandRunnerSubject => ({
    ...subject,
    runner: { run: change((...call) => subject.runner.run(...call), subject) },
  });

const answering = (change: (result: CommandResult) => CommandResult) =>
  running(
    (run) =>
      async (...call) =>
        change(await run(...call)),
  );

/** In memory, with one directory that does not exist. */
async function directories(): Promise<CommandRunnerSubject> {
  const subject = await memoryCommands();
  const { runner, missing } = subject;
  const run: Run = (request, options) =>
    request.cwd === missing
      ? Promise.reject(new AwfError('SYSTEM.IO.READ_FAILED', { path: missing }))
      : runner.run(request, options);
  return { ...subject, runner: { run } };
}

const quotes = (result: CommandResult): CommandResult =>
  result.exitCode === 126 ? { ...result, stderr: `cannot start ${contractCommands.unstartable}` } : result;

/** Rejects when the command is aborted, and lets the command go on. */
const abandoning =
  (run: Run): Run =>
  (request, { signal, ...options } = {}) => {
    if (signal === undefined || signal.aborted) return run(request, { signal, ...options });
    const running = run(request, options);
    const canceled = new Promise<never>((_, reject) => {
      const { step } = request;
      const cancel = (): void =>
        reject(new AwfError('EXECUTION.COMMAND.CANCELED', { step }, { cause: signal.reason as unknown }));
      signal.addEventListener('abort', cancel, { once: true });
      void running.then(() => signal.removeEventListener('abort', cancel));
    });
    return Promise.race([canceled, running]);
  };

function oneAtATime(run: Run): Run {
  let busy = false;
  return async (...call) => {
    if (busy) throw new Error('busy');
    busy = true;
    return run(...call).finally(() => (busy = false));
  };
}

describeMutants('CommandRunner', describeCommandRunnerContract, commandRunnerClauses, directories, {
  'CR-01': [
    'mixes the outputs up',
    answering((result) => (result.exitCode === 7 ? { ...result, stdout: result.stderr, stderr: '' } : result)),
  ],
  'CR-02': [
    'prints a line of its own',
    answering((result) => (result.stdout === '' && result.exitCode === 0 ? { ...result, stdout: 'done\n' } : result)),
  ],
  'CR-03': [
    'ends an unknown command with 1',
    answering((result) => (result.exitCode === 127 ? { ...result, exitCode: 1 } : result)),
  ],
  'CR-04': ['quotes a command that cannot be started', answering(quotes)],
  'CR-05': [
    'adds to the environment',
    running((run) => (request, options) => run({ ...request, env: { HOME: '/root', ...request.env } }, options)),
  ],
  'CR-06': [
    'runs everything in one directory',
    running((run, { missing }) => (request, options) => {
      return run(request.cwd === missing ? request : { ...request, cwd: '/' }, options);
    }),
  ],
  'CR-07': [
    'runs commands elsewhere when their directory is missing',
    running(
      (run, { directory }) =>
        (request, options) =>
          run({ ...request, cwd: directory }, options),
    ),
  ],
  'CR-08': ['does not say that output is missing', answering((result) => ({ ...result, truncated: false }))],
  'CR-09': ['knows no timeouts', running(withoutTimeout)],
  'CR-10': ['does not say why a command was canceled', running(withoutReason)],
  'CR-11': ['leaves a command alone that was aborted', running(abandoning)],
  'CR-12': [
    'starts a command although the signal is aborted',
    running((run) => (request, options) => {
      return run(request, options?.signal?.aborted === true ? {} : options);
    }),
  ],
  'CR-13': ['runs one command at a time', running(oneAtATime)],
  'CR-14': [
    'leaves listeners behind',
    running((run) => (request, options) => {
      options?.signal?.addEventListener('abort', () => undefined);
      return run(request, options);
    }),
  ],
});

function withoutTimeout(run: Run): Run {
  return (request, { signal, timeoutMs } = {}) => {
    if (timeoutMs === undefined || request.command !== contractCommands.sleeps) return run(request, { signal });
    return Promise.resolve({ exitCode: 0, stdout: '', stderr: '', truncated: false });
  };
}

function withoutReason(run: Run): Run {
  return (request, options) =>
    run(request, options).catch((error: unknown) => {
      if (!AwfError.is(error, 'EXECUTION.COMMAND.CANCELED') || request.command === contractCommands.fails) throw error;
      throw new AwfError(error.code, error.details);
    });
}
