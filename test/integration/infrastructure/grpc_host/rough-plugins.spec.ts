import { expect } from 'chai';
import { createHost, type Host } from '../../../../src/app/composition/create-host.js';
import type { JsonObject } from '../../../../src/domain/json.js';
import { silentLogger, type Logger } from '../../../../packages/go-plugin/src/logger.js';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { lives, stops } from '../../../../packages/go-plugin/test/support/processes.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const host = (logger: Logger = silentLogger): Promise<Host> =>
  createHost({
    pluginsDir: `${projectRoot}test/fixtures/plugins`,
    logger,
    // The first two are safety nets: 20 MB of output take their time on a machine that is busy.
    limits: { startTimeoutMs: 50_000, callTimeoutMs: 50_000, shutdownTimeoutMs: 300 },
  });

async function outputs(rough: Host, operation: string): Promise<JsonObject> {
  const result = await rough.operations.execute(`rough.${operation}`, {});
  expect(result.success).to.equal(true);
  return result.outputs;
}

const pidOf = async (rough: Host): Promise<number> => Number((await outputs(rough, 'pid')).pid);

describe('A host and a plugin that misbehaves while it lives', () => {
  for (const [what, operation] of [
    ['writes 10 MB to stdout and 10 MB to stderr', 'flood'],
    ['writes hostile log lines', 'log'],
  ] as const)
    it(`continues with a plugin that ${what}`, async () => {
      await using rough = await host();
      const { pid } = await outputs(rough, operation);
      expect(await pidOf(rough)).to.equal(pid);
    });

  it('has the stack of what an operation threw in its log, and a short text in the answer', async () => {
    const logger = new RecordingLogger();
    const rough = await host(logger);
    const result = await rough.operations.execute('rough.throws', {});
    expect(result).to.deep.equal({ success: false, error: 'cannot read', outputs: {} });
    await rough.close();
    const record = logger.records.find(({ level }) => level === 'error');
    expect(record).to.deep.include({ name: 'awf-plugin-rough', message: 'operation failed' });
    expect(record?.fields).to.include({ operation: 'throws', error: 'cannot read' });
    expect(record?.fields.stack).to.match(
      /^Error: cannot read\n +at .*readPage .*\/awf-plugin-rough:\d+[^]*RangeError: page 7/u,
    );
  });

  it('takes no larger message than its limit allows, and calls the same plugin again', async () => {
    await using rough = await createHost({
      pluginsDir: `${projectRoot}test/fixtures/plugins`,
      logger: silentLogger,
      limits: { messageBytes: 64 * 1024 },
    });
    const echo = (text: string): Promise<unknown> => rough.operations.execute('contract-echo.echo', { text });
    const refused = await rejection(echo('x'.repeat(128 * 1024)));
    expect(refused).to.have.property('code', 'EXECUTION.PLUGIN.CALL_FAILED');
    expect(refused).to.have.nested.property('details.status', 'RESOURCE_EXHAUSTED');
    expect(await echo('small')).to.have.property('success', true);
  });

  it('is not held by a grandchild that holds the pipes of a plugin', async () => {
    const rough = await host();
    const { pid, grandchild } = await outputs(rough, 'grandchild');
    try {
      await rough.close();
      expect(lives(Number(pid))).to.equal(false);
      expect(lives(Number(grandchild)), 'the grandchild held the pipes to the end').to.equal(true);
    } finally {
      process.kill(Number(grandchild), 'SIGKILL');
    }
  });

  it('gives up on a stopped plugin when the call’s time is over, and ends it', async () => {
    const rough = await host();
    const pid = await pidOf(rough);
    expect(await stops(pid)).to.equal(true);
    const error = await rejection(rough.operations.execute('rough.pid', {}, { timeoutMs: 200 }));
    expect(error).to.have.property('code', 'EXECUTION.PLUGIN.CALL_TIMEOUT');
    await rough.close();
    expect(lives(pid)).to.equal(false);
  });

  for (const [what, ending] of [
    ['dies during its shutdown', 'exit'],
    ['ignores Shutdown and SIGTERM', 'busy'],
  ] as const)
    it(`leaves nothing of a plugin that ${what}`, async () => {
      const rough = await host();
      await rough.plugins.init('rough', { ending });
      const pid = await pidOf(rough);
      await rough.plugins.shutdown('rough').catch(() => undefined);
      await rough.close();
      expect(lives(pid)).to.equal(false);
    });
});
