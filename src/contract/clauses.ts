/** What the suites need of a test runner; mocha, vitest and node:test fit as they are. */
export interface ContractRunner {
  /** Groups what `body` registers. */
  readonly describe: (title: string, body: () => void) => void;
  /** Without a body the test is reported as pending. */
  readonly it: (title: string, body?: () => Promise<void>) => void;
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
  /** Releases everything; called once, after the clause. */
  close(): Promise<void>;
}

/** What every suite is told. */
export interface ContractOptions<Subject extends ContractSubject> {
  /** The adapter's name, for the title. */
  readonly name: string;
  /** Makes a fresh subject; called once for each clause. */
  readonly create: () => Promise<Subject>;
  /** Clauses that the adapter does not keep, each with the reason. */
  readonly skip?: Readonly<Record<string, string>> | undefined;
  /** @default the globals `describe` and `it` */
  readonly runner?: ContractRunner | undefined;
}

/** Registers a test for each clause. @throws TypeError for a clause to skip that does not exist */
export function describeClauses<Subject extends ContractSubject>(
  port: string,
  clauses: readonly Clause<Subject>[],
  { name, create, skip = {}, runner = globalRunner() }: ContractOptions<Subject>,
): void {
  const ids = new Set(clauses.map(({ id }) => id));
  for (const id of Object.keys(skip))
    if (!ids.has(id)) throw new TypeError(`${port} has no clause ${id} to skip; it has ${[...ids].join(', ')}`);

  runner.describe(`${port} contract: ${name}`, () => {
    for (const { id, title, check } of clauses) {
      const reason = Object.hasOwn(skip, id) ? skip[id] : undefined;
      if (reason !== undefined) runner.it(`${title} [${id}]: not kept: ${reason}`);
      else
        runner.it(`${title} [${id}]`, async () => {
          const subject = await create();
          try {
            await check(subject);
          } finally {
            await subject.close();
          }
        });
    }
  });
}

function globalRunner(): ContractRunner {
  const { describe, it } = globalThis as unknown as Partial<ContractRunner>;
  if (describe === undefined || it === undefined)
    throw new TypeError('there are no globals "describe" and "it": pass a runner');
  return { describe, it };
}
