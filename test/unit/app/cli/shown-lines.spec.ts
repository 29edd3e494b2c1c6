import { expect } from 'chai';
import { ShownLines } from '../../../../src/app/cli/shown-lines.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';

const crash = (stderrTail: string): AwfError =>
  new AwfError('EXECUTION.PLUGIN.CRASHED', {
    plugin: 'p',
    call: 'x',
    end: { reason: 'exited', details: { exitCode: 1, stderrTail } },
  });
const short = 'plugin p exited with code 1 during x';

describe('ShownLines', () => {
  it('leaves the last lines of a plugin out of its error if the log has shown them', () => {
    const shown = new ShownLines();
    for (const line of ['panic: Error: no', '    at a (b.ts:1:2)']) shown.add(line);
    expect(shown.messageOf(crash('panic: Error: no\n    at a (b.ts:1:2)\n'))).to.equal(short);
  });

  it('keeps all of them if the log has not shown one', () => {
    const shown = new ShownLines();
    shown.add('one');
    const error = crash('one\ntwo');
    expect(shown.messageOf(error)).to.equal(error.message).and.to.contain('one\ntwo');
  });

  it('leaves other errors, and plugins without last words, as they are', () => {
    const shown = new ShownLines();
    expect(shown.messageOf(crash(''))).to.equal(short);
    const closed = new AwfError('EXECUTION.PLUGIN.CRASHED', { plugin: 'p', call: 'x', end: { reason: 'closed' } });
    expect(shown.messageOf(closed)).to.equal('plugin p was closed during x');
    expect(shown.messageOf(new AwfError('EXECUTION.HOST.CLOSED', { call: 'x' }))).to.equal('x: the host is closed');
  });

  it('forgets what a person has seen long ago', () => {
    const shown = new ShownLines();
    shown.add('one');
    for (let line = 0; line < 200; line += 1) shown.add('other');
    expect(shown.messageOf(crash('one'))).to.contain('one');
  });
});
