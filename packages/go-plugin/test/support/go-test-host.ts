import { expect } from 'chai';
import { runProgram, type ProgramOptions } from './run-program.js';

/** One line of the report of packages/go-plugin/test/interop/go/cmd/testhost. */
export interface GoHostCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly skipped?: string;
  readonly detail?: unknown;
  readonly ms: number;
  readonly error?: string;
}

/** The plugin, as that program reads it from the handshake line. */
export interface GoHostHandshake {
  readonly protocol: string;
  readonly protocolVersion: number;
  readonly network: string;
  readonly address: string;
  readonly pid: number;
}

/** The output of that program. */
export interface GoHostReport {
  readonly handshake: GoHostHandshake | null;
  readonly checks: readonly GoHostCheck[];
  readonly logs: readonly {
    readonly level: string;
    readonly message: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
  readonly error?: string;
  readonly exited?: boolean;
  readonly graceful?: boolean;
  /** How another host attaches to the plugin, in the form of TF_REATTACH_PROVIDERS. */
  readonly reattach?: string;
  readonly exitCode?: number;
  readonly killMs?: number;
  readonly socketLeft?: boolean;
  readonly rawStderr: string;
}

/** How the Go host runs. */
export type GoHostOptions = Pick<ProgramOptions, 'env' | 'detached'>;

/** Runs the Go host with these flags on a plugin. Resolves with its report, even if checks failed. */
export async function runGoTestHost(
  program: string,
  flags: readonly string[],
  plugin: readonly string[],
  options: GoHostOptions = {},
): Promise<GoHostReport> {
  const { exitCode, stdout, stderr } = await runProgram(program, [...flags, '--', ...plugin], options);
  try {
    return JSON.parse(stdout) as GoHostReport;
  } catch (error) {
    const how = exitCode === null ? 'a signal' : exitCode.toString();
    throw new Error(`the Go host printed no report (${how}): ${stdout}${stderr}`, { cause: error });
  }
}

/** Asserts that every check ran and passed. */
export function expectAllPassed(report: GoHostReport, names: readonly string[]): void {
  expect(report.error).to.equal(undefined);
  expect(report.checks.map(({ name, ok, error }) => ({ name, ok, error }))).to.deep.equal(
    names.map((name) => ({ name, ok: true, error: undefined })),
  );
}

/** Asserts that the plugin exited on request and in time, and left no socket. */
export function expectGoodEnd(report: GoHostReport): void {
  expect(report).to.include({ exited: true, graceful: true, exitCode: 0, socketLeft: false });
}
