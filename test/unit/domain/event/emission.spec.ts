import { expect } from 'chai';
import { coreSource, emptyPayload } from '../../../../src/domain/event/domain-event.js';
import { judgeEmission, type EmittedEvent, type Judgement } from '../../../../src/domain/event/emission.js';

const now = new Date('2026-01-02T03:04:05Z');
const emitter = { name: 'deploy', emit: ['deploy.*'] };

const event = { type: 'deploy.done', source: '', metadata: {}, payload: emptyPayload, propagationDepth: 0 };

function judge(changes: Partial<EmittedEvent>, cause?: number): Judgement {
  return judgeEmission(emitter, { ...event, ...changes }, cause, now);
}

function problem(changes: Partial<EmittedEvent>): string {
  const judged = judge(changes);
  return judged.ok ? 'none' : judged.refusal.kind === 'denied' ? judged.refusal.problem : judged.refusal.kind;
}

describe('judgeEmission()', () => {
  it('knows the host as the plugins do', () => {
    expect(coreSource).to.equal('core');
  });

  it('gives an event the name of the connection, and the time if it has none', () => {
    const judged = judge({ metadata: { stage: 'prod' } });
    expect(judged).to.deep.equal({
      ok: true,
      event: {
        type: 'deploy.done',
        timestamp: now,
        source: 'deploy',
        metadata: { stage: 'prod' },
        payload: emptyPayload,
        propagationDepth: 0,
      },
    });
  });

  it('accepts the name of the connection as a claim, and refuses any other in AWF’s words', () => {
    expect(problem({ source: 'deploy' })).to.equal('none');
    expect(problem({ source: 'other' })).to.equal(
      'plugin "other" not authorized to emit event type "deploy.done": this is the connection of plugin "deploy"',
    );
  });

  it('refuses a type that the manifest does not allow', () => {
    expect(problem({ type: 'workflow.failed' })).to.equal(
      'plugin "deploy" not authorized to emit event type "workflow.failed"',
    );
  });

  it('refuses what is no type: without text, with empty segments, with control characters, with a star, without end', () => {
    for (const type of ['', 'deploy.', '.', 'deploy..x', 'deploy.a b', 'deploy.\u001b[2J', 'deploy.\u202e', 'deploy.*'])
      expect(problem({ type }), type).to.include('is not an event type');
    expect(problem({ type: `deploy.${'x'.repeat(193)}` })).to.equal('none');
    expect(problem({ type: `deploy.${'x'.repeat(194)}` })).to.include('is longer than 200 characters');
    expect(judgeEmission({ name: 'deploy', emit: ['*'] }, { ...event, type: 'ready' }, undefined, now).ok).to.equal(
      true,
    );
    expect(problem({ type: `deploy.${'x'.repeat(1_000_000)}` })).to.equal(
      'the event type is longer than 200 characters',
    );
  });

  it('refuses an event that is too large', () => {
    expect(problem({ payload: new Uint8Array(1_048_577) })).to.equal('the payload is larger than 1048576 bytes');
    expect(problem({ metadata: { a: 'x'.repeat(65_536) } })).to.equal('the metadata is larger than 65536 characters');
    expect(problem({ payload: new Uint8Array(1_048_576), metadata: { a: 'x'.repeat(65_535) } })).to.equal('none');
  });

  it('takes an event for a result of the one that the plugin handles, whatever depth it claims', () => {
    const depth = (judged: Judgement): unknown =>
      judged.ok ? judged.event.propagationDepth : judged.refusal.kind === 'too deep' && judged.refusal;
    expect(depth(judge({}, 0))).to.equal(1);
    expect(depth(judge({ propagationDepth: 2 }, 0))).to.equal(2);
    expect(depth(judge({ propagationDepth: -7 }))).to.equal(0);
    expect(depth(judge({}, 2))).to.deep.equal({ kind: 'too deep', depth: 3 });
    expect(depth(judge({ propagationDepth: 9 }))).to.deep.equal({ kind: 'too deep', depth: 9 });
  });
});
