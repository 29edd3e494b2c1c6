import { createRequire } from 'node:module';
import { expect } from 'chai';
import type * as protobuf from 'google-protobuf';
import { guardProtobuf } from '../../../src/grpc/protobuf-guard.js';

const load = createRequire(import.meta.url);

/** A copy of google-protobuf that nobody has guarded. */
function freshCopy(): typeof protobuf {
  const file = load.resolve('google-protobuf');
  const { [file]: loaded } = load.cache;
  Reflect.deleteProperty(load.cache, file);
  try {
    return load(file) as typeof protobuf;
  } finally {
    load.cache[file] = loaded;
  }
}

interface Note {
  text: string;
  numbers: number[];
  readonly notes: Note[];
  readonly words: protobuf.Map<string, string>;
}

/** A message class as protoc generates it: 1 a string, 2 notes in it, 3 packed numbers, 4 a map of strings. */
function noteClass({ BinaryReader, Map: PbMap }: typeof protobuf) {
  const readString = (): typeof BinaryReader.prototype.readString => Reflect.get(BinaryReader.prototype, 'readString');
  return class NoteClass implements Note {
    text = '';
    numbers: number[] = [];
    readonly notes: Note[] = [];
    readonly words = new PbMap<string, string>([]);

    static deserializeBinary(bytes: Uint8Array): Note {
      return NoteClass.deserializeBinaryFromReader(new NoteClass(), new BinaryReader(bytes));
    }

    static deserializeBinaryFromReader(note: Note, reader: protobuf.BinaryReader): Note {
      while (reader.nextField()) {
        const field = reader.getFieldNumber();
        if (field === 1) note.text = reader.readString();
        else if (field === 2) {
          const inner = new NoteClass();
          reader.readMessage(inner, (note, from) => NoteClass.deserializeBinaryFromReader(note as Note, from));
          note.notes.push(inner);
        } else if (field === 3) note.numbers = reader.readPackedInt32();
        else if (field === 4)
          reader.readMessage(note.words, (words) =>
            PbMap.deserializeBinary(words as Note['words'], reader, readString(), readString(), undefined, '', ''),
          );
        else reader.skipField();
      }
      return note;
    }
  };
}

/** Announces a million bytes, for which an unguarded copy takes a moment; 4 GB would do as well. */
const million = [0xc0, 0x84, 0x3d];
const hostile: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ['a string', [0x0a, ...million]],
  ['a string in a message in a message', [0x12, 6, 0x12, 4, 0x0a, ...million]],
  ['a message', [0x12, ...million]],
  ['packed numbers', [0x1a, ...million]],
  ['the key of a map', [0x22, 4, 0x0a, ...million]],
  ['the value of a map', [0x22, 7, 0x0a, 1, 0x61, 0x12, ...million]],
  ['a string whose length ends nowhere', [0x0a, 0xff, 0xff, 0xff, 0xff]],
];
const valid = [0x0a, 1, 0x61, 0x12, 5, 0x0a, 3, 0xe2, 0x82, 0xac, 0x1a, 2, 1, 2, 0x22, 6, 0x0a, 1, 0x6b, 0x12, 1, 0x76];
const long = 'x'.repeat(300);

describe('a guarded copy of google-protobuf', () => {
  const copy = freshCopy();
  const Message = noteClass(copy);
  before(() => guardProtobuf(copy));

  for (const [what, bytes] of hostile)
    it(`refuses at once ${what} longer than the message`, () => {
      expect(() => Message.deserializeBinary(Uint8Array.from(bytes))).to.throw(/longer than the message/);
    });

  it('reads what is valid as before', () => {
    const note = Message.deserializeBinary(Uint8Array.from(valid));
    expect(note).to.deep.include({ text: 'a', numbers: [1, 2] });
    expect(note.notes.map(({ text }) => text)).to.deep.equal(['€']);
    expect(note.words.toObject(false)).to.deep.equal([['k', 'v']]);
    const length = [0xac, 0x02];
    const bytes = Uint8Array.from([0x0a, ...length, ...Buffer.from(long)]);
    expect(Message.deserializeBinary(bytes).text).to.equal(long);
    expect(Message.deserializeBinary(Uint8Array.from([0x0a, 0])).text).to.equal('');
  });

  it('leaves other copies as they are', () => {
    const readerOf = ({ BinaryReader }: typeof protobuf): unknown =>
      Object.getOwnPropertyDescriptors(BinaryReader.prototype).readString.value;
    expect(String(readerOf(freshCopy()))).to.not.equal(String(readerOf(copy)));
  });

  it('is guarded once', () => {
    const { readString } = Object.getOwnPropertyDescriptors(copy.BinaryReader.prototype);
    guardProtobuf(copy);
    expect(Object.getOwnPropertyDescriptors(copy.BinaryReader.prototype).readString).to.deep.equal(readString);
  });
});
