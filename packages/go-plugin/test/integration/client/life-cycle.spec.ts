import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Metadata, status } from '@grpc/grpc-js';
import { expect } from 'chai';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { callUnary } from '../../../src/grpc/unary-call.js';
import { fixtureClient, type FixtureClient } from '../../support/fixture-client.js';
import { failure } from '../../support/go-plugin-failure.js';
import { lives, stops } from '../../support/processes.js';
import { unary } from '../../support/raw-service.js';
import { rejection } from '../../support/rejection.js';
import { RecordingLogger } from '../../support/recording-logger.js';

async function call(client: FixtureClient, text: string): Promise<string> {
  const raw = await client.dispense('raw');
  return (await unary(raw, Buffer.from(text), new Metadata())).toString();
}

describe('a plugin that behaves', () => {
  it('is started, called, pinged and ended, and leaves no socket [H01] [H19] [H20]', async () => {
    const client = fixtureClient('well-behaved');
    expect(await call(client, 'hello')).to.equal('hello');
    await client.ping();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('plugin-dir'))).to.have.length(1);
    await client.kill();
    expect(await client.exited).to.include({ exitCode: 0, exitSignal: null });
  });

  it('is called over tcp too [H02]', async () => {
    await using client = fixtureClient('listens-on-tcp');
    expect(await call(client, 'hello')).to.equal('hello');
  });

  it('is one process for any number of callers [H34]', async () => {
    await using client = fixtureClient('well-behaved');
    await Promise.all([client.start(), client.connect(), client.dispense('raw'), client.ping(), client.start()]);
    const { pid } = client;
    await client.start();
    expect(client.pid).to.equal(pid).and.not.equal(undefined);
  });

  it('is refused under an unknown name, before it is started', async () => {
    const client = fixtureClient('well-behaved');
    const unknown = 'unknown' as 'raw';
    const error = await failure(client.dispense(unknown), 'UNKNOWN_PLUGIN');
    expect(error.details).to.deep.equal({ name: 'unknown', known: ['raw'] });
    await failure(client.dispense('toString' as 'raw'), 'UNKNOWN_PLUGIN');
    expect(client.pid).to.equal(undefined);
  });

  it('is unhealthy when it reports NOT_SERVING [H19]', async () => {
    await using client = fixtureClient('not-serving');
    const error = await failure(client.ping(), 'UNHEALTHY');
    expect(error.message).to.match(/NOT_SERVING/);
  });

  it('is reported as unhealthy at once, because it answered', async () => {
    await using client = fixtureClient('not-serving');
    await client.connect();
    const from = Date.now();
    for (let ping = 1; ping <= 4; ping++) await failure(client.ping(), 'UNHEALTHY');
    // Each of them would wait for 2 s for the end of one that seems to have died.
    expect(Date.now() - from).to.be.lessThan(4_000);
  });
});

describe('giving up', () => {
  it('on the start kills the process, and a later start begins anew', async () => {
    await using client = fixtureClient('well-behaved');
    const reason = new Error('changed my mind');
    const abort = new AbortController();
    const dispensing = client.dispense('raw', { signal: abort.signal });
    setImmediate(() => abort.abort(reason));
    const error = await failure(dispensing, 'CANCELED');
    expect(error.cause).to.equal(reason);
    expect(client.pid).to.equal(undefined);
    await client.ping();
  });

  it('by one of several callers leaves the others their plugin', async () => {
    await using client = fixtureClient('well-behaved');
    const others = client.start();
    const abort = new AbortController();
    const mine = client.start({ signal: abort.signal });
    abort.abort();
    await failure(mine, 'CANCELED');
    await others;
  });

  it('happens at the deadline of the call', async () => {
    const client = fixtureClient('prints', ['""']);
    const error = await failure(client.start({ timeoutMs: 20 }), 'DEADLINE_EXCEEDED');
    expect(error.details).to.deep.equal({ operation: 'start', timeoutMs: 20 });
    await failure(client.ping({ timeoutMs: 20 }), 'DEADLINE_EXCEEDED');
    await failure(client.ping({ signal: AbortSignal.abort() }), 'CANCELED');
  });

  it('on a ping that is not answered leaves the plugin alone', async () => {
    await using client = fixtureClient('well-behaved');
    await client.connect();
    expect(await stops(client.pid!)).to.equal(true);
    await failure(client.ping({ timeoutMs: 50 }), 'DEADLINE_EXCEEDED');
    process.kill(client.pid!, 'SIGCONT');
    await client.ping();
  });
});

