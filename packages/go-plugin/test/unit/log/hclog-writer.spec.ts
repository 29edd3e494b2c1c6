import { expect } from 'chai';
import { HclogWriter } from '../../../src/log/hclog-writer.js';
import type { LogFields } from '../../../src/logger.js';

const clock = (): Date => new Date('2026-03-01T12:00:00.123Z');

function written(fields?: LogFields): Record<string, unknown> {
  const lines: string[] = [];
  new HclogWriter({ write: (line) => lines.push(line), clock }).log('info', 'message', fields);
  expect(lines).to.have.length(1);
  expect(lines[0]).to.match(/^[^\n]*\n$/);
  return JSON.parse(lines[0]!) as Record<string, unknown>;
}

describe('HclogWriter', () => {
  it('writes level, message, module, time with six digits and zone, and the fields [P17]', () => {
    const lines: string[] = [];
    const logger = new HclogWriter({ write: (line) => lines.push(line), name: 'kv', clock });
    logger.named('store').log('warn', 'slow\nwrite', { ms: 12, keys: ['a'] });
    expect(lines.join('')).to.equal(
      '{"@level":"warn","@message":"slow\\nwrite","@module":"kv.store","@timestamp":"2026-03-01T12:00:00.123000Z","ms":12,"keys":["a"]}\n',
    );
  });

  it('leaves out the module of a logger without a name', () => {
    expect(written()).to.have.all.keys('@level', '@message', '@timestamp');
  });

  it('writes from the given level on', () => {
    const lines: string[] = [];
    const logger = new HclogWriter({ write: (line) => lines.push(line), level: 'info' });
    logger.log('debug', 'no');
    logger.log('error', 'yes');
    expect(lines).to.have.length(1);
    expect([logger.isEnabled('debug'), logger.isEnabled('info')]).to.deep.equal([false, true]);
  });

  it('survives cycles, deep nesting, getters that throw, and values that JSON does not know', () => {
    const cycle: Record<string, unknown> = { name: 'cycle' };
    cycle['self'] = cycle;
    let deep: unknown = 'bottom';
    for (let i = 0; i < 100; i++) deep = { deep };
    const hostile = {
      get bad(): string {
        throw new Error('no');
      },
    };
    const fields = written({
      cycle,
      deep,
      hostile,
      big: 2n ** 70n,
      nothing: undefined,
      nan: NaN,
      symbol: Symbol('s'),
      call: function named() {},
      bytes: Buffer.alloc(3),
      map: new Map([['k', new Set([1])]]),
      date: new Date(0),
      throws: { toJSON: () => JSON.parse('{') as unknown },
    });
    expect(fields).to.deep.include({
      cycle: { name: 'cycle', self: '[circular]' },
      hostile: '[unreadable]',
      big: '1180591620717411303424',
      nothing: null,
      nan: 'NaN',
      symbol: 'Symbol(s)',
      call: '[function named]',
      bytes: '[3 bytes]',
      map: { k: [1] },
      date: '1970-01-01T00:00:00.000Z',
      throws: '[unreadable]',
    });
    expect(JSON.stringify(fields['deep'])).to.include('[too deep]');
  });

  it('writes an error with its causes', () => {
    expect(written({ error: new Error('top', { cause: new TypeError('root') }) })['error']).to.equal('top: root');
    const cause = new Error('EADDRINUSE');
    expect(written({ error: new Error('cannot listen: EADDRINUSE', { cause }) })['error']).to.equal(
      'cannot listen: EADDRINUSE',
    );
  });

  it('keeps fields apart from the keys of the format', () => {
    const fields = written({ '@level': 'error', '@message': 'forged', ['__proto__']: 1 });
    expect(fields).to.include({ '@level': 'info', '@message': 'message', '_@level': 'error', '_@message': 'forged' });
    expect(Object.hasOwn(fields, '__proto__')).to.equal(true);
  });
});
