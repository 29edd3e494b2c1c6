import { expect } from 'chai';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import type { InMemoryPlugins } from '../../../../src/infrastructure/in_memory/in-memory-plugins.js';
import type { DomainEvent, EventCall, EventSubscriber } from '../../../../src/sdk/index.js';
import { operation, success } from '../../../../src/sdk/index.js';

const workflow = (command: string): string => `name: build
states:
  initial: compile
  compile: { type: step, command: ${command}, on_success: done, on_failure: broken }
  done: { type: terminal }
  broken: { type: terminal, status: failure }
`;

/** A plugin that keeps what it gets. */
function recorder(patterns: readonly string[], changes: Partial<EventSubscriber> = {}) {
  const got: DomainEvent[] = [];
  const events: EventSubscriber = {
    patterns,
    handler: ({ event }) => {
      got.push(event);
    },
    ...changes,
  };
  return { got, types: () => got.map(({ type }) => type), plugin: { name: 'recorder', version: '1.0.0', events } };
}

async function hostOf(plugins: InMemoryPlugins) {
  const logger = new RecordingLogger();
  const host = await createHost({ transport: 'in_memory', plugins, logger, limits: { eventDrainMs: 200 } });
  return { host, logger, codes: () => logger.records.map(({ fields }) => fields['code']) };
}

