import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import fc from 'fast-check';
import { HpackDecoder } from '../../../src/http2/hpack/decoder.js';
import { HpackEncoder } from '../../../src/http2/hpack/encoder.js';
import type { HeaderField } from '../../../src/http2/hpack/header-field.js';
import { buildGoProgram, requireGo } from '../../support/go.js';

type Pairs = readonly (readonly [string, string])[];

const lists = 5_000;

const byteText = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
});
const name = fc.oneof(
  fc.constantFrom(':path', ':status', 'content-type', 'grpc-timeout', 'authorization', 'x-custom', 'user-agent'),
  byteText,
);
const value = fc.oneof(
  fc.constantFrom('', '200', 'application/grpc', 'trailers', ' blanks ', 'x'.repeat(3_000)),
  byteText,
);
const pairs = fc.array(fc.tuple(name, value), { maxLength: 12 });
const step = fc.record({ shared: pairs, own: pairs, tableSize: fc.option(fc.nat(4_096), { freq: 20 }) });

const fieldsOf = (list: Pairs): readonly HeaderField[] => list.map(([key, text]) => ({ name: key, value: text }));
const pairsOf = (fields: readonly HeaderField[]): Pairs => fields.map((field) => [field.name, field.value]);

describe('HPACK with golang.org/x/net', () => {
  let peer: ChildProcessWithoutNullStreams;
  let answers: AsyncIterator<string>;

  before(async function () {
    requireGo(this);
    peer = spawn(await buildGoProgram('packages/go-plugin/test/interop/go-http2', './cmd/hpackpeer'));
    answers = createInterface(peer.stdout)[Symbol.asyncIterator]();
  });
  after(async () => {
    const exited = once(peer, 'exit');
    peer.stdin.end();
    await exited;
  });

  async function ask(question: object): Promise<{ block: string; fields: Pairs; error?: string }> {
    peer.stdin.write(`${JSON.stringify(question)}\n`);
    const { value: line } = (await answers.next()) as IteratorResult<string, string>;
    return JSON.parse(line) as { block: string; fields: Pairs; error?: string };
  }

  it(`decodes ${lists} random lists that Go has encoded, table sizes that change among them`, async function () {
    this.timeout(300_000);
    const decoder = new HpackDecoder(1_000_000);
    for (const { shared, own, tableSize } of fc.sample(step, lists)) {
      const { block } = await ask({ encode: [...shared, ...own], ...(tableSize !== null && { tableSize }) });
      const bytes = Buffer.from(block, 'hex');
      expect(pairsOf(decoder.decode(bytes, 0, bytes.length).fields)).to.deep.equal([...shared, ...own]);
    }
  });

  it(`encodes ${lists} random lists that Go can decode, the same ones again among them`, async function () {
    this.timeout(300_000);
    const encoder = new HpackEncoder();
    let again: { readonly pairs: Pairs; readonly fields: readonly HeaderField[] } | undefined;
    for (const [index, { shared, own, tableSize }] of fc.sample(step, lists).entries()) {
      if (tableSize !== null) encoder.limitTable(tableSize);
      const list = index % 3 === 0 || again === undefined ? { pairs: shared, fields: fieldsOf(shared) } : again;
      again = list;
      const { fields, error } = await ask({ decode: encoder.encode(list.fields, fieldsOf(own)).toString('hex') });
      expect(error).to.equal(undefined);
      expect(fields).to.deep.equal([...list.pairs, ...own]);
    }
  });
});