describe('a plugin that dies', () => {
  it('fails the call under way at once, and all later ones with its exit code [H26]', async () => {
    const client = fixtureClient('well-behaved');
    const error = (await rejection(call(client, 'exit 7'))) as { code: unknown };
    expect(error.code).to.equal(status.UNAVAILABLE);
    expect(await client.exited).to.include({ exitCode: 7, exitSignal: null });
    const later = await failure(client.dispense('raw'), 'PLUGIN_EXITED');
    expect(later.details.exitCode).to.equal(7);
    await failure(client.ping(), 'PLUGIN_EXITED');
    await failure(client.start(), 'PLUGIN_EXITED');
    await client.kill();
  });

  it('aborts the signal and rejects calls that hang, and pings [H19] [H26]', async () => {
    await using client = fixtureClient('well-behaved');
    const raw = await client.dispense('raw');
    const hanging = rejection(unary(raw, Buffer.from('hang'), new Metadata()));
    const aborted = new Promise((resolve) => client.signal.addEventListener('abort', resolve, { once: true }));
    process.kill(client.pid!, 'SIGKILL');
    await aborted;
    expect(await hanging).to.have.property('code', status.UNAVAILABLE);
    expect(GoPluginError.is(client.signal.reason, 'PLUGIN_EXITED')).to.equal(true);
    const error = await rejection(unary(raw, Buffer.from('late'), new Metadata()));
    expect(error).to.have.property('code', status.UNAVAILABLE);
    await failure(client.ping(), 'PLUGIN_EXITED');
  });

  it('during a ping is reported as dead rather than as ill', async () => {
    await using client = fixtureClient('well-behaved');
    await client.connect();
    expect(await stops(client.pid!)).to.equal(true);
    const ping = failure(client.ping(), 'PLUGIN_EXITED');
    process.kill(client.pid!, 'SIGKILL');
    await ping;
  });
});

describe('exited', () => {
  const nothingKnown = { exitCode: null, exitSignal: null, stderrTail: '' };

  it('tells what the plugin wrote last on stderr, without go-plugin’s own lines', async () => {
    const client = fixtureClient('well-behaved');
    await rejection(call(client, 'exit 7 out of luck'));
    const { stderrTail } = await client.exited;
    expect(stderrTail).to.equal('out of luck');
  });

  it('resolves when the start has failed, with the end of the process', async () => {
    const program = ['-e', 'console.error("no licence"); process.exit(3)'];
    const client = fixtureClient('well-behaved', [], { args: program });
    await failure(client.start(), 'EXITED_BEFORE_HANDSHAKE');
    expect(await client.exited).to.deep.equal({ exitCode: 3, exitSignal: null, stderrTail: 'no licence' });
  });

  it('resolves when there was no process to start', async () => {
    const client = fixtureClient('well-behaved', [], { command: '/nowhere/plugin' });
    await failure(client.start(), 'BINARY_NOT_FOUND');
    expect(await client.exited).to.deep.equal(nothingKnown);
  });

  it('resolves when the plugin was killed before its start, and during it', async () => {
    const never = fixtureClient('well-behaved');
    await never.kill();
    expect(await never.exited).to.deep.equal(nothingKnown);
    const starting = fixtureClient('well-behaved');
    const failed = failure(starting.start(), 'CLIENT_CLOSED');
    await starting.kill();
    await failed;
    await starting.exited;
  });

  it('stays open when a start was canceled, because a later one may succeed', async () => {
    await using client = fixtureClient('well-behaved');
    await failure(client.start({ signal: AbortSignal.abort() }), 'CANCELED');
    const abort = new AbortController();
    const canceled = failure(client.start({ signal: abort.signal }), 'CANCELED');
    abort.abort();
    await canceled;
    expect(await call(client, 'hello')).to.equal('hello');
    const first = await Promise.race([client.exited, Promise.resolve('open')]);
    expect(first).to.equal('open');
  });
});

