import { expect } from 'chai';
import { getEventListeners } from 'node:events';
import type { CallOptions } from '../ports/call-options.js';
import type { CommandResult, CommandRunner } from '../ports/command-runner.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection, shortTimeoutMs } from './expectations.js';

/** The commands that the clauses run, in the language of the shell. A runner in memory gives each the answer that a shell gives. */
export const contractCommands = {
  /** Exits with 7, after it wrote `out` to stdout and `err` to stderr. */
  fails: 'printf out; printf err >&2; exit 7',
  /** Exits with 0 and writes nothing. */
  succeeds: ':',
  /** Exits with 127: no command has that name. */
  unknown: 'no-such-command-anywhere',
  /** Writes the variable GREETING, a dash, and HOME or `none`. */
  environment: 'printf %s "$GREETING-${HOME:-none}"',
  /** Writes its working directory. */
  directory: 'pwd',
  /** Ends after a minute, unless it is ended before. */
  sleeps: 'sleep 60',
  /** The operating system cannot start it: it has a NUL character in it. */
  unstartable: 'echo a\0b',
} as const;

/** A runner, and what the clauses need to watch it. */
export interface CommandRunnerSubject extends ContractSubject {
  /** What is tested. */
  readonly runner: CommandRunner;
  /** A directory that commands can work in; with links resolved. */
  readonly directory: string;
  /** A directory that does not exist. */
  readonly missing: string;
  /** A command that writes more than the runner keeps, and then exits with 0. */
  readonly floods: string;
  /** A command that runs for a minute. */
  readonly lingers: string;
  /** Resolves when {@link lingers} has been started. */
  readonly lingering: () => Promise<void>;
  /** Whether {@link lingers} still runs, once it was started. */
  readonly stillLingers: () => Promise<boolean>;
}

type Subject = CommandRunnerSubject;

function run(subject: Subject, command: string, options?: CallOptions, cwd?: string): Promise<CommandResult> {
  const env = { GREETING: 'hi', PATH: process.env.PATH };
  return subject.runner.run({ step: 'contract', command, cwd: cwd ?? subject.directory, env }, options);
}

/** Clauses of the port CommandRunner. */
export const commandRunnerClauses: readonly Clause<CommandRunnerSubject>[] = [
  {
    id: 'CR-01',
    title: 'returns the exit code and both outputs of a command that fails',
    async check(subject) {
      const result = await run(subject, contractCommands.fails);
      expect(result).to.deep.equal({ exitCode: 7, stdout: 'out', stderr: 'err', truncated: false });
    },
  },
  {
    id: 'CR-02',
    title: 'returns exit code 0 and empty outputs for a command that succeeds and prints nothing',
    async check(subject) {
      const result = await run(subject, contractCommands.succeeds);
      expect(result).to.deep.equal({ exitCode: 0, stdout: '', stderr: '', truncated: false });
    },
  },
  {
    id: 'CR-03',
    title: 'returns exit code 127 for an unknown command, with the reason on stderr',
    async check(subject) {
      const { exitCode, stderr } = await run(subject, contractCommands.unknown);
      expect(exitCode).to.equal(127);
      expect(stderr).to.include(contractCommands.unknown);
    },
  },
  {
    id: 'CR-04',
    title: 'returns exit code 126 for a command that cannot be started, with a reason that does not quote it',
    async check(subject) {
      const { exitCode, stderr } = await run(subject, contractCommands.unstartable);
      expect(exitCode).to.equal(126);
      expect(stderr).not.to.equal('');
      expect(stderr).not.to.include('echo');
    },
  },
  {
    id: 'CR-05',
    title: 'passes the environment of the request to the command, and nothing else',
    async check(subject) {
      expect((await run(subject, contractCommands.environment)).stdout).to.equal('hi-none');
    },
  },
  {
    id: 'CR-06',
    title: 'runs a command in the directory of the request',
    async check(subject) {
      expect((await run(subject, contractCommands.directory)).stdout).to.equal(`${subject.directory}\n`);
    },
  },
  {
    id: 'CR-07',
    title: 'rejects a directory that does not exist',
    async check(subject) {
      const call = run(subject, contractCommands.succeeds, {}, subject.missing);
      const error = await expectRejection(call, 'SYSTEM.IO.READ_FAILED');
      expect(error.details.path).to.equal(subject.missing);
    },
  },
  {
    id: 'CR-08',
    title: 'reports when output was truncated',
    async check(subject) {
      const { exitCode, truncated } = await run(subject, subject.floods);
      expect({ exitCode, truncated }).to.deep.equal({ exitCode: 0, truncated: true });
    },
  },
  {
    id: 'CR-09',
    title: 'rejects a command that exceeds its timeout, and names the step',
    async check(subject) {
      const call = run(subject, contractCommands.sleeps, { timeoutMs: shortTimeoutMs });
      const error = await expectRejection(call, 'EXECUTION.COMMAND.TIMEOUT');
      expect(error.details).to.deep.equal({ step: 'contract', timeoutMs: shortTimeoutMs });
    },
  },
  {
    id: 'CR-10',
    title: 'rejects a command that is aborted while it runs, with the reason as cause',
    async check(subject) {
      const controller = new AbortController();
      const call = run(subject, subject.lingers, { signal: controller.signal });
      const settled = expectRejection(call, 'EXECUTION.COMMAND.CANCELED');
      await subject.lingering();
      controller.abort(new Error('changed my mind'));
      expect((await settled).cause).to.have.property('message', 'changed my mind');
    },
  },
  {
    id: 'CR-11',
    title: 'kills an aborted command and everything that it started',
    async check(subject) {
      const controller = new AbortController();
      const call = run(subject, subject.lingers, { signal: controller.signal }).catch(() => undefined);
      await subject.lingering();
      controller.abort(new Error('changed my mind'));
      await call;
      expect(await subject.stillLingers()).to.equal(false);
    },
  },
  {
    id: 'CR-12',
    title: 'starts nothing when the signal is already aborted',
    async check(subject) {
      await expectAborted((signal) => run(subject, contractCommands.fails, { signal }), 'EXECUTION.COMMAND.CANCELED');
    },
  },
  {
    id: 'CR-13',
    title: 'runs commands at the same time',
    async check(subject) {
      const controller = new AbortController();
      const slow = run(subject, subject.lingers, { signal: controller.signal }).catch(() => undefined);
      await subject.lingering();
      // One that waited for the other would take the whole minute.
      const quick = await run(subject, contractCommands.fails, { timeoutMs: 10_000 }).finally(() => controller.abort());
      expect(quick.exitCode).to.equal(7);
      await slow;
    },
  },
  {
    id: 'CR-14',
    title: 'leaves no listener on the signal of a command that has ended',
    async check(subject) {
      const { signal } = new AbortController();
      await run(subject, contractCommands.succeeds, { signal });
      await run(subject, contractCommands.fails, { signal });
      expect(getEventListeners(signal, 'abort')).to.have.length(0);
    },
  },
];

/** Registers the suite of the port CommandRunner. */
export function describeCommandRunnerContract(options: ContractOptions<CommandRunnerSubject>): void {
  describeClauses('CommandRunner', commandRunnerClauses, options);
}
