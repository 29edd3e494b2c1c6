import { execFile } from 'node:child_process';
import { expect } from 'chai';
import { requireGo } from '../../../../packages/go-plugin/test/support/go.js';
import { buildPeer } from '../../../../packages/go-plugin/test/support/go-plugin-peers.js';
import { observer } from '../../../support/event-plugins.js';

interface Event {
  readonly type: string;
  readonly source: string;
  readonly payload: string;
  readonly depth: number;
}

/** The report of packages/go-plugin/test/interop/go/cmd/awfhost, as far as events are concerned. */
interface Report {
  readonly answers: readonly Event[] | null;
  readonly emitted: readonly Event[];
  readonly result: { readonly data: Readonly<Record<string, unknown>> } | null;
  readonly error?: string;
}

describe('Events of a TypeScript plugin under a Go host of AWF’s kind', () => {
  let program: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('awfhost');
  });

  const host = (...flags: readonly string[]): Promise<Report> =>
    new Promise((resolve, reject) => {
      execFile(program, [...flags, '--', observer], (error, stdout) => {
        if (stdout === '') reject(error ?? new Error('the host printed nothing'));
        else resolve(JSON.parse(stdout) as Report);
      });
    });

  it('reach its handler, and what it answers reaches the host', async () => {
    const { answers, result } = await host('-events', 'workflow.started,test.ask', '-op', 'handled');
    expect(answers?.map(({ type, source, depth }) => [type, source, depth])).to.deep.equal([
      ['observer.answer', 'observer', 1],
    ]);
    expect(result?.data['events']).to.have.length(2);
  });

  it('that it emits reach the host, long after the host has announced its service once', async () => {
    const report = await host('-pause', '5200ms', '-op', 'emit', '-inputs', '{"type":"observer.done"}');
    expect(report.emitted).to.deep.equal([
      { type: 'observer.done', source: 'observer', metadata: null, payload: '{"from":"ts"}', depth: 0 },
    ]);
    expect(report.result?.data).to.deep.equal({ id: 'id-1' });
  });

  it('that the host refuses are an error with its reason', async () => {
    const { result } = await host('-op', 'emit', '-inputs', '{"type":"denied"}');
    expect(result?.data).to.include({ code: 'EMIT_DENIED' });
    expect(result?.data['message']).to.include('not authorized to emit');
  });
});
