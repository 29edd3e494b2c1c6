import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { expect } from 'chai';
import type { LogFields, LogLevel } from '../../../src/logger.js';
import { fixtureClient } from '../../support/fixture-client.js';
import { pluginFixture } from '../../support/fixtures.js';
import { failure } from '../../support/go-plugin-failure.js';
import { RecordingLogger } from '../../support/recording-logger.js';

/** Tells when a message has come. */
class WaitingLogger extends RecordingLogger {
  readonly #awaited: Promise<void>;
  #resolve: () => void = () => undefined;

  constructor(private readonly message: string) {
    super();
    this.#awaited = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  override log(level: LogLevel, message: string, fields?: LogFields): void {
    super.log(level, message, fields);
    if (message === this.message) this.#resolve();
  }

  override named(): this {
    return this;
  }

  get arrived(): Promise<void> {
    return this.#awaited;
  }
}

describe('the output of a plugin', () => {
  it('of 10 MB each on stdout and stderr blocks nobody [H12]', async () => {
    const logger = new WaitingLogger('[INFO] flooded');
    await using client = fixtureClient('floods', [], { logger });
    await client.ping();
    await logger.arrived;
    await client.ping();
    expect(logger.messages.filter((message) => message.startsWith('xxx'))).to.have.length(10_240);
  });

  it('of hostile log lines does no harm, and loses no line [L03] [L04]', async () => {
    const logger = new WaitingLogger('[INFO] the end');
    const raw = new PassThrough();
    const bytes: Buffer[] = [];
    raw.on('data', (chunk: Buffer) => bytes.push(chunk));
    await using client = fixtureClient('hostile-log', [], { logger, stderr: raw });
    await client.ping();
    await logger.arrived;
    const messages = logger.messages;
    expect(messages).to.include.members([
      '{"@level":1}',
      'null',
      '[]',
      'm',
      '{"@timestamp":"never"}',
      '\ufffd\ufffd\ufffd(',
    ]);
    expect(messages.filter((message) => message.startsWith('xxx')).join('')).to.have.length(1_000_000);
    expect(Object.prototype).to.not.have.property('polluted');
    await client.kill();
    expect(Buffer.concat(bytes).includes(Buffer.from([0x0a, 0xff, 0xfe, 0xc3, 0x28, 0x0a]))).to.equal(true);
  });

  it('can be opened by path, as wrapper scripts do that log before they start the plugin', async () => {
    const logger = new RecordingLogger();
    const script = 'set -e; echo "[INFO] wrapper: starting" > /dev/stderr; exec "$0" "$1"';
    await using client = fixtureClient('well-behaved', [], {
      logger,
      command: '/bin/sh',
      args: ['-c', script, process.execPath, pluginFixture('well-behaved')],
    });
    await client.ping();
    expect(logger.messages).to.include('[INFO] wrapper: starting');
  });

  it('is logged under the name of the program', async () => {
    const logger = new RecordingLogger();
    await using client = fixtureClient('no-such-program', [], { logger });
    await client.start().catch(() => undefined);
    expect(logger.records.map(({ name }) => name)).to.include('node');
  });

  it('is whole at its end, however slow the sink for stderr is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'last-words-'));
    try {
      const blocked = join(folder, 'sink-is-blocked');
      const logger = new RecordingLogger();
      const stderr = new Writable({ highWaterMark: 1, write: () => writeFileSync(blocked, '') });
      const client = fixtureClient('last-words', [blocked], { logger, stderr });
      const { details } = await failure(client.start(), 'EXITED_BEFORE_HANDSHAKE');
      expect(details.stderrTail.split('\n').at(-1)).to.match(/^\.+400$/);
      expect(logger.messages.filter((message) => message.startsWith('...'))).to.have.length(400);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
