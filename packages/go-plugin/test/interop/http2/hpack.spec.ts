import { expect } from 'chai';
import { HpackDecoder } from '../../../src/http2/hpack/decoder.js';
import { HpackEncoder } from '../../../src/http2/hpack/encoder.js';
import type { HeaderBlock } from '../../../src/http2/hpack/header-block.js';
import { connectionPreface } from '../../../src/http2/frame.js';
import { requireGo } from '../../support/go.js';
import { HpackPeer, listBytes } from '../../support/hpack-peer.js';
import { frame, settingsFrame } from '../../support/hostile-server.js';
import { requestFields, startConnection } from '../../support/http2-pair.js';
import { RandomHeaderLists } from '../../support/random-header-lists.js';

const lists = 100_000;
/** One question to the other process is for so many lists. */
const batch = 5_000;

describe('HPACK with golang.org/x/net', function () {
  this.timeout(120_000);
  let peer: HpackPeer;
  let seed: number;

  before(async function () {
    requireGo(this);
    peer = await HpackPeer.start();
  });
  beforeEach(() => {
    seed = Date.now() & 0x7fff_ffff;
  });
  after(async () => {
    await (peer as HpackPeer | undefined)?.[Symbol.asyncDispose]();
  });

  it(`decodes ${lists} random lists that Go has encoded, table sizes that change among them`, async () => {
    const random = new RandomHeaderLists(seed);
    const decoder = new HpackDecoder(1_000_000);
    for (let done = 0; done < lists; done += batch) {
      const sent = Array.from({ length: batch }, () => {
        const { shared, own, tableSize } = random.next();
        return { fields: [...shared, ...own], tableSize };
      });
      const blocks = await peer.encode(sent);
      expect(blocks).to.have.length(batch);
      for (const [index, block] of blocks.entries()) {
        const { fields } = decoder.decode(block, 0, block.length);
        if (listBytes(fields).equals(listBytes(sent[index]!.fields))) continue;
        expect(fields, `list ${done + index} of seed ${seed}`).to.deep.equal(sent[index]!.fields);
      }
    }
  });

  it(`encodes ${lists} random lists that Go can decode, the same ones again among them`, async () => {
    const random = new RandomHeaderLists(seed);
    const encoder = new HpackEncoder();
    for (let done = 0; done < lists; done += batch) {
      const sent = Array.from({ length: batch }, () => {
        const { shared, own, tableSize } = random.next();
        if (tableSize !== undefined) encoder.limitTable(tableSize);
        const block = Buffer.from(encoder.encode(shared, own));
        return { block, list: listBytes([...shared, ...own]) };
      });
      const received = await peer.decode(sent.map(({ block }) => block));
      let at = 0;
      for (const [index, { list, block }] of sent.entries()) {
        const same = received.subarray(at, at + list.length).equals(list);
        expect(same, `list ${done + index} of seed ${seed}, block ${same ? '' : block.toString('hex')}`).to.equal(true);
        at += list.length;
      }
      expect(at).to.equal(received.length);
    }
  });

  it('decodes a block of Go that is cut across HEADERS and CONTINUATION, wherever the cut is', async () => {
    const lists = Array.from({ length: 2_000 }, (_, index) => [
      ...requestFields,
      { name: 'x-index', value: String(index) },
      { name: `x-${index % 97}`, value: 'value of a name that comes again' },
    ]);
    const blocks = await peer.encode(lists.map((fields) => ({ fields, tableSize: undefined })));
    const received: HeaderBlock[] = [];
    const { connection } = startConnection('server', { stream: (_stream, block) => received.push(block) });
    connection.receive(Buffer.concat([connectionPreface, settingsFrame]));
    for (const [index, block] of blocks.entries()) {
      const at = index % (block.length + 1);
      const streamId = 2 * index + 1;
      connection.receive(frame(1, 1, streamId, block.subarray(0, at)));
      connection.receive(frame(9, 4, streamId, block.subarray(at)));
    }
    expect(received.map(({ fields }) => fields)).to.deep.equal(lists);
  });
});
