import { expect } from 'chai';
import fc from 'fast-check';
import { jsonPieces } from '../../../../src/app/cli/json-pieces.js';
import { joined } from '../../../../src/app/cli/joined-pieces.js';
import { wellFormedJson } from '../../../../src/domain/json-text.js';
import type { JsonValue } from '../../../../src/domain/json.js';

const together = (value: JsonValue): string => [...jsonPieces(value)].join('');

describe('jsonPieces()', () => {
  it('gives the JSON of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(together(value as JsonValue)).to.equal(wellFormedJson(JSON.stringify(value)));
      }),
    );
  });

  it('cuts long texts, but no pair of surrogates', () => {
    for (const before of ['', 'x']) {
      const text = `${before}${'😀'.repeat(100_000)}\n"`;
      const pieces = [...jsonPieces({ text })];
      expect(pieces.join('')).to.equal(JSON.stringify({ text }));
      for (const piece of pieces) expect(piece.length).to.be.at.most(65_536);
    }
  });

  it('replaces half a pair, and leaves out what is undefined', () => {
    expect(together(['\ud83d', { '\ude00': 1, left: undefined as unknown as JsonValue }])).to.equal(
      '["\ufffd",{"\ufffd":1}]',
    );
  });
});

describe('joined()', () => {
  it('joins pieces up to 64 KiB', () => {
    expect([...joined(['a', 'b', 'c'])]).to.deep.equal(['abc']);
    expect([...joined([])]).to.deep.equal([]);
    const [first = '', second] = [...joined(['x'.repeat(65_535), 'y', 'z'])];
    expect([first.length, second]).to.deep.equal([65_536, 'z']);
  });
});