describe('Events in a host', () => {
  it('tell of the life of a workflow, to a plugin that no step names', async () => {
    const { plugin, got, types } = recorder(['workflow.*', 'step.*']);
    const { host } = await hostOf({ recorder: plugin });
    const result = await host.run(workflow('"true"'), { id: 'run-1' });
    await host.close();
    expect(result.status).to.equal('completed');
    expect(types()).to.deep.equal(['workflow.started', 'step.started', 'step.completed', 'workflow.completed']);
    expect(got.map(({ metadata }) => metadata['workflow_id'])).to.deep.equal(Array(4).fill('run-1'));
    expect({ ...got[0]?.metadata }).to.deep.equal({ workflow_id: 'run-1', workflow_name: 'build' });
    expect({ ...got[1]?.metadata }).to.deep.equal({ workflow_id: 'run-1', step_name: 'compile' });
    expect(got[3]?.metadata['duration']).to.match(/^[\d.]+m?s$/u);
    expect(new Set(got.map(({ id }) => id))).to.have.property('size', 4);
  });

  it('tell of failures, with the reason', async () => {
    const { plugin, got, types } = recorder(['*.failed']);
    const { host } = await hostOf({ recorder: plugin });
    await host.run(workflow('exit 3'));
    await host.close();
    expect(types()).to.deep.equal(['step.failed', 'workflow.failed']);
    expect(got.map(({ metadata }) => metadata['error'])).to.deep.equal([
      'step compile: the command exited with code 3',
      'workflow build ended in the failure state broken',
    ]);
  });

  it('of a plugin reach the others, with its name, from an operation and from a handler', async () => {
    const { plugin, got } = recorder(['deploy.*', 'audit.*']);
    const deploy = {
      name: 'deploy',
      version: '1.0.0',
      emits: ['deploy.*'],
      operations: {
        run: operation({
          handler: async ({ host }) => {
            await host.emit('deploy.done', { metadata: { stage: 'prod' }, payload: { size: 3 } });
            return success();
          },
        }),
      },
    };
    const audit = {
      name: 'audit',
      version: '1.0.0',
      emits: ['audit.*'],
      events: { patterns: ['deploy.*'], handler: () => [{ type: 'audit.seen' }] },
    };
    const { host } = await hostOf({ recorder: plugin, deploy, audit });
    await Promise.all(['recorder', 'deploy', 'audit'].map((name) => host.plugins.init(name)));
    await host.operations.execute('deploy.run', {});
    await host.close();
    expect(got.map(({ type, source, propagationDepth }) => [type, source, propagationDepth])).to.deep.equal([
      ['deploy.done', 'deploy', 0],
      ['audit.seen', 'audit', 1],
    ]);
    expect({ ...got[0]?.metadata }).to.deep.equal({ stage: 'prod' });
    expect(Buffer.from(got[0]?.payload ?? []).toString()).to.equal('{"size":3}');
  });

  it('that are not permitted are refused, and the plugin learns why', async () => {
    const { plugin, got } = recorder(['*']);
    let error: unknown;
    const rogue = {
      name: 'rogue',
      version: '1.0.0',
      emits: ['rogue.*'],
      operations: {
        run: operation({
          handler: async ({ host }) => {
            error = await host.emit('workflow.failed').catch((refused: unknown) => refused);
            return success();
          },
        }),
      },
    };
    const { host, codes } = await hostOf({ recorder: plugin, rogue });
    await host.plugins.init('recorder');
    await host.operations.execute('rogue.run', {});
    await host.close();
    expect(error).to.include({ name: 'EmitError', code: 'EMIT_DENIED' });
    expect(error).to.have.property('message').that.includes('not authorized to emit event type "workflow.failed"');
    expect(codes()).to.deep.equal(['EXECUTION.PLUGIN.BROKER_EMIT_DENIED']);
    expect(got).to.deep.equal([]);
  });

  it('are not for a plugin without anything about events', async () => {
    let error: unknown;
    const plain = {
      name: 'plain',
      version: '1.0.0',
      operations: {
        run: operation({
          handler: async ({ host }) => {
            error = await host.emit('plain.done').catch((refused: unknown) => refused);
            return success();
          },
        }),
      },
    };
    const { host } = await hostOf({ plain });
    await host.operations.execute('plain.run', {});
    await host.close();
    expect(error).to.have.property('code', 'EMIT_UNAVAILABLE');
  });

  const handlers: Readonly<Record<string, readonly [EventSubscriber['handler'], string]>> = {
    'whose handler throws': [
      () => {
        throw new Error('boom');
      },
      'EXECUTION.EVENT.DELIVERY_FAILED',
    ],
    'whose handler answers every event with another one': [
      () => [{ type: 'loop.again' }],
      'EXECUTION.EVENT.CYCLE_DETECTED',
    ],
    'whose handler emits another event by itself, later': [
      async ({ host }: EventCall) => {
        await new Promise((resolve) => setImmediate(resolve));
        await host.emit('loop.again').catch(() => undefined);
      },
      'EXECUTION.EVENT.CYCLE_DETECTED',
    ],
    'whose handler returns no events': [() => 'nonsense' as unknown as undefined, 'EXECUTION.EVENT.DELIVERY_FAILED'],
    'whose handler never ends': [() => new Promise<never>(() => undefined), 'EXECUTION.EVENT.DELIVERY_FAILED'],
  };
  for (const [which, [handler, code]] of Object.entries(handlers))
    it(`do not let a plugin spoil a run ${which}`, async () => {
      const { plugin, types } = recorder(['workflow.*']);
      const loop = {
        name: 'loop',
        version: '1.0.0',
        emits: ['loop.*'],
        events: { patterns: ['workflow.completed', 'loop.*'], handler },
      };
      const { host, codes } = await hostOf({ recorder: plugin, loop });
      const result = await host.run(workflow('"true"'));
      await host.close();
      expect(result.status).to.equal('completed');
      expect(types()).to.deep.equal(['workflow.started', 'workflow.completed']);
      expect(codes()).to.include(code);
    });

  it('are dropped and counted in the result if too many wait', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const slow = {
      name: 'slow',
      version: '1.0.0',
      emits: ['slow.x'],
      events: { patterns: ['*'], handler: () => released },
    };
    const logger = new RecordingLogger();
    const host = await createHost({ transport: 'in_memory', plugins: { slow }, logger, limits: { eventQueue: 1 } });
    const result = await host.run(workflow('"true"'));
    release();
    await host.close();
    expect(result.droppedEvents?.get('slow')).to.be.within(2, 3);
  });

  it('need no plugin: a plugin that cannot be started is reported, and the workflow runs', async () => {
    const broken: InMemoryPlugins[string] = {
      name: 'broken',
      version: '1.0.0',
      events: { patterns: ['*'], handler: () => undefined },
      init: () => {
        throw new Error('no such server');
      },
    };
    const { host, logger } = await hostOf({ broken });
    const result = await host.run(workflow('"true"'));
    await host.close();
    expect(result.status).to.equal('completed');
    expect(logger.records.map(({ message }) => message).join('\n')).to.include('could not be started');
  });
});
