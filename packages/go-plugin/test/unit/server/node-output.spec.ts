import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { expect } from 'chai';
import sinon from 'sinon';
import { NodeOutput } from '../../../src/server/node-output.js';

type Write = (text: string, done?: () => void) => boolean;

describe('stdout and stderr of a plugin', () => {
  let output: NodeOutput;
  beforeEach(() => {
    output = new NodeOutput();
  });
  afterEach(() => {
    sinon.restore();
    Reflect.deleteProperty(process.stderr, 'writableLength');
  });

  /** Has stderr hold so many bytes that nobody has read, and records what is written to it. */
  function unreadStderr(bytes: number): { readonly written: string[]; unread: number } {
    const pipe = { written: [] as string[], unread: bytes };
    Object.defineProperty(process.stderr, 'writableLength', { configurable: true, get: () => pipe.unread });
    const write: Write = (text, done) => {
      pipe.written.push(text);
      if (done !== undefined) setImmediate(done);
      return true;
    };
    sinon.stub(process.stderr, 'write').callsFake(write as typeof process.stderr.write);
    return pipe;
  }

  it('drops log lines while nobody reads stderr, and says how many later', () => {
    const stderr = unreadStderr(2 * 1024 * 1024);
    for (const text of ['one\n', 'two\n']) output.writeError(text);
    stderr.unread = 0;
    output.writeError('three\n');
    output.writeError('four\n');
    const report = '[WARN] 2 lines of the log were dropped: nobody was reading stderr\n';
    expect(stderr.written).to.deep.equal([report, 'three\n', 'four\n']);
  });

  it('waits for stderr to be read, captured or not, and not if nothing is unread', async () => {
    const stderr = unreadStderr(0);
    await output.flushErrors(1_000);
    expect(stderr.written).to.deep.equal([]);
    stderr.unread = 1;
    await output.flushErrors(1_000);
    const capture = output.capture('stderr', () => true);
    await output.flushErrors(1_000);
    output.writeError('past the capture\n');
    capture.release();
    expect(stderr.written).to.deep.equal(['', '', 'past the capture\n']);
  });

  it('writes nothing more after stderr has broken, and tells those who still listen', async () => {
    const stderr = unreadStderr(1);
    const listeners = process.stderr.listenerCount('error');
    const broken: string[] = [];
    const forget = output.onOutputBroken(() => broken.push('forgotten'));
    const end = output.onOutputBroken(() => broken.push('told'));
    forget();
    forget();
    process.stderr.emit('error', Object.assign(new Error('broken pipe'), { code: 'EPIPE' }));
    output.writeError('lost\n');
    await output.flushErrors(1_000);
    end();
    expect(broken).to.deep.equal(['told']);
    expect(stderr.written).to.deep.equal([]);
    expect(process.stderr.listenerCount('error')).to.equal(listeners);
  });

  it('gives what was printed before a capture to that capture, once', () => {
    output.holdStdout();
    output.holdStdout();
    process.stdout.write('early');
    const captured: string[] = [];
    const capture = output.capture('stdout', (data) => captured.push(Buffer.from(data).toString()) > 0);
    output.holdStdout();
    process.stdout.write('late');
    output.releaseHeldNow();
    capture.release();
    expect(captured).to.deep.equal(['early', 'late']);
  });

  it('lets a later capture replace an earlier one, which may be released after it', () => {
    const captured: string[] = [];
    const sinkOf = (name: string) => (data: Uint8Array) => captured.push(`${name} ${Buffer.from(data).toString()}`) > 0;
    const first = output.capture('stdout', sinkOf('first'));
    const second = output.capture('stdout', sinkOf('second'));
    process.stdout.write('text');
    second.release();
    first.release();
    expect(captured).to.deep.equal(['second text']);
  });

  describe('when a process exits', () => {
    /** @param failures the codes with which the first writes fail */
    function descriptors(...failures: readonly string[]): readonly string[] {
      const written: string[] = [];
      const codes = [...failures];
      const writeSync = (descriptor: number, bytes: Uint8Array, at: number): number => {
        const code = codes.shift();
        if (code !== undefined) throw Object.assign(new Error(code), { code });
        const part = Buffer.from(bytes.subarray(at, at + 3));
        written.push(`${descriptor}: ${part.toString()}`);
        return part.length;
      };
      sinon.stub(fs, 'writeSync').callsFake(writeSync as typeof fs.writeSync);
      syncBuiltinESMExports();
      return written;
    }
    afterEach(() => {
      sinon.restore();
      syncBuiltinESMExports();
    });

    it('waits for a full pipe, and writes everything', () => {
      const written = descriptors('EAGAIN');
      output.writeHandshake('1|1|\n');
      expect(written).to.deep.equal(['1: 1|1', '1: |\n']);
    });

    it('writes what it has held back, and gives up on a pipe that nobody reads', () => {
      output.holdStdout();
      process.stdout.write('held');
      const written = descriptors('EPIPE');
      output.writeErrorNow('panic: no\n');
      output.releaseHeldNow();
      output.releaseHeldNow();
      output.capture('stdout', () => true).release();
      expect(written).to.deep.equal(['1: hel', '1: d']);
    });

    it('says nothing of held text that cannot be written', () => {
      output.holdStdout();
      process.stdout.write('held');
      const written = descriptors('EPIPE');
      output.releaseHeldNow();
      output.capture('stdout', () => true).release();
      expect(written).to.deep.equal([]);
    });
  });
});
