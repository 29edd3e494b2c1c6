/**
 * The code length in bits for each byte, and for the end-of-string symbol at 256, RFC 7541 appendix B. The code is canonical: symbols with
 * the same length have consecutive codes. So the lengths determine the codes.
 */
const codeLengths: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6,
  5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23,
  22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22,
  23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26,
  20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27,
  27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27,
  27, 27, 27, 26, 30,
];

/** The end-of-string symbol. It is never sent, but its code pads the last byte. */
export const endOfString = 256;

/** The length of each symbol's code in bits. */
export const lengthOfCode = Uint8Array.from(codeLengths);

/** Each symbol's code, right-aligned. */
export const codeOf = assignCodes();

function assignCodes(): Uint32Array {
  const ofLength = new Uint16Array(32);
  for (const length of codeLengths) ofLength[length] = (ofLength[length] ?? 0) + 1;
  // The first code of each length follows the last one of the length before, with a bit more.
  const next = new Uint32Array(ofLength.length);
  for (let length = 1; length < next.length; length += 1)
    next[length] = 2 * ((next[length - 1] ?? 0) + (ofLength[length - 1] ?? 0));
  return Uint32Array.from(codeLengths, (length) => {
    const code = next[length] ?? 0;
    next[length] = code + 1;
    return code;
  });
}
