import { expect } from 'chai';
import { platformText } from '../../../../src/domain/plugin/platform.js';
import { distinct, platformsOf } from '../../../../src/infrastructure/plugin_archive/program-platforms.js';
import { elfHeader } from '../../../support/archive-subjects.js';

function bytes(write: (head: Buffer) => unknown, length = 256): Buffer {
  const head = Buffer.alloc(length);
  write(head);
  return head;
}

function machHeader(processor: number): Buffer {
  return bytes((head) => head.writeUInt32BE(0xcffaedfe) + head.writeUInt32LE(processor, 4));
}

function fatHeader(...processors: readonly number[]): Buffer {
  return bytes((head) => {
    head.writeUInt32BE(0xcafebabe);
    head.writeUInt32BE(processors.length, 4);
    for (const [index, processor] of processors.entries()) head.writeUInt32BE(processor, 8 + index * 20);
  });
}

function windowsHeader(processor: number, place = 0x80): Buffer {
  return bytes((head) => {
    head.writeUInt16BE(0x4d5a);
    head.writeUInt32LE(place, 0x3c);
    if (place + 6 <= head.length) head.writeUInt32BE(0x50450000, place);
    if (place + 6 <= head.length) head.writeUInt16LE(processor, place + 4);
  });
}

describe('The platforms of a file', () => {
  for (const [what, head, expected] of [
    ['Linux on amd64', elfHeader(), ['linux_amd64']],
    ['Linux on arm64', elfHeader(0xb7), ['linux_arm64']],
    ['a Linux processor that is not known', elfHeader(0x1234), []],
    ['macOS on Apple silicon', machHeader(0x0100000c), ['darwin_arm64']],
    ['both processors of macOS', fatHeader(0x01000007, 0x0100000c), ['darwin_amd64', 'darwin_arm64']],
    ['Windows', windowsHeader(0x8664), ['windows_amd64']],
    ['a text', Buffer.from(`#!/usr/bin/env node\n${'x'.repeat(100)}`), []],
    ['a file that is too short', elfHeader().subarray(0, 20), []],
    ['a class file of Java', bytes((buffer) => buffer.writeUInt32BE(0xcafebabe) + buffer.writeUInt32BE(52, 4)), []],
    ['a Windows program that points outside of itself', windowsHeader(0x8664, 0xffffffff), []],
    ['a program for DOS', bytes((buffer) => buffer.writeUInt16BE(0x4d5a)), []],
  ] as const)
    it(`are read from how it begins: ${what}`, () => {
      expect(platformsOf(head).map(platformText)).to.deep.equal(expected);
    });

  it('are named once, in order', () => {
    const found = [...platformsOf(fatHeader(0x0100000c, 0x01000007)), ...platformsOf(machHeader(0x0100000c))];
    expect(distinct(found).map(platformText)).to.deep.equal(['darwin_amd64', 'darwin_arm64']);
  });
});
