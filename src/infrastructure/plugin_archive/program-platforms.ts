import { platformText, type Platform } from '../../domain/plugin/platform.js';

/** As much of a file as says what it is for. */
export const headerBytes = 1024;

type Names = ReadonlyMap<number, string>;

const elfProcessors: Names = new Map([
  [0x03, '386'],
  [0x28, 'arm'],
  [0x3e, 'amd64'],
  [0xb7, 'arm64'],
  [0xf3, 'riscv64'],
]);
/** The byte that names the system. Compilers for Linux write 0 or 3. */
const elfSystems: Names = new Map([
  [0x02, 'netbsd'],
  [0x09, 'freebsd'],
  [0x0c, 'openbsd'],
]);
const machProcessors: Names = new Map([
  [0x01000007, 'amd64'],
  [0x0100000c, 'arm64'],
]);
const windowsProcessors: Names = new Map([
  [0x014c, '386'],
  [0x8664, 'amd64'],
  [0xaa64, 'arm64'],
]);
/** More than any program has processors in it. A class file of Java begins with the same bytes, and has a greater number here. */
const mostProcessors = 18;

/** The platforms that a file has code for, from how it begins. Empty for a file that is for every platform, such as a text. */
export function platformsOf(head: Buffer): readonly Platform[] {
  if (head.length < 64) return [];
  const magic = head.readUInt32BE(0);
  if (magic === 0x7f454c46) return elfPlatforms(head);
  if (magic === 0xcffaedfe) return named('darwin', [machProcessors.get(head.readUInt32LE(4))]);
  if (magic === 0xcafebabe) return named('darwin', fatProcessors(head));
  if (magic >>> 16 === 0x4d5a) return windowsPlatforms(head);
  return [];
}

function elfPlatforms(head: Buffer): readonly Platform[] {
  const isLittle = head.readUInt8(5) === 1;
  const processor = elfProcessors.get(isLittle ? head.readUInt16LE(18) : head.readUInt16BE(18));
  return named(elfSystems.get(head.readUInt8(7)) ?? 'linux', [processor]);
}

/** A program for several processors. */
function fatProcessors(head: Buffer): readonly (string | undefined)[] {
  const count = head.readUInt32BE(4);
  if (count > mostProcessors) return [];
  const places = Array.from({ length: count }, (_, index) => 8 + index * 20);
  return places
    .filter((place) => place + 4 <= head.length)
    .map((place) => machProcessors.get(head.readUInt32BE(place)));
}

function windowsPlatforms(head: Buffer): readonly Platform[] {
  const place = head.readUInt32LE(0x3c);
  if (place + 6 > head.length || head.readUInt32BE(place) !== 0x50450000) return [];
  return named('windows', [windowsProcessors.get(head.readUInt16LE(place + 4))]);
}

const named = (os: string, processors: readonly (string | undefined)[]): readonly Platform[] =>
  processors.filter((arch) => arch !== undefined).map((arch) => ({ os, arch }));

/** Platforms without those that are there already, in the order of their names. */
export const distinct = (platforms: readonly Platform[]): readonly Platform[] =>
  [...new Map(platforms.map((platform) => [platformText(platform), platform]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, platform]) => platform);
