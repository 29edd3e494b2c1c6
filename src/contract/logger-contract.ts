import { expect } from 'chai';
import type { Logger, LogLevel } from '../ports/logger.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';

/** A logger whose least severe level is `info`, and what it has written. */
export interface LoggerSubject extends ContractSubject {
  /** What is tested; its level is `info`. */
  readonly logger: Logger;
  /** Everything written so far, one text for each entry. */
  readonly output: () => readonly string[];
}

const written: readonly LogLevel[] = ['info', 'warn', 'error'];
const unwritten: readonly LogLevel[] = ['trace', 'debug'];

/** Values that break a careless serializer. */
function hostileFields(): Readonly<Record<string, unknown>> {
  const circular: Record<string, unknown> = {};
  circular.itself = circular;
  return {
    circular,
    bigint: 1n,
    symbol: Symbol('s'),
    function: () => undefined,
    undefined,
    bare: Object.create(null) as unknown,
    invalidDate: new Date(NaN),
    toJSON: {
      toJSON() {
        throw new Error('cannot be written');
      },
    },
    getter: {
      get value(): never {
        throw new Error('cannot be read');
      },
    },
  };
}

/** Clauses of the port Logger. */
export const loggerClauses: readonly Clause<LoggerSubject>[] = [
  {
    id: 'LG-01',
    title: 'writes entries at its level and above, in order',
    check({ logger, output }) {
      for (const level of written) logger.log(level, `message of ${level}`);
      const messages = output().map((entry) => /message of \w+/.exec(entry)?.[0]);
      expect(messages).to.deep.equal(written.map((level) => `message of ${level}`));
      return Promise.resolve();
    },
  },
  {
    id: 'LG-02',
    title: 'writes nothing below its level',
    check({ logger, output }) {
      for (const level of unwritten) logger.log(level, 'not this');
      expect(output()).to.deep.equal([]);
      return Promise.resolve();
    },
  },
  {
    id: 'LG-03',
    title: 'reports which levels it writes',
    check({ logger }) {
      for (const level of written) expect(logger.isEnabled(level), level).to.equal(true);
      for (const level of unwritten) expect(logger.isEnabled(level), level).to.equal(false);
      return Promise.resolve();
    },
  },
  {
    id: 'LG-04',
    title: 'writes the names and values of fields',
    check({ logger, output }) {
      logger.log('info', 'started', { pid: 4711, path: '/opt/echo' });
      for (const text of ['pid', '4711', 'path', '/opt/echo']) expect(output()[0]).to.include(text);
      return Promise.resolve();
    },
  },
  {
    id: 'LG-05',
    title: 'prefixes an entry with the names of its part of the program, separated by dots',
    check({ logger, output }) {
      logger.named('host').named('echo').log('info', 'started');
      expect(output()[0]).to.include('host.echo');
      return Promise.resolve();
    },
  },
  {
    id: 'LG-06',
    title: 'gives the logger of a part its own level',
    check({ logger, output }) {
      const named = logger.named('host');
      named.log('debug', 'not this');
      expect(output()).to.deep.equal([]);
      expect(named.isEnabled('debug')).to.equal(false);
      expect(named.isEnabled('info')).to.equal(true);
      return Promise.resolve();
    },
  },
  {
    id: 'LG-07',
    title: 'keeps its own name when it makes the logger of a part',
    check({ logger, output }) {
      logger.named('somewhere-else');
      logger.log('info', 'from the top');
      expect(output()[0]).not.to.include('somewhere-else');
      return Promise.resolve();
    },
  },
  {
    id: 'LG-08',
    title: 'writes an entry whatever its fields contain, and does not throw',
    check({ logger, output }) {
      const fields = hostileFields();
      for (const [name, value] of Object.entries(fields)) logger.log('info', `hostile ${name}`, { [name]: value });
      expect(output()).to.have.length(Object.keys(fields).length);
      for (const [index, name] of Object.keys(fields).entries()) expect(output()[index]).to.include(`hostile ${name}`);
      return Promise.resolve();
    },
  },
  {
    id: 'LG-09',
    title: 'writes one entry for one message, so that a message cannot forge another entry',
    check({ logger, output }) {
      logger.log('info', 'first line\nerror: forged\r\nerror: forged');
      expect(output()).to.have.length(1);
      const [, ...others] =
        output()[0]
          ?.trimEnd()
          .split(/[\r\n]+/) ?? [];
      for (const line of others) expect(line).to.match(/^\s/);
      return Promise.resolve();
    },
  },
];

/** Registers the suite of the port Logger. */
export function describeLoggerContract(options: ContractOptions<LoggerSubject>): void {
  describeClauses('Logger', loggerClauses, options);
}
