import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { HeaderField } from '../../src/http2/hpack/header-field.js';
import { buildGoProgram } from './go.js';

const sameTable = 0xffff_ffff;

/** The bytes of a list of fields, as the Go program has them. */
export function listBytes(fields: readonly HeaderField[]): Buffer {
  const length = fields.reduce((sum, { name, value }) => sum + 4 + name.length + value.length, 2);
  const bytes = Buffer.allocUnsafe(length);
  let at = bytes.writeUInt16BE(fields.length, 0);
  for (const { name, value } of fields)
    for (const text of [name, value]) {
      at = bytes.writeUInt16BE(text.length, at);
      at += bytes.write(text, at, 'latin1');
    }
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** golang.org/x/net's HPACK in a process: an encoder and a decoder that remember their tables. */
export class HpackPeer implements AsyncDisposable {
  #received: Buffer = Buffer.alloc(0);

  private constructor(private readonly process: ChildProcessByStdio<Writable, Readable, null>) {}

  static async start(): Promise<HpackPeer> {
    const program = await buildGoProgram('packages/go-plugin/test/interop/go-http2', './cmd/hpackpeer');
    return new HpackPeer(spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] }));
  }

  /** The blocks of lists. A list may begin with a new size of the table. */
  async encode(
    lists: readonly { readonly fields: readonly HeaderField[]; readonly tableSize: number | undefined }[],
  ): Promise<readonly Buffer[]> {
    const items = lists.flatMap(({ fields, tableSize }) => [uint32(tableSize ?? sameTable), listBytes(fields)]);
    const answer = await this.#ask('E', items);
    const blocks: Buffer[] = [];
    for (let at = 0; at < answer.length;) {
      const start = at + 4;
      at = start + answer.readUInt32BE(at);
      blocks.push(answer.subarray(start, at));
    }
    return blocks;
  }

  /** The lists of blocks, one after the other as {@link listBytes}. */
  async decode(blocks: readonly Buffer[]): Promise<Buffer> {
    return this.#ask(
      'D',
      blocks.flatMap((block) => [uint32(block.length), block]),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.stdin.end();
    await exited;
  }

  async #ask(kind: 'E' | 'D', items: readonly Buffer[]): Promise<Buffer> {
    const bytes = Buffer.concat(items);
    this.process.stdin.write(Buffer.concat([Buffer.from(kind), uint32(bytes.length), bytes]));
    const head = await this.#read(4);
    return this.#read(head.readUInt32BE(0));
  }

  async #read(length: number): Promise<Buffer> {
    const chunks = [this.#received];
    let received = this.#received.length;
    while (received < length) {
      const [chunk] = (await once(this.process.stdout, 'data')) as [Buffer];
      chunks.push(chunk);
      received += chunk.length;
    }
    const all = Buffer.concat(chunks);
    this.#received = all.subarray(length);
    return all.subarray(0, length);
  }
}
