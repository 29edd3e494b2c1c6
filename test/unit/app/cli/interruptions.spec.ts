import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import { Interruption } from '../../../../src/app/cli/cli-context.js';
import { interruptible, stoppingNotice } from '../../../../src/app/cli/interruptions.js';
import { canRedraw, wantsColor } from '../../../../src/app/cli/terminal.js';

describe('interruptible()', () => {
  it('cancels with the first signal, says so, and gives up with the second', () => {
    const source = new EventEmitter();
    const said: string[] = [];
    const { signal, givenUp } = interruptible(source, ({ signalName }) => said.push(signalName));
    expect([signal.aborted, givenUp.aborted]).to.deep.equal([false, false]);
    source.emit('SIGTERM');
    expect([signal.aborted, givenUp.aborted]).to.deep.equal([true, false]);
    expect(signal.reason).to.be.instanceOf(Interruption).and.to.include({ signalName: 'SIGTERM', signalNumber: 15 });
    source.emit('SIGINT');
    source.emit('SIGINT');
    expect(givenUp.aborted).to.equal(true);
    expect(said).to.deep.equal(['SIGTERM']);
  });
});

describe('stoppingNotice()', () => {
  it('tells a person at a terminal what a second Ctrl-C does', () => {
    const at = { isTTY: true };
    expect(stoppingNotice(new Interruption('SIGINT', 2), at)).to.equal(
      'stopping; press Ctrl-C again to stop at once\n',
    );
    expect(stoppingNotice(new Interruption('SIGINT', 2), {})).to.equal(undefined);
    expect(stoppingNotice(new Interruption('SIGTERM', 15), at)).to.equal(undefined);
  });
});

describe('wantsColor()', () => {
  for (const [what, stream, env, args, wanted] of [
    ['a terminal', { isTTY: true }, {}, [], true],
    ['a pipe', {}, {}, [], false],
    ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, [], false],
    ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, [], false],
    ['a terminal with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, [], true],
    ['a terminal with --no-color', { isTTY: true }, {}, ['run', '--no-color'], false],
    ['a pipe with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, [], true],
    ['a terminal with FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, [], false],
    ['a pipe with both', {}, { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
  ] as const)
    it(`is ${wanted} for ${what}`, () => {
      expect(wantsColor(stream, env, args)).to.equal(wanted);
    });

  it('is independent of whether a line can be written over', () => {
    expect(canRedraw({ isTTY: true }, { NO_COLOR: '1' })).to.equal(true);
    expect(canRedraw({}, { FORCE_COLOR: '1' })).to.equal(false);
  });
});
