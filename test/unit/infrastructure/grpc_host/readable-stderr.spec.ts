import { expect } from 'chai';
import { readableStderr } from '../../../../src/infrastructure/grpc_host/readable-stderr.js';

const entry = (message: string, rest: object = {}): string =>
  JSON.stringify({ '@level': 'warn', '@message': message, '@timestamp': '2026-11-23T01:02:03.000004Z', ...rest });

describe('readableStderr()', () => {
  it('shows level, message and fields of a log line', () => {
    expect(readableStderr(entry('no luck', { step: 'a b', n: 1, '@module': 'echo' }))).to.equal(
      'warn  no luck step="a b" n=1',
    );
  });

  it('does not change other lines', () => {
    for (const text of ['', 'panic: no\n\ngoroutine 1', '{"a":1}', '{"@level":1}', '{broken'])
      expect(readableStderr(text)).to.equal(text);
  });

  it('leaves out the rest of a log line whose beginning is lost', () => {
    const lines = ['b","@level":"error"}', entry('one'), entry('two')].join('\n');
    expect(readableStderr(lines)).to.equal('warn  one\nwarn  two');
  });
});
