import { expect } from 'chai';
import type { Clause, ContractOptions, ContractSubject } from '../../src/contract/index.js';

/** Returns `target` with some of its methods and properties replaced. */
export function altered<T extends object>(target: T, changes: Partial<T>): T {
  return new Proxy(target, {
    get(_, key) {
      const owner: object = Object.hasOwn(changes, key) ? changes : target;
      const value: unknown = Reflect.get(owner, key);
      return typeof value === 'function' ? (value.bind(owner) as unknown) : value;
    },
  });
}

/** Runs a suite without reporting it. Returns the ids of the failed clauses. */
export async function failedClauses<S extends ContractSubject>(
  describeContract: (options: ContractOptions<S>) => void,
  create: () => Promise<S>,
): Promise<readonly string[]> {
  const tests: { readonly title: string; readonly body: () => Promise<void> }[] = [];
  const it = (title: string, body: () => Promise<void>): unknown => tests.push({ title, body });
  describeContract({
    name: 'a mutant',
    create,
    runner: { describe: (_, body) => body(), it: Object.assign(it, { skip: () => undefined }) },
  });
  const failed = await Promise.all(
    tests.map(({ title, body }) =>
      body().then(
        () => [],
        () => [/\[(.*)\]/.exec(title)?.[1] ?? title],
      ),
    ),
  );
  return failed.flat();
}

/** Mutants that run at the same time. Each runs the whole suite, and more of them hold up the clauses that measure time. */
const atATime = 4;

/**
 * Registers a test for each mutant. A mutant must fail the clause in its name, and no other clause. Each clause has a
 * mutant. Several mutants run at the same time, because some clauses wait.
 */
export function describeMutants<S extends ContractSubject>(
  port: string,
  describeContract: (options: ContractOptions<S>) => void,
  clauses: readonly Clause<S>[],
  create: () => Promise<S>,
  mutants: Readonly<Record<string, readonly [what: string, mutate: (subject: S) => S]>>,
): void {
  describe(`Mutants of ${port}`, () => {
    const found = new Map<string, Promise<readonly string[]>>();

    before(() => {
      const lanes: Promise<unknown>[] = Array.from({ length: atATime }, () => Promise.resolve());
      for (const [index, [id, [, mutate]]] of Object.entries(mutants).entries()) {
        const turn = lanes[index % atATime] ?? Promise.resolve();
        const failed = turn.then(() => failedClauses(describeContract, async () => mutate(await create())));
        lanes[index % atATime] = failed.catch(() => undefined);
        found.set(id, failed);
      }
    });

    it('has a mutant for every clause', () => {
      expect(Object.keys(mutants).sort()).to.deep.equal(clauses.map(({ id }) => id).sort());
    });
    for (const [id, [what]] of Object.entries(mutants))
      it(`${id} finds one that ${what}`, async () => {
        expect(await found.get(id)).to.deep.equal([id]);
      });
  });
}
