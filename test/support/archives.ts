import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** An entry of an archive that a test makes, hostile or not. */
export interface MadeEntry {
  readonly path: string;
  /** @default '' */
  readonly content?: string | Buffer;
  /** @default 0o644 */
  readonly mode?: number;
  /** The type letter of tar: 1 a hard link, 2 a symbolic link, 3 and 4 devices, 5 a folder, 6 a pipe. @default '0', a file */
  readonly type?: string;
  /** What a link leads to. */
  readonly target?: string;
  /** What the header says about the size, if it is a lie. */
  readonly size?: number;
}

/** The files of a plugin that could be started. */
export function pluginEntries(name: string, version = '1.0.0', program = '#!/bin/sh\nexit 1\n'): readonly MadeEntry[] {
  const manifest = `name: ${name}\nversion: ${version}\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n`;
  return [
    { path: 'plugin.yaml', content: manifest },
    { path: `awf-plugin-${name}`, content: program, mode: 0o755 },
  ];
}

/** A .tar.gz file. The headers are written here, because no library writes hostile ones. */
export const tarGz = (entries: readonly MadeEntry[]): Buffer =>
  gzipSync(Buffer.concat([...entries.flatMap(tarEntry), Buffer.alloc(1024)]));

/** A header of tar, and the content up to the next full block. */
export function tarEntry({ path, content = '', mode = 0o644, type = '0', target = '', size }: MadeEntry): Buffer[] {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  const octal = (value: number, at: number, length: number): number =>
    header.write(value.toString(8).padStart(length - 1, '0'), at);
  header.write(path, 0, 100);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size ?? bytes.length, 124, 12);
  octal(0, 136, 12);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write(target, 157, 100);
  header.write('ustar\u000000', 257);
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    8,
  );
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}

/** A .zip file as Unix writes it. `mode` has the kind of the file as well. */
export function zip(entries: readonly MadeEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content = '', mode = 0o100644, size } of entries) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021403', 'hex'), common, rest, name);
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(entries.length % 65_536, 8);
  end.writeUInt16LE(entries.length % 65_536, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, index, end]);
}
