import { AwfError } from '../domain/errors/awf-error.js';
import type { ErrorCode } from '../domain/errors/error-details.js';

/** Registers one test. `skip` registers it as one that is not run. */
export interface ContractTest {
  /** The runner runs the test. */
  (title: string, body: () => Promise<void>): unknown;
  /** The runner counts the test as skipped. */
  readonly skip: (title: string, body: () => Promise<void>) => unknown;
}

/** What the suites need from a test runner. The `describe` and `it` of mocha, vitest and node:test fit as they are. */
export interface ContractRunner {
  /** Groups what `body` registers. */
  readonly describe: (title: string, body: () => void) => unknown;
  /** Registers a test. */
  readonly it: ContractTest;
}

/** One thing that every adapter must do. */
export interface Clause<Subject> {
  /** Stable: other places refer to it. */
  readonly id: string;
  /** What an adapter does that keeps it. */
  readonly title: string;
  /** Rejects unless the subject keeps it. */
  readonly check: (subject: Subject) => Promise<void>;
}

/** What is tested, fresh for each clause. */
export interface ContractSubject {
  /** Releases everything. The suite calls it once, after the clause. */
  close(): Promise<void>;
}

/** What an adapter declares not to do. It must refuse it with a typed error, and the suite checks that it does. */
export interface NotSupported {
  /** The error that the adapter refuses such calls with. */
  readonly code: ErrorCode;
  /** Ids of the clauses that it does not keep. */
  readonly clauses: readonly string[];
}

/** What every suite is told. */
export interface ContractOptions<Subject extends ContractSubject> {
  /** The adapter's name, for the title. */
  readonly name: string;
  /** Makes a fresh subject. The suite calls it once for each clause. */
  readonly create: () => Promise<Subject>;
  /** Clauses that the adapter does not keep, but refuses properly. */
  readonly notSupported?: NotSupported | undefined;
  /** Clauses whose situation cannot arise with this adapter, each with the reason. They are reported as skipped. */
  readonly skip?: Readonly<Record<string, string>> | undefined;
  /** @default the globals `describe` and `it`, as mocha has them */
  readonly runner?: ContractRunner | undefined;
}

/**
 * Registers a test for each clause.
 *
 * @throws TypeError when the options name a clause that does not exist, or one clause twice
 */
export function describeClauses<Subject extends ContractSubject>(
  port: string,
  clauses: readonly Clause<Subject>[],
  { name, create, notSupported, skip = {}, runner = globalRunner() }: ContractOptions<Subject>,
): void {
  checkNamed(port, clauses, [...Object.keys(skip), ...(notSupported?.clauses ?? [])]);
  const { describe, it } = runner;
  describe(`${port} contract: ${name}`, () => {
    for (const clause of clauses) {
      const title = `${clause.title} [${clause.id}]`;
      const keeps = onFreshSubject(create, clause.check);
      if (Object.hasOwn(skip, clause.id)) it.skip(`${title}: does not apply: ${skip[clause.id]}`, keeps);
      else if (notSupported?.clauses.includes(clause.id) !== true) it(title, keeps);
      else it(`${title}: refused with ${notSupported.code}`, () => expectRefusal(keeps, notSupported.code));
    }
  });
}

function checkNamed(port: string, clauses: readonly Clause<never>[], named: readonly string[]): void {
  const ids = clauses.map(({ id }) => id);
  for (const [index, id] of named.entries()) {
    if (!ids.includes(id)) throw new TypeError(`${port} has no clause ${id}; it has ${ids.join(', ')}`);
    if (named.indexOf(id) !== index) throw new TypeError(`clause ${id} of ${port} is declared twice`);
  }
}

const onFreshSubject =
  <Subject extends ContractSubject>(create: () => Promise<Subject>, check: (subject: Subject) => Promise<void>) =>
  async (): Promise<void> => {
    const subject = await create();
    try {
      await check(subject);
    } finally {
      await subject.close();
    }
  };

/** Rejects unless the clause fails because the adapter refused a call with this code. */
async function expectRefusal(keeps: () => Promise<void>, code: ErrorCode): Promise<void> {
  const error = await keeps().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error('the adapter keeps this clause: do not declare it as not supported');
  // An expectation that met another error than it asked for has that error as its cause.
  const refusal = AwfError.is(error) ? error : (error as Error).cause;
  if (!AwfError.is(refusal, code)) throw new Error(`the adapter does not refuse with ${code}`, { cause: error });
}

function globalRunner(): ContractRunner {
  const { describe, it } = globalThis as unknown as Partial<ContractRunner>;
  if (describe === undefined || it === undefined)
    throw new TypeError('There are no globals "describe" and "it". Pass those of your test runner as `runner`.');
  return { describe, it };
}
