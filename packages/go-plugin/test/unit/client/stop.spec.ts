import { status, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { transportFailure } from '../../../src/channel/failure-origin.js';
import type { MainConnection } from '../../../src/client/connect.js';
import type { StartedPlugin } from '../../../src/client/start.js';
import { stopPlugin } from '../../../src/client/stop.js';
import { silentLogger } from '../../../src/logger.js';
import { FakeRunner } from '../../support/fake-runner.js';

/** A connection on which Shutdown ends like this. */
function answeringShutdown(error: unknown): MainConnection {
  const client = {
    shutdown: (...values: unknown[]) => (values.at(-1) as (error: ServiceError | null) => void)(error as ServiceError),
  };
  const nothing = () => Promise.resolve();
  return { stdio: { drain: nothing }, broker: { close: nothing }, grpc: { client: () => client } } as never;
}

/** The signals that a plugin gets which ends by itself a moment after its answer. */
async function signalsAfter(answer: unknown): Promise<readonly string[]> {
  const runner = new FakeRunner();
  const started = { plugin: { runner }, released: Promise.resolve() } as unknown as StartedPlugin;
  const stopped = stopPlugin(started, { gracefulStopMs: 5_000, terminateMs: 0, logger: silentLogger }, () =>
    Promise.resolve(answeringShutdown(answer)),
  );
  await new Promise((resolve) => setImmediate(resolve));
  runner.exit();
  await stopped;
  return runner.received;
}

describe('stopPlugin', () => {
  it('asks a plugin that prints without end to shut down while it still has time to exit', async () => {
    const limits: number[] = [];
    const drain = (limitMs: number) => Promise.resolve(void limits.push(limitMs));
    const connection = { ...answeringShutdown(null), stdio: { drain } } as never;
    const runner = new FakeRunner();
    const started = { plugin: { runner }, released: Promise.resolve() } as unknown as StartedPlugin;
    const settings = { gracefulStopMs: 500, terminateMs: 0, logger: silentLogger };
    const stopped = stopPlugin(started, settings, () => Promise.resolve(connection));
    await new Promise((resolve) => setImmediate(resolve));
    runner.exit();
    await stopped;
    expect(limits).to.deep.equal([250]);
  });

  it('gives a plugin its time after Shutdown, however its answer was cut off [H20]', async () => {
    expect(await signalsAfter(null)).to.deep.equal([]);
    for (const code of [status.UNAVAILABLE, status.CANCELLED, status.INTERNAL, status.UNKNOWN])
      expect(await signalsAfter(transportFailure(code, 'it broke')), status[code]).to.deep.equal([]);
  });

  it('waits for a plugin that says that it is shutting down', async () => {
    for (const code of [status.UNAVAILABLE, status.CANCELLED])
      expect(await signalsAfter({ code, details: 'going' }), status[code]).to.deep.equal([]);
  });

  it('does not wait for a plugin that cannot be asked', async () => {
    expect(await signalsAfter({ code: status.UNIMPLEMENTED, details: 'what?' })).to.deep.equal(['SIGKILL']);
  });
});
