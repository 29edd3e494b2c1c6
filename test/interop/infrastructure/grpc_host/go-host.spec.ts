import { execFile } from 'node:child_process';
import { expect } from 'chai';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { requireGo } from '../../../../packages/go-plugin/test/support/go.js';
import { buildPeer } from '../../../../packages/go-plugin/test/support/go-plugin-peers.js';

/** The report of packages/go-plugin/test/interop/go/cmd/awfhost. */
interface Report {
  readonly info: { readonly name: string; readonly version: string; readonly capabilities: readonly string[] } | null;
  readonly operations: readonly { readonly name: string; readonly inputs: readonly object[] }[];
  readonly result: {
    readonly success: boolean;
    readonly output: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly error?: string;
    readonly status?: { readonly code: string; readonly message: string };
  } | null;
  readonly logs: readonly {
    readonly level: string;
    readonly message: string;
    readonly logger: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
  readonly error?: string;
}

const echo = `${projectRoot}examples/plugins/echo/awf-plugin-echo`;
const contract = `${projectRoot}test/fixtures/plugins/contract-echo/awf-plugin-contract-echo`;
const rough = `${projectRoot}test/fixtures/plugins/rough/awf-plugin-rough`;

describe('A TypeScript plugin under a Go host of AWF’s kind', () => {
  let program: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('awfhost');
  });

  const host = (plugin: string, ...flags: readonly string[]): Promise<Report> =>
    new Promise((resolve, reject) => {
      execFile(program, [...flags, '--', plugin], (error, stdout) => {
        if (stdout === '') reject(error ?? new Error('the host printed nothing'));
        else resolve(JSON.parse(stdout) as Report);
      });
    });

  const execute = (plugin: string, operation: string, inputs: object): Promise<Report> =>
    host(plugin, '-op', operation, '-inputs', JSON.stringify(inputs));

  it('answers, over AutoMTLS', async () => {
    const report = await execute(echo, 'echo', { text: 'Grüße', prefix: '> ' });
    expect(report.error).to.equal(undefined);
    expect(report.info).to.deep.include({ name: 'echo', version: '1.0.0', capabilities: ['operations'] });
    expect(report.result).to.deep.include({ success: true, output: '> Grüße', data: { text: '> Grüße' } });
  });

  it('answers without TLS', async () => {
    const report = await host(echo, '-automtls=false', '-op', 'echo', '-inputs', '{"text":"a"}');
    expect(report.result).to.include({ success: true, output: 'a' });
  });

  it('describes its operations', async () => {
    const { operations } = await host(echo);
    expect(operations.map(({ name }) => name)).to.deep.equal(['echo']);
    expect(operations[0]?.inputs).to.deep.include({
      name: 'text',
      type: 'string',
      required: true,
      default: '',
      description: 'What to say',
      validation: '',
    });
  });

  it('logs to the host’s log', async () => {
    const { logs } = await execute(echo, 'echo', { text: 'a' });
    expect(logs.some(({ message, level }) => message === 'echoing' && level === 'info')).to.equal(true);
  });

  it('answers what an operation threw with a short text, and puts its stack into the host’s log as an error', async () => {
    const { result, logs } = await execute(rough, 'throws', {});
    expect(result).to.include({ success: false, error: 'cannot read' });
    const errors = logs.filter(({ level }) => level === 'error');
    expect(errors.map(({ message }) => message)).to.deep.equal(['operation failed']);
    expect(errors[0]?.fields).to.include({ operation: 'throws', error: 'cannot read' });
    expect(errors[0]?.fields['stack']).to.match(/^Error: cannot read\n +at .*readPage [^]*RangeError: page 7/u);
  });

  it('checks inputs itself, for AWF’s host does not, and reads templates’ texts as what they were', async () => {
    const wrong = await execute(contract, 'sleep', {});
    expect(wrong.result).to.include({ success: false, error: 'input "ms" is required' });
    const text = await execute(contract, 'sleep', { ms: '1' });
    expect(text.result).to.deep.include({ success: true, data: { ms: 1 } });
  });

  it('refuses to be initialized with AWF’s words', async () => {
    const { error } = await host(contract, '-config', '{"fail_init":"no such server"}');
    expect(error).to.include('plugin init failed: no such server');
  });

  it('answers a call past its deadline with that status', async () => {
    const report = await host(contract, '-op', 'sleep', '-inputs', '{"ms":60000}', '-exec-timeout', '100ms');
    expect(report.result?.status?.code).to.equal('DeadlineExceeded');
  });
});
