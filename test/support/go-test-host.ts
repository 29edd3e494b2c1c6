import { execFile } from 'node:child_process';
import { expect } from 'chai';

/** One line of the report of test/interop/go/cmd/testhost. */
export interface GoHostCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly skipped?: string;
  readonly detail?: unknown;
  readonly ms: number;
  readonly error?: string;
}

/** What that program prints. */
export interface GoHostReport {
  readonly checks: readonly GoHostCheck[];
  readonly error?: string;
  readonly exited?: boolean;
  readonly graceful?: boolean;
  /** How another host attaches to the plugin, in the form of TF_REATTACH_PROVIDERS. */
  readonly reattach?: string;
  readonly rawStderr: string;
}

/** Runs the Go host with these flags on a plugin; resolves with its report, whatever stands in it. */
export function runGoTestHost(
  program: string,
  flags: readonly string[],
  plugin: readonly string[],
): Promise<GoHostReport> {
  return new Promise((resolve, reject) => {
    execFile(program, [...flags, '--', ...plugin], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as GoHostReport);
      } catch {
        reject(
          new Error(`the Go host printed no report (${error?.signal ?? error?.code ?? 0}): ${stdout}${stderr}`, {
            cause: error,
          }),
        );
      }
    });
  });
}

/** Every check was done and passed. */
export function expectAllPassed(report: GoHostReport, names: readonly string[]): void {
  expect(report.error).to.equal(undefined);
  expect(report.checks.map(({ name, ok, error }) => ({ name, ok, error }))).to.deep.equal(
    names.map((name) => ({ name, ok: true, error: undefined })),
  );
}
