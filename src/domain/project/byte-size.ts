const unitBytes: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** The bytes of a size as people write it: `512MiB`, `1.5GB`, or a plain number of bytes. Undefined for anything else, and for less than one byte. */
export function parseByteSize(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?([A-Za-z]*)$/u.exec(text.trim()) ?? [];
  if (amount === undefined || !Object.hasOwn(unitBytes, unit)) return undefined;
  const bytes = Math.floor(Number(amount) * (unitBytes[unit] ?? NaN));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}
