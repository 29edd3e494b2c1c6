import { PassThrough, Writable } from 'node:stream';
import { expect } from 'chai';
import { StderrForwarder } from '../../../src/log/stderr-forwarder.js';
import { RecordingLogger } from '../../support/recording-logger.js';

class Collector extends Writable {
  readonly chunks: Buffer[] = [];
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }
  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

interface Forwarded {
  readonly logger: RecordingLogger;
  readonly raw: Buffer;
  readonly tail: string;
}

async function forward(chunks: readonly Buffer[], logger = new RecordingLogger(), limit = 65_536): Promise<Forwarded> {
  const stderr = new PassThrough();
  const sink = new Collector();
  const forwarder = new StderrForwarder(stderr, { logger, sink, maxLineBytes: limit });
  for (const chunk of chunks) stderr.write(chunk);
  stderr.end();
  await new Promise((resolve) => stderr.once('close', resolve));
  return { logger, raw: sink.bytes, tail: forwarder.tail() };
}

describe('StderrForwarder', () => {
  it('logs each line at its level and passes the raw bytes on without carriage returns [L03]', async () => {
    const { logger, raw } = await forward([
      Buffer.from('[WARN] a\r\n{"@level":"info","@message":"b","k":1}\npl'),
      Buffer.from('ain'),
    ]);
    expect(logger.records.map(({ level, message }) => [level, message])).to.deep.equal([
      ['warn', '[WARN] a'],
      ['info', 'b'],
      ['debug', 'plain'],
    ]);
    expect(logger.records[1]?.fields).to.deep.equal({ k: 1 });
    expect(raw.toString()).to.equal('[WARN] a\n{"@level":"info","@message":"b","k":1}\nplain\n');
  });

  it('keeps invalid UTF-8 in the raw bytes and replaces it in the log [L03] [L04]', async () => {
    const bytes = Buffer.from([0x61, 0xff, 0xfe, 0x0a]);
    const { logger, raw } = await forward([bytes]);
    expect(raw).to.deep.equal(bytes);
    expect(logger.messages).to.deep.equal(['a\ufffd\ufffd']);
  });

  it('logs the pieces of a line that is too long verbatim, and ends it once in the raw bytes [L03]', async () => {
    const long = `{"@level":"error","@message":"${'x'.repeat(1_000_000)}"}`;
    const { logger, raw } = await forward([Buffer.from(`${long}\nnext\n`)]);
    expect(logger.records.every(({ level }) => level === 'debug')).to.equal(true);
    expect(logger.messages.slice(0, -1).join('')).to.equal(long);
    expect(logger.messages.at(-1)).to.equal('next');
    expect(raw.toString()).to.equal(`${long}\nnext\n`);
  });

  it('asks the logger before it formats a message', async () => {
    const logger = new RecordingLogger('warn');
    await forward([Buffer.from('plain\n[WARN] a\n{"@level":"info"}\n')], logger);
    expect(logger.messages).to.deep.equal(['[WARN] a']);
  });

  it('parses nothing if the logger has no level enabled, but still passes the bytes on [L05]', async () => {
    const logger = new RecordingLogger('off');
    const { raw } = await forward([Buffer.from('[WARN] a\n')], logger);
    expect(logger.records).to.deep.equal([]);
    expect(raw.toString()).to.equal('[WARN] a\n');
  });

  it('remembers the last ten lines', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `line ${i}`);
    const { tail } = await forward([Buffer.from(lines.join('\n')), Buffer.from('\n')]);
    expect(tail.split('\n')).to.deep.equal(lines.slice(-10));
  });

  it('makes the plugin wait for a slow sink', async () => {
    const stderr = new PassThrough();
    let release: () => void = () => undefined;
    const sink = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        release = done;
      },
    });
    new StderrForwarder(stderr, { logger: new RecordingLogger(), sink, maxLineBytes: 1_024 });
    const paused = new Promise((resolve) => stderr.once('pause', resolve));
    stderr.write('a\n');
    await paused;
    const resumed = new Promise((resolve) => stderr.once('resume', resolve));
    release();
    await resumed;
    stderr.destroy();
  });
});
