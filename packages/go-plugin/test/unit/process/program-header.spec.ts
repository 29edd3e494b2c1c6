import { expect } from 'chai';
import { platformOf } from '../../../src/platform.js';
import { describeProgramHeader, readProgramHeader, type ProgramHeader } from '../../../src/process/program-header.js';

function header(fill: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(256);
  fill(bytes);
  return bytes;
}

const elf = (machine: number, bigEndian = false) =>
  header((bytes) => {
    bytes.write('\x7fELF', 'latin1');
    bytes[5] = bigEndian ? 2 : 1;
    if (bigEndian) bytes.writeUInt16BE(machine, 18);
    else bytes.writeUInt16LE(machine, 18);
  });

describe('readProgramHeader', () => {
  it('names the processor of ELF binaries of both byte orders', () => {
    expect(readProgramHeader(elf(183))).to.deep.equal({ kind: 'ELF', arch: 'arm64' });
    expect(readProgramHeader(elf(22, true))).to.deep.equal({ kind: 'ELF', arch: 's390x' });
    expect(readProgramHeader(elf(999))).to.deep.equal({ kind: 'ELF', arch: undefined });
  });

  it('names the processor of Mach-O and PE binaries', () => {
    const mach = header((bytes) => {
      bytes.writeUInt32BE(0xcffaedfe, 0);
      bytes.writeUInt32LE(0x0100000c, 4);
    });
    const pe = header((bytes) => {
      bytes.write('MZ', 'latin1');
      bytes.writeUInt32LE(0x80, 0x3c);
      bytes.write('PE', 0x80, 'latin1');
      bytes.writeUInt16LE(0x8664, 0x84);
    });
    expect(readProgramHeader(mach)).to.deep.equal({ kind: 'Mach-O', arch: 'arm64' });
    expect(readProgramHeader(pe)).to.deep.equal({ kind: 'PE', arch: 'x64' });
    expect(readProgramHeader(header((bytes) => bytes.writeUInt32BE(0xcafebabe, 0))).kind).to.equal('universal Mach-O');
  });

  it('reads the interpreter of a script', () => {
    expect(readProgramHeader(Buffer.from('#! /usr/bin/env node \nx'))).to.deep.equal({
      kind: 'script',
      interpreter: '/usr/bin/env node',
    });
    expect(readProgramHeader(Buffer.from('#!/usr/bin/env node\r\nx'))).to.deep.equal({
      kind: 'script',
      interpreter: '/usr/bin/env node',
      crlf: true,
    });
  });

  it('survives files that are empty, short, or cut inside a header', () => {
    expect(readProgramHeader(Buffer.alloc(0)).kind).to.equal('empty');
    expect(readProgramHeader(Buffer.from('MZ')).kind).to.equal('unknown');
    const cut = header((bytes) => {
      bytes.write('MZ', 'latin1');
      bytes.writeUInt32LE(0xffffffff, 0x3c);
    });
    expect(readProgramHeader(cut).kind).to.equal('unknown');
  });
});

describe('describeProgramHeader', () => {
  it('reports a binary for another machine, and no other', () => {
    const arm = readProgramHeader(elf(183));
    expect(describeProgramHeader(arm, 'x64', platformOf('linux'))).to.match(
      /binary \(ELF\) for arm64, this machine is linux on x64/,
    );
    expect(describeProgramHeader(arm, 'arm64', platformOf('darwin'))).to.match(/this machine is darwin/);
    expect(describeProgramHeader(arm, 'arm64', platformOf('linux'))).to.equal('the file is a binary (ELF) for arm64');
  });

  const others: readonly (readonly [header: ProgramHeader, system: NodeJS.Platform, text: string])[] = [
    [{ kind: 'empty' }, 'linux', 'the file is empty'],
    [{ kind: 'unknown' }, 'linux', 'the file is neither a known kind of binary nor a script with a "#!" line'],
    [{ kind: 'universal Mach-O' }, 'darwin', 'the file is a universal Mach-O binary'],
    [{ kind: 'universal Mach-O' }, 'linux', 'the file is a universal Mach-O binary, this machine runs linux'],
    [{ kind: 'script', interpreter: '/bin/sh' }, 'linux', 'the file is a script for /bin/sh'],
    [
      { kind: 'script', interpreter: '/bin/sh', crlf: true },
      'linux',
      'the file is a script for /bin/sh, with line ends of Windows',
    ],
    [{ kind: 'ELF', arch: undefined }, 'linux', 'the file is a binary (ELF) for an unknown processor'],
    [{ kind: 'PE', arch: 'x64' }, 'linux', 'the file is a binary (PE) for x64, this machine is linux on x64'],
  ];
  for (const [header, system, text] of others)
    it(`says "${text}"`, () => {
      expect(describeProgramHeader(header, 'x64', platformOf(system))).to.equal(text);
    });
});
