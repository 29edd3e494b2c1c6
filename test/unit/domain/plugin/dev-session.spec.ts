import { expect } from 'chai';
import { firstStep, nextStep, type DevEvent, type DevStep } from '../../../../src/domain/plugin/dev-session.js';

const changed = (path: string): DevEvent => ({ type: 'changed', path });
const [quiet, built, buildFailed, started, startFailed] = (
  ['quiet', 'built', 'build-failed', 'started', 'start-failed'] as const
).map((type): DevEvent => ({ type }));

/** The last step after these events. */
function after(...events: readonly (DevEvent | undefined)[]): DevStep {
  return events.reduce<DevStep>((step, event) => nextStep(step.session, event as DevEvent), firstStep);
}

const working = [built, started, quiet];

describe('The development of a plugin', () => {
  it('begins with a build', () => {
    expect(firstStep).to.deep.include({ action: 'build', because: [] });
  });

  it('starts the plugin after a build that went well', () => {
    expect(after(built)).to.deep.include({ action: 'start' });
  });

  it('leaves the plugin as it is after a build that failed', () => {
    expect(after(buildFailed).action).to.equal('await-quiet');
    expect(after(buildFailed, quiet).session.phase).to.equal('idle');
  });

  it('waits for a change, whether the plugin has started or not', () => {
    for (const end of [started, startFailed]) expect(after(built, end, quiet).session.phase).to.equal('idle');
  });

  it('builds when nothing has changed for a moment after a change', () => {
    const [first, second] = [after(...working, changed('a')), after(...working, changed('a'), changed('b'))];
    expect([first.action, second.action]).to.deep.equal(['await-quiet', 'await-quiet']);
    const step = after(...working, changed('a'), changed('b'), changed('a'), quiet);
    expect(step).to.deep.include({ action: 'build', because: ['a', 'b'] });
  });

  it('lets a build end before it builds what has changed meanwhile', () => {
    expect(after(changed('a')).action).to.equal(undefined);
    expect(after(built, changed('a')).action).to.equal(undefined);
    expect(after(changed('a'), built).action).to.equal('start');
    expect(after(changed('a'), built, started, quiet)).to.deep.include({ action: 'build', because: ['a'] });
    expect(after(changed('a'), buildFailed, quiet)).to.deep.include({ action: 'build', because: ['a'] });
  });

  it('takes a change right after the work for one of the work', () => {
    const step = after(buildFailed, changed('a'));
    expect(step).to.deep.include({ action: 'await-quiet' });
    expect(step.session.phase).to.equal('settling');
  });

  const echo = [changed('made'), built, started, quiet];

  it('does not build for ever what the build itself writes', () => {
    expect(after(...echo, ...echo).action).to.equal('build');
    const third = after(...echo, ...echo, ...echo);
    expect(third).to.deep.include({ ignored: ['made'] });
    expect([third.action, third.session.phase]).to.deep.equal([undefined, 'idle']);
  });

  it('builds again when something changes after that', () => {
    const ignored = [...echo, ...echo, ...echo];
    expect(after(...ignored, changed('a'), quiet)).to.deep.include({ action: 'build', because: ['a'] });
    // And counts from the beginning.
    expect(after(...ignored, changed('a'), quiet, ...echo).action).to.equal('build');
  });
});
