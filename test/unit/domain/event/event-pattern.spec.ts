import { expect } from 'chai';
import { matchesEventPattern, mayEmit, subscribesTo } from '../../../../src/domain/event/event-pattern.js';

describe('Event patterns', () => {
  const cases: readonly (readonly [pattern: string, type: string, fits: boolean])[] = [
    ['workflow.started', 'workflow.started', true],
    ['workflow.started', 'workflow.failed', false],
    ['workflow.*', 'workflow.started', true],
    ['workflow.*', 'workflow', false],
    ['workflow.*', 'workflow.step.started', false],
    ['*.*', 'step.failed', true],
    ['*.*', 'ready', false],
    ['*', 'ready', true],
    ['*', 'step.failed', false],
    ['a.*.c', 'a.b.c', true],
    ['a.*.c', 'a..c', true],
    ['step.f*', 'step.failed', false],
    ['', 'ready', false],
    ['ready', '', false],
    ['*', '', false],
    ['', '', false],
  ];
  for (const [pattern, type, fits] of cases)
    it(`${fits ? 'fit' : 'do not fit'}: ${JSON.stringify(pattern)} and ${JSON.stringify(type)}`, () => {
      expect(matchesEventPattern(pattern, type)).to.equal(fits);
    });

  it('have `*` alone stand for every type that a plugin subscribes to', () => {
    expect(subscribesTo(['*'], 'step.failed')).to.equal(true);
    expect(subscribesTo(['workflow.*', 'step.failed'], 'step.failed')).to.equal(true);
    expect(subscribesTo([], 'step.failed')).to.equal(false);
    expect(subscribesTo(['workflow.*'], 'step.failed')).to.equal(false);
  });

  it('have `*` alone stand for types of one segment that a plugin emits', () => {
    expect(mayEmit(['*'], 'ready')).to.equal(true);
    expect(mayEmit(['*'], 'step.failed')).to.equal(false);
    expect(mayEmit(['workflow.*', 'step.failed'], 'step.failed')).to.equal(true);
    expect(mayEmit([], 'ready')).to.equal(false);
  });
});
