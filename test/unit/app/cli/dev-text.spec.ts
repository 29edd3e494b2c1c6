import { expect } from 'chai';
import picocolors from 'picocolors';
import type { CliContext } from '../../../../src/app/cli/cli-context.js';
import { devToJson } from '../../../../src/app/cli/dev-json.js';
import { DevText } from '../../../../src/app/cli/dev-text.js';
import { JsonLogger } from '../../../../src/app/cli/json-logger.js';
import { ShownLines } from '../../../../src/app/cli/shown-lines.js';
import type { DevReport } from '../../../../src/app/plugins/authoring/plugin-dev.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../../../src/domain/json.js';
import type { PluginInfo } from '../../../../src/domain/plugin/plugin-info.js';
import { SecretMask } from '../../../../src/domain/secret-mask.js';

const plugin: PluginInfo = {
  manifest: {
    name: 'hello',
    version: '1.0.0',
    awfVersion: '',
    capabilities: ['operations', 'step_types', 'validators', 'events'],
    events: { subscribe: ['workflow.*'], emit: [] },
    description: '',
    config: {},
  },
  type: 'external',
  status: 'running',
  locator: '/hello',
  operations: [
    {
      name: 'hello.greet',
      plugin: 'hello',
      description: '',
      inputs: {
        who: { type: 'string', required: true, description: '' },
        how: { type: 'string', required: false, description: '' },
      },
      outputs: {},
    },
  ],
  stepTypes: [{ name: 'hello.wave', plugin: 'hello', description: '', config: {} }],
};

const error = new AwfError('EXECUTION.PLUGIN.DISABLED', { plugin: 'hello' });

/** What a person sees of a development. */
function shown(inspect = false) {
  const written = { out: '', err: '' };
  const colors = picocolors.createColors(false);
  const context = {
    env: {},
    out: (text: string) => void (written.out += text),
    err: (text: string) => void (written.err += text),
    live: undefined,
    secrets: new SecretMask(),
    shown: new ShownLines(),
    colors,
    errColors: colors,
  } as unknown as CliContext;
  return { written, view: new DevText({ format: 'text' }, context, inspect) };
}

describe('awf plugin dev', () => {
  it('shows what a plugin offers when it has started', () => {
    const { written, view } = shown();
    view.report({ type: 'building', command: 'make', because: [] });
    view.report({ type: 'built', durationMs: 12 });
    view.report({ type: 'starting', because: [] });
    view.report({ type: 'started', plugin, durationMs: 34 });
    view.report({ type: 'watching' });
    expect(written.out).to.equal(
      [
        '✓ built  12 ms',
        '✓ hello 1.0.0 started  34 ms',
        '  operation  hello.greet      who, how?',
        '  step type  hello.wave       -',
        '  validator  hello',
        '  events     gets workflow.*  emits -',
        '• waiting for changes; Ctrl-C ends',
        '',
      ].join('\n'),
    );
  });

  it('shows which files have changed', () => {
    const { written, view } = shown();
    view.report({ type: 'building', command: 'make', because: ['a', 'b', 'c', 'd\u001b', 'e'] });
    view.report({ type: 'starting', because: ['plugin.yaml'] });
    expect(written.out).to.equal('• a, b, c and 2 more changed\n• plugin.yaml changed\n');
    view.report({ type: 'changes-ignored', paths: ['made.ts'] });
    expect(written.err).to.match(/^warning made\.ts changed during each of the last builds.* save it again\.\n$/u);
  });

  it('shows failures with their reasons', () => {
    const { written, view } = shown();
    for (const type of ['build-failed', 'start-failed', 'ended'] as const) view.report({ type, error });
    expect(written.out).to.match(/^✗ not built\n✗ not started\n✗ the plugin has ended; /u);
    expect(written.err.match(/plugin hello is disabled/gu)).to.have.length(3);
    view.report({ type: 'watch-failed', error: new Error('no space') });
    view.news({ type: 'debugger-failed', problem: 'address in use' });
    expect(written.err).to.match(/warning changes may be missed from now on: no space\nwarning address in use\n$/u);
  });

  it('shows where the debugger waits, or how to attach one', () => {
    const { written, view } = shown(true);
    view.news({ type: 'debugger', url: 'ws://127.0.0.1:9229/x' });
    view.report({ type: 'started', plugin, durationMs: 1 });
    view.report({ type: 'starting', because: [] });
    view.news({ type: 'process', pid: 42 });
    view.report({ type: 'started', plugin, durationMs: 1 });
    expect(written.out.match(/debugger {2}.*/gu)).to.deep.equal([
      'debugger  ws://127.0.0.1:9229/x',
      'debugger  dlv attach 42',
    ]);
  });

  it('gives each event as JSON', () => {
    const json = (report: DevReport): JsonObject => devToJson(report, () => 'hint');
    expect(json({ type: 'started', plugin, durationMs: 1.4 })).to.deep.equal({
      event: 'started',
      durationMs: 1,
      name: 'hello',
      version: '1.0.0',
      operations: [{ name: 'hello.greet', inputs: { who: { required: true }, how: { required: false } } }],
      stepTypes: [{ name: 'hello.wave', config: {} }],
      validator: true,
      events: { subscribe: ['workflow.*'], emit: [] },
    });
    expect(json({ type: 'built', durationMs: 1.6 })).to.deep.equal({ event: 'built', durationMs: 2 });
    expect(json({ type: 'ended', error })).to.have.nested.property('error.hint', 'hint');
    expect(json({ type: 'watch-failed', error: new Error('x') })).to.deep.equal({
      event: 'watch-failed',
      problem: 'x',
    });
    expect(json({ type: 'changes-ignored', paths: ['a'] })).to.deep.equal({ event: 'changes-ignored', paths: ['a'] });
    const without: PluginInfo = { ...plugin, manifest: { ...plugin.manifest, capabilities: [] } };
    expect(json({ type: 'started', plugin: without, durationMs: 1 })).not.to.have.property('events');
  });

  it('gives each entry of the log as JSON', () => {
    const entries: JsonObject[] = [];
    const logger = new JsonLogger((entry) => entries.push(entry));
    logger.log('warn', 'of the host');
    logger.named('hello').named('part').log('info', 'told', { a: 1 });
    expect(logger.isEnabled()).to.equal(true);
    expect(entries).to.deep.equal([
      { event: 'log', level: 'warn', name: '', message: 'of the host', fields: {} },
      { event: 'log', level: 'info', name: 'hello.part', message: 'told', fields: { a: 1 } },
    ]);
  });
});
