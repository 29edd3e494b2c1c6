import { expect } from 'chai';
import { LineSplitter, type LinePiece } from '../../../src/log/line-splitter.js';

const show = ({ bytes, continues, continued }: LinePiece): string =>
  `${continues ? '…' : ''}${bytes.toString('latin1')}${continued ? '…' : ''}`;

function split(input: string, chunkSize: number, limit = 16): readonly string[] {
  const splitter = new LineSplitter(limit);
  const bytes = Buffer.from(input, 'latin1');
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) {
    pieces.push(...splitter.push(bytes.subarray(at, at + chunkSize)).map(show));
  }
  return [...pieces, ...splitter.end().map(show)];
}

describe('LineSplitter', () => {
  const inputs: readonly (readonly [string, string, readonly string[]])[] = [
    ['lines with LF and CRLF', 'a\nb\r\n\n\r\nc\n', ['a', 'b', '', '', 'c']],
    ['an unterminated last line', 'a\nb', ['a', 'b']],
    ['a carriage return that ends no line', 'a\rb\n\rc\nd\r', ['a\rb', '\rc', 'd\r']],
    ['the longest line that fits', `${'x'.repeat(15)}\nb\n`, ['x'.repeat(15), 'b']],
    ['a line of exactly the limit', `${'x'.repeat(16)}\nb\n`, [`${'x'.repeat(16)}…`, '…', 'b']],
    ['a long line', `${'x'.repeat(40)}\nb\n`, [`${'x'.repeat(16)}…`, `…${'x'.repeat(16)}…`, `…${'x'.repeat(8)}`, 'b']],
    ['a long line that ends at the limit of the input', 'x'.repeat(16), [`${'x'.repeat(16)}…`, '…']],
    ['a CRLF that the limit cuts in two', `${'x'.repeat(15)}\r\nb`, [`${'x'.repeat(15)}…`, '…', 'b']],
  ];
  for (const [title, input, lines] of inputs) {
    it(`splits ${title}, however the chunks are cut [H11] [L03]`, () => {
      for (let chunkSize = 1; chunkSize <= input.length; chunkSize++) {
        expect(split(input, chunkSize), `chunks of ${chunkSize}`).to.deep.equal(lines);
      }
    });
  }

  it('cuts at every byte with a limit of one, carriage returns as well', () => {
    expect(split('a\r\nb', 1, 1)).to.deep.equal(['a…', '…\r…', '…', 'b…', '…']);
  });

  it('never holds more than its limit', () => {
    const splitter = new LineSplitter(1_024);
    for (let i = 0; i < 1_000; i++) {
      splitter.push(Buffer.alloc(1_000, 'x'));
      expect(splitter.incomplete.length).to.be.lessThan(1_024);
    }
  });

  it('shows the received part of an incomplete line', () => {
    const splitter = new LineSplitter(1_024);
    splitter.push(Buffer.from('done\n1|1|un'));
    expect(splitter.incomplete.toString()).to.equal('1|1|un');
  });
});
