import { createRequire } from 'node:module';
import { Metadata, status, type sendUnaryData, type ServerUnaryCall, type ServiceDefinition } from '@grpc/grpc-js';
import { expect } from 'chai';
import type * as protobuf from 'google-protobuf';
import { guardMessages, guardProtobuf } from '../../../src/go_plugin/grpc/protobuf-guard.js';
import { TestServiceClient, TestServiceService } from '../../support/generated/grpc_testing_grpc_pb.cjs';
import { SimpleRequest, SimpleResponse } from '../../support/generated/grpc_testing_pb.cjs';
import { serveInMemory } from '../../support/in-memory-link.js';
import { RawInteropClient, unary } from '../../support/raw-service.js';
import { rejection } from '../../support/rejection.js';

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

  it('is guarded once', () => {
    const { readString } = Object.getOwnPropertyDescriptors(copy.BinaryReader.prototype);
    guardProtobuf(copy);
    expect(Object.getOwnPropertyDescriptors(copy.BinaryReader.prototype).readString).to.deep.equal(readString);
  });
});

describe('guarding the messages of a service', () => {
  const serviceOf = (type: unknown): ServiceDefinition =>
    ({ call: { path: '/a/b', requestType: type, responseType: type } }) as unknown as ServiceDefinition;

  it('finds their copy of google-protobuf, and leaves their class as it was', () => {
    const Message = noteClass(freshCopy());
    const { deserializeBinaryFromReader } = Object.getOwnPropertyDescriptors(Message);
    guardMessages(serviceOf(Message));
    expect(Object.getOwnPropertyDescriptors(Message).deserializeBinaryFromReader).to.deep.equal(
      deserializeBinaryFromReader,
    );
    expect(() => Message.deserializeBinary(Uint8Array.from([0x0a, ...million]))).to.throw(/longer than the message/);
  });

  it('leaves alone what other tools have made', () => {
    const fail = (): never => {
      throw new Error('not like this');
    };
    const readers = { deserializeBinary: fail, deserializeBinaryFromReader: fail };
    const odd: readonly unknown[] = [
      undefined,
      'SimpleRequest',
      () => undefined,
      Object.assign(() => undefined, readers),
      Object.freeze(Object.assign(() => undefined, readers)),
      Object.assign(() => undefined, {
        deserializeBinaryFromReader: () => undefined,
        deserializeBinary(bytes: Uint8Array) {
          (this as unknown as { deserializeBinaryFromReader(...all: unknown[]): void }).deserializeBinaryFromReader(
            {},
            bytes,
          );
        },
      }),
    ];
    for (const type of odd) expect(() => guardMessages(serviceOf(type))).to.not.throw();
  });
});

describe('hostile protobuf on a connection', () => {
  // The answer's field 1 and the request's field 3 are messages.
  const answer = Buffer.from([0x0a, ...million]);

  it('fails the call of a generated client', async () => {
    const { unaryCall } = TestServiceService;
    const raw = { ...unaryCall, responseSerialize: () => answer };
    const served = serveInMemory((server) =>
      server.addService(
        { raw },
        {
          raw: (_: ServerUnaryCall<SimpleRequest, SimpleResponse>, done: sendUnaryData<SimpleResponse>) =>
            done(null, new SimpleResponse()),
        },
      ),
    );
    const client = served.connection.client(TestServiceClient);
    const call = new Promise((resolve, reject) => {
      client.unaryCall(new SimpleRequest(), (error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
    });
    expect(((await rejection(call)) as Error).message).to.match(/INTERNAL.*longer than the message/);
    await served.close();
  });

  it('fails the call at a generated service, and takes no time', async () => {
    const { unaryCall } = TestServiceService;
    const served = serveInMemory((server) =>
      server.addService({ unaryCall }, { unaryCall: () => expect.fail('it was called') }),
    );
    // 256 MB, which an unguarded copy is busy with for some seconds.
    const request = Buffer.from([0x1a, 0x80, 0x80, 0x80, 0x80, 0x01]);
    const from = Date.now();
    const call = unary(served.connection.client(RawInteropClient), request, new Metadata());
    expect(await rejection(call)).to.have.property('code', status.INTERNAL);
    expect(Date.now() - from).to.be.lessThan(1_000);
    await served.close();
  });
});