describe('classifyCallFailure', () => {
  it('reports that the plugin has ended, and how', async () => {
    const client = fixtureClient('well-behaved');
    const error = await rejection(call(client, 'exit 7'));
    const found = await client.classifyCallFailure(error);
    expect(found).to.have.property('reason', 'plugin exited');
    expect(found).to.have.nested.property('exit.exitCode', 7);
  });

  it('does not wait for a plugin that lives', async () => {
    await using client = fixtureClient('well-behaved');
    const raw = await client.dispense('raw');
    const error = await rejection(callUnary(raw, 'unary', Buffer.from('hang'), { timeoutMs: 20 }));
    expect(await client.classifyCallFailure(error)).to.deep.equal({ reason: 'deadline exceeded' });
  });
});

describe('kill', () => {
  const quick = { gracefulStopMs: 200 };

  it('may come before the start, twice, and concurrently [H24]', async () => {
    const client = fixtureClient('well-behaved');
    await client.kill();
    await failure(client.start(), 'CLIENT_CLOSED');
    await client.kill();

    const other = fixtureClient('well-behaved');
    await other.connect();
    await Promise.all([other.kill(), other.kill(), other[Symbol.asyncDispose]()]);
    await failure(other.dispense('raw'), 'CLIENT_CLOSED');
  });

  it('during the start fails those who wait for it', async () => {
    const client = fixtureClient('well-behaved');
    const waiting = failure(client.dispense('raw'), 'CLIENT_CLOSED');
    await client.kill();
    await waiting;
  });

  it('also asks a plugin that was never connected', async () => {
    const client = fixtureClient('well-behaved');
    await client.start();
    await client.kill();
    expect(await client.exited).to.include({ exitCode: 0, exitSignal: null });
  });

  it('treats a plugin that dies of Shutdown as ended', async () => {
    const logger = new RecordingLogger();
    const client = fixtureClient('dies-on-shutdown', [], { logger });
    await client.connect();
    await client.kill();
    expect(await client.exited).to.include({ exitCode: 9, exitSignal: null });
    expect(logger.messages).to.not.include('plugin failed to exit gracefully');
  });

  it('ends a plugin that ignores Shutdown and SIGTERM by force [H21]', async () => {
    const logger = new RecordingLogger();
    const client = fixtureClient('ignores-everything', [], { ...quick, terminateMs: 50, logger });
    await client.connect();
    await client.kill();
    expect(await client.exited).to.include({ exitCode: null, exitSignal: 'SIGKILL' });
    expect(logger.messages).to.include('plugin failed to exit gracefully');
  });

  it('uses SIGTERM if configured', async () => {
    const client = fixtureClient('ignores-shutdown', [], { ...quick, terminateMs: 2_000 });
    await client.connect();
    await client.kill();
    expect(await client.exited).to.include({ exitCode: null, exitSignal: 'SIGTERM' });
  });

  for (const connected of [true, false]) {
    it(`ends a stopped plugin in time, ${connected ? 'connected' : 'not connected'} [H22]`, async () => {
      const client = fixtureClient('well-behaved', [], quick);
      await (connected ? client.connect() : client.start());
      expect(await stops(client.pid!)).to.equal(true);
      // go-plugin's would hang for ever.
      await client.kill();
      expect((await client.exited).exitSignal).to.equal('SIGKILL');
    });
  }

  it('does not wait for a grandchild that holds the pipes [H23]', async () => {
    const logger = new RecordingLogger();
    const client = fixtureClient('leaves-grandchild', [], { logger });
    await client.connect();
    const told = await logger.heard((message) => message.startsWith('grandchild '));
    const grandchild = Number(told.message.slice('grandchild '.length));
    try {
      await client.kill();
      expect(await client.exited).to.include({ exitCode: 0, exitSignal: null });
      expect(lives(grandchild), 'the grandchild held the pipes to the end').to.equal(true);
    } finally {
      process.kill(grandchild, 'SIGKILL');
    }
  });

  it('ends everything at once without a grace period, even if another kill is waiting', async () => {
    const client = fixtureClient('ignores-everything');
    await client.connect();
    const patient = client.kill();
    await client.kill({ gracefulStopMs: 0 });
    await patient;
    expect((await client.exited).exitSignal).to.equal('SIGKILL');
  });

  it('removes the socket of a plugin that could not remove it', async () => {
    const client = fixtureClient('well-behaved');
    await client.connect();
    const directory = readdirSync(tmpdir()).find((name) => name.startsWith('plugin-dir'));
    await client.kill({ gracefulStopMs: 0 });
    expect(directory).to.not.equal(undefined);
    expect(existsSync(`${tmpdir()}/${directory}`)).to.equal(false);
  });
});
