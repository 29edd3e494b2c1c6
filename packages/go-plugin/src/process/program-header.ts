import type { Platform } from '../platform.js';

const elfMachines: Readonly<Record<number, string>> = {
  3: 'ia32',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x64',
  183: 'arm64',
  243: 'riscv64',
};
const machMachines: Readonly<Record<number, string>> = { 7: 'ia32', 0x01000007: 'x64', 0x0100000c: 'arm64' };
const peMachines: Readonly<Record<number, string>> = { 0x14c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64' };

/** What the first bytes of a program file show. */
export type ProgramHeader =
  | { readonly kind: 'ELF' | 'Mach-O' | 'PE'; readonly arch: string | undefined }
  /**
   * `crlf`: the first line ends with CRLF. The kernel treats the carriage return as part of the name, and finds no such
   * program.
   */
  | { readonly kind: 'script'; readonly interpreter: string; readonly crlf?: true }
  | { readonly kind: 'universal Mach-O' | 'empty' | 'unknown' };

/** How many bytes {@link readProgramHeader} needs. */
export const programHeaderBytes = 1024;

/** Recognises executables by their first bytes. go-plugin's host adds similar notes to a failed handshake. */
export function readProgramHeader(bytes: Buffer): ProgramHeader {
  if (bytes.length === 0) return { kind: 'empty' };
  if (bytes.subarray(0, 2).toString('latin1') === '#!') {
    const [line = ''] = bytes.subarray(2).toString('utf8').split('\n', 1);
    return { kind: 'script', interpreter: line.trim(), ...(line.endsWith('\r') ? { crlf: true } : {}) };
  }
  if (bytes.length < 64) return { kind: 'unknown' };
  const magic = bytes.readUInt32BE(0);
  if (magic === 0x7f454c46) {
    const machine = bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18);
    return { kind: 'ELF', arch: elfMachines[machine] };
  }
  if (magic === 0xcffaedfe || magic === 0xcefaedfe)
    return { kind: 'Mach-O', arch: machMachines[bytes.readUInt32LE(4)] };
  if (magic === 0xcafebabe) return { kind: 'universal Mach-O' };
  const peOffset = bytes.readUInt32LE(0x3c);
  if (magic >>> 16 === 0x4d5a && peOffset + 6 <= bytes.length && bytes.readUInt32BE(peOffset) === 0x50450000) {
    return { kind: 'PE', arch: peMachines[bytes.readUInt16LE(peOffset + 4)] };
  }
  return { kind: 'unknown' };
}

/** A note for people, which also names a mismatch with this machine. */
export function describeProgramHeader(header: ProgramHeader, arch: string, { name, programKind }: Platform): string {
  switch (header.kind) {
    case 'empty':
      return 'the file is empty';
    case 'unknown':
      return 'the file is neither a known kind of binary nor a script with a "#!" line';
    case 'universal Mach-O':
      return `the file is a universal Mach-O binary${programKind === 'Mach-O' ? '' : `, this machine runs ${name}`}`;
    case 'script':
      return `the file is a script for ${header.interpreter}${header.crlf === true ? ', with line ends of Windows' : ''}`;
    case 'ELF':
    case 'Mach-O':
    case 'PE': {
      const note = `the file is a binary (${header.kind}) for ${header.arch ?? 'an unknown processor'}`;
      const fits = header.kind === programKind && (header.arch === undefined || header.arch === arch);
      return fits ? note : `${note}, this machine is ${name} on ${arch}`;
    }
  }
}
