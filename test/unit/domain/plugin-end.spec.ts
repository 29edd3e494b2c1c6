import { expect } from 'chai';
import { describeEnd, lastWordsOf, type PluginEnd } from '../../../src/domain/plugin-end.js';

describe('The end of a plugin', () => {
  const ends: readonly (readonly [PluginEnd, text: string])[] = [
    [{ reason: 'exited', details: { exitCode: 3 } }, 'exited with code 3'],
    [{ reason: 'signaled', details: { signal: 'SIGSEGV' } }, 'was ended by SIGSEGV'],
    [{ reason: 'failed', details: { message: 'unreachable' } }, 'crashed: unreachable'],
    [{ reason: 'failed' }, 'crashed'],
    [{ reason: 'closed' }, 'was closed'],
    [{ reason: 'lost' }, 'ended for an unknown reason'],
  ];
  for (const [end, text] of ends) it(`reads "${text}"`, () => expect(describeEnd(end)).to.equal(text));

  it('has the last lines of stderr if they are known', () => {
    expect(lastWordsOf({ reason: 'exited', details: { exitCode: 1, stderrTail: 'bye' } })).to.equal('bye');
    expect(lastWordsOf({ reason: 'failed' })).to.equal('');
    expect(lastWordsOf({ reason: 'closed' })).to.equal('');
  });
});
