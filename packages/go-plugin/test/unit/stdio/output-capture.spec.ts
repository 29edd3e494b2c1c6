import { Console } from 'node:console';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { expect } from 'chai';
import { captureOutput } from '../../../src/stdio/output-capture.js';

describe('captureOutput', () => {
  it('captures text in its encoding, bytes, and console output', () => {
    const stream = new PassThrough();
    const seen: string[] = [];
    captureOutput(stream, (data) => (seen.push(Buffer.from(data).toString()), true));
    stream.write('ü');
    stream.write('6f6b', 'hex');
    stream.write(Buffer.from([0x21]));
    new Console(stream).log('line');
    expect(seen).to.deep.equal(['ü', 'ok', '!', 'line\n']);
    expect(stream.read()).to.equal(null);
  });

  it('copies bytes, since the writer may use its memory again', () => {
    const stream = new PassThrough();
    const seen: Uint8Array[] = [];
    captureOutput(stream, (data) => (seen.push(data), true));
    const memory = Buffer.from('before');
    stream.write(memory);
    memory.fill('x');
    expect(Buffer.from(seen[0]!).toString()).to.equal('before');
  });

  it('calls back, whether an encoding was given or not', async () => {
    const stream = new PassThrough();
    captureOutput(stream, () => true);
    await new Promise<void>((resolve) => stream.write('a', () => resolve()));
    await new Promise<void>((resolve) => stream.write('a', 'utf8', () => resolve()));
  });

  it('offers the original write, and restores it', async () => {
    const stream = new PassThrough();
    const capture = captureOutput(stream, () => true);
    stream.write('captured');
    capture.original('real ');
    capture.release();
    stream.write('again');
    stream.end();
    expect(await text(stream)).to.equal('real again');
    expect(Object.hasOwn(stream, 'write')).to.equal(false);
  });

  it('makes a pipe wait until it is told to continue', async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    let writes = 0;
    const writesAtDrain: number[] = [];
    const capture = captureOutput(stream, () => {
      writes++;
      setImmediate(() => {
        writesAtDrain.push(writes);
        capture.drained();
      });
      return false;
    });
    await pipeline(Readable.from([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]), stream);
    expect(writesAtDrain.slice(0, 2)).to.deep.equal([1, 2]);
  });

  it('rejects values that no stream accepts', () => {
    const stream = new PassThrough();
    captureOutput(stream, () => true);
    expect(() => stream.write(5)).to.throw(TypeError);
  });
});
