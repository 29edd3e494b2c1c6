import { expect } from 'chai';
import generated from '../../../src/generated/descriptors.cjs';
import { DescriptorIndex } from '../../../src/services/descriptor-index.js';
import { readFileDescriptor } from '../../../src/services/file-descriptor.js';

/** A length-delimited field of at most 127 bytes. */
const field = (number: number, ...content: readonly (Uint8Array | string)[]): Buffer => {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part as string)));
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
};

// extend base.Message { string more = 100; } in a package, and one inside a message.
const extending = Buffer.concat([
  field(1, 'ext.proto'),
  field(2, 'ext'),
  field(3, 'base.proto'),
  field(4, field(1, 'Holder'), field(6, field(1, 'inner'), field(2, '.base.Message'), Buffer.from([0x18, 101]))),
  field(7, field(1, 'more'), field(2, '.base.Message'), Buffer.from([0x18, 100])),
]);
const base = Buffer.concat([field(1, 'base.proto'), field(2, 'base'), field(4, field(1, 'Message'))]);

describe('readFileDescriptor', () => {
  for (const file of generated.fileDescriptors) {
    it(`reads in ${file.name} what the generator read with protobuf itself`, () => {
      const read = readFileDescriptor(Buffer.from(file.descriptor, 'base64'));
      expect(read.name).to.equal(file.name);
      expect(read.dependencies).to.deep.equal(file.dependencies);
      expect([...read.symbols].sort()).to.deep.equal([...file.symbols].sort());
    });
  }

  it('reads extensions', () => {
    expect(readFileDescriptor(extending).extensions).to.deep.equal([
      { extendee: 'base.Message', number: 101 },
      { extendee: 'base.Message', number: 100 },
    ]);
  });

  it('reads a file without a name and a package, and skips fields with a fixed width', () => {
    const fixed = Buffer.concat([Buffer.of(0x31), Buffer.alloc(8), Buffer.of(0x35), Buffer.alloc(4)]);
    const nameless = Buffer.concat([fixed, field(4, field(1, 'Message')), field(7, fixed)]);
    expect(readFileDescriptor(nameless)).to.deep.include({
      name: '',
      symbols: ['Message', ''],
      extensions: [{ extendee: '', number: 0 }],
    });
  });

  for (const [what, bytes] of [
    ['a varint without an end', Buffer.from([0x80])],
    ['a varint that is too long', Buffer.alloc(40, 0xff)],
    ['a field that is longer than the rest', Buffer.from([0x0a, 5, 1])],
    ['a group', Buffer.from([0x0b])],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => readFileDescriptor(bytes)).to.throw(RangeError);
    });
  }
});

describe('DescriptorIndex', () => {
  const index = new DescriptorIndex([extending, base].map((bytes) => readFileDescriptor(bytes)));

  it('finds extensions by what they extend', () => {
    expect(index.byExtension('base.Message', 100)?.name).to.equal('ext.proto');
    expect(index.byExtension('base.Message', 5)).to.equal(undefined);
    expect(index.extensionNumbers('base.Message')).to.deep.equal([100, 101]);
  });

  it('survives files that import one another', () => {
    const loop = ['a', 'b'].map((name, i, all) =>
      readFileDescriptor(Buffer.concat([field(1, name), field(3, all[1 - i]!), field(3, 'missing')])),
    );
    const names = new DescriptorIndex(loop).withDependencies(loop[0]!).map((file) => file.name);
    expect(names).to.deep.equal(['a', 'b']);
  });
});
