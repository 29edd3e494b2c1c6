import { expect } from 'chai';
import { SecretMask } from '../../../../src/domain/secret-mask.js';
import { StepClock } from '../../../../src/app/cli/step-clock.js';

describe('StepClock', () => {
  it('shows the step, how far it is, what it does, and the time once it takes longer', () => {
    const shown: string[] = [];
    let now = 0;
    const clock = new StepClock(
      (text) => shown.push(text),
      new SecretMask(),
      () => now,
    );
    clock.begin('copy', false);
    clock.report({ fraction: 0.259, text: '' });
    now = 1_500;
    clock.report({ fraction: 0.5, text: 'part 2\u001b[2J' });
    clock.end();
    clock.report({ fraction: 1, text: 'late' });
    clock.begin('next', true);
    clock.end();
    expect(shown).to.deep.equal(['copy', 'copy  25 %', 'copy  50 %  part 2\\x1b[2J  1.5 s', 'next']);
  });
});
