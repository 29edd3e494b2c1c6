import { expect } from 'chai';
import type { ValueSource } from '../ports/value-source.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted } from './expectations.js';

/** A source of values, and the files that it reads. */
export interface ValueSourceSubject extends ContractSubject {
  /** Opens a source that has these environment variables and no others. */
  readonly open: (env: Readonly<Record<string, string>>) => ValueSource;
  /** Writes a file that only its user can read. Its path is relative to the folder of the project. */
  readonly write: (path: string, content: string) => Promise<void>;
  /** Lets every user read a file. */
  readonly expose: (path: string) => Promise<void>;
}

type Subject = ValueSourceSubject;

async function problemWith({ open }: Subject, path: string): Promise<string> {
  const found = await open({}).secretFile(path);
  expect(found.ok, 'is the file used?').to.equal(false);
  return found.ok ? '' : found.problem;
}

async function secretIn({ open, write }: Subject, content: string): Promise<string> {
  await write('token', content);
  const found = await open({}).secretFile('token');
  return found.ok ? found.secret : found.problem;
}

/** Clauses of the port ValueSource. */
export const valueSourceClauses: readonly Clause<ValueSourceSubject>[] = [
  {
    id: 'VS-01',
    title: 'gives the value of a variable, an empty one too, and nothing for one that is not set',
    check({ open }) {
      const source = open({ NAME: 'a ü "', EMPTY: '' });
      expect(source.variable('NAME')).to.equal('a ü "');
      expect(source.variable('EMPTY')).to.equal('');
      expect(source.variable('OTHER')).to.equal(undefined);
      return Promise.resolve();
    },
  },
  {
    id: 'VS-02',
    title: 'knows no variables that are members of every object',
    check({ open }) {
      const source = open({ NAME: 'a' });
      for (const name of ['constructor', '__proto__', 'toString'])
        expect(source.variable(name), name).to.equal(undefined);
      return Promise.resolve();
    },
  },
  {
    id: 'VS-03',
    title: 'lists the names of the variables',
    check({ open }) {
      expect([...open({ B: '1', A: '' }).variableNames()].sort()).to.deep.equal(['A', 'B']);
      return Promise.resolve();
    },
  },
  {
    id: 'VS-04',
    title: 'gives the content of a file without one line break at its end',
    async check(subject) {
      expect(await secretIn(subject, 'top secret')).to.equal('top secret');
      expect(await secretIn(subject, 'top secret\n')).to.equal('top secret');
      expect(await secretIn(subject, 'top secret\r\n')).to.equal('top secret');
      expect(await secretIn(subject, ' two\nlines \n\n')).to.equal(' two\nlines \n');
    },
  },
  {
    id: 'VS-05',
    title: 'says of a file that does not exist that it does not, with its path',
    async check(subject) {
      expect(await problemWith(subject, 'nowhere/token')).to.equal('nowhere/token does not exist');
    },
  },
  {
    id: 'VS-06',
    title: 'does not use an empty file',
    async check(subject) {
      for (const content of ['', '\n']) {
        await subject.write('token', content);
        expect(await problemWith(subject, 'token')).to.equal('token is empty');
      }
    },
  },
  {
    id: 'VS-07',
    title: 'does not use a file that other users can read, and never repeats its content',
    async check(subject) {
      await subject.write('token', 'canary');
      await subject.expose('token');
      const problem = await problemWith(subject, 'token');
      expect(problem).to.match(/^token can be read by /);
      expect(problem).not.to.contain('canary');
    },
  },
  {
    id: 'VS-08',
    title: 'rejects a call whose signal is aborted, with the reason as cause',
    check: ({ open }) =>
      expectAborted((signal) => open({}).secretFile('token', { signal }), 'EXECUTION.PLUGIN.CANCELED'),
  },
];

/** Registers the suite of the port ValueSource. */
export function describeValueSourceContract(options: ContractOptions<ValueSourceSubject>): void {
  describeClauses('ValueSource', valueSourceClauses, options);
}
