import { codeOf, endOfString, lengthOfCode } from './huffman-code.js';

/** The length of the shortest code in bits. */
const shortestCode = 5;
/** The longest valid padding in bits. */
const longestPadding = 7;

/**
 * For each node of the code tree and each group of four bits: the next node, and the completed symbol plus one (0 for none). The shortest
 * code has five bits, so four bits complete at most one symbol.
 */
interface DecodingTable {
  readonly next: Uint16Array;
  readonly symbol: Uint16Array;
  /** Whether a string may end in a node: at most seven bits follow the last symbol, and all are ones. */
  readonly mayEnd: Uint8Array;
}

let table: DecodingTable | undefined;
let scratch = Buffer.allocUnsafe(4096);

/**
 * Decodes a Huffman-coded string.
 * @returns undefined if it is invalid: wrong padding, or the end-of-string symbol
 */
export function decodeHuffman(bytes: Uint8Array, start: number, end: number): string | undefined {
  // Made on first use, so that processes that never use it do not spend time on it.
  const { next, symbol, mayEnd } = (table ??= buildTable());
  const most = Math.ceil(((end - start) * 8) / shortestCode);
  if (scratch.length < most) scratch = Buffer.allocUnsafe(most);
  let node = 0;
  let length = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    for (let nibble = 0; nibble < 2; nibble += 1) {
      const step = node * 16 + (nibble === 0 ? byte >> 4 : byte & 15);
      const done = symbol[step] ?? 0;
      if (done > endOfString) return undefined;
      if (done > 0) {
        scratch[length] = done - 1;
        length += 1;
      }
      node = next[step] ?? 0;
    }
  }
  return mayEnd[node] === 1 ? scratch.toString('latin1', 0, length) : undefined;
}

/** The length of a string's Huffman code in bytes. */
export function huffmanLength(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at += 1) bits += lengthOfCode[text.charCodeAt(at)] ?? 0;
  return Math.ceil(bits / 8);
}

/** Writes the Huffman code of a string. It has {@link huffmanLength} bytes. @returns where it ends */
export function encodeHuffman(text: string, target: Uint8Array, start: number): number {
  let position = start;
  let current = 0;
  let free = 8;
  for (let at = 0; at < text.length; at += 1) {
    const symbol = text.charCodeAt(at);
    const code = codeOf[symbol] ?? 0;
    let left = lengthOfCode[symbol] ?? 0;
    while (left > 0) {
      const take = Math.min(left, free);
      current = (current << take) | ((code >>> (left - take)) & ((1 << take) - 1));
      left -= take;
      free -= take;
      if (free > 0) continue;
      target[position] = current;
      position += 1;
      current = 0;
      free = 8;
    }
  }
  if (free === 8) return position;
  target[position] = (current << free) | ((1 << free) - 1);
  return position + 1;
}

/** The children of each node of the code tree: a node, or `~symbol` for a leaf. */
function buildTree(): readonly (readonly [number, number])[] {
  const nodes: [number, number][] = [[0, 0]];
  for (let symbol = 0; symbol <= endOfString; symbol += 1) {
    const length = lengthOfCode[symbol] ?? 0;
    const code = codeOf[symbol] ?? 0;
    let node = nodes[0] ?? [0, 0];
    for (let bit = length - 1; bit > 0; bit -= 1) {
      const side = ((code >>> bit) & 1) as 0 | 1;
      if (node[side] === 0) node[side] = nodes.push([0, 0]) - 1;
      node = nodes[node[side]] ?? node;
    }
    node[(code & 1) as 0 | 1] = ~symbol;
  }
  return nodes;
}

function buildTable(): DecodingTable {
  const nodes = buildTree();
  const next = new Uint16Array(nodes.length * 16);
  const symbol = new Uint16Array(nodes.length * 16);
  for (let start = 0; start < nodes.length; start += 1)
    for (let bits = 0; bits < 16; bits += 1) {
      let node = start;
      for (let bit = 3; bit >= 0; bit -= 1) {
        const child = nodes[node]?.[((bits >> bit) & 1) as 0 | 1] ?? 0;
        if (child < 0) symbol[start * 16 + bits] = ~child + 1;
        node = Math.max(child, 0);
      }
      next[start * 16 + bits] = node;
    }
  const mayEnd = new Uint8Array(nodes.length);
  for (let ones = 0, node = 0; ones <= longestPadding; ones += 1) {
    mayEnd[node] = 1;
    node = nodes[node]?.[1] ?? 0;
  }
  return { next, symbol, mayEnd };
}
