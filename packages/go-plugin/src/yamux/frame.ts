import { GoPluginError } from '../errors/go-plugin-error.js';

/** The bytes of a yamux header: version, type, flags, stream id, length. */
export const headerLength = 12;

/** The type of a frame. Only `data` has a payload. In the others, the length field has another meaning. */
export const frameType = { data: 0, windowUpdate: 1, ping: 2, goAway: 3 } as const;
/** One of the four frame types. */
export type FrameType = (typeof frameType)[keyof typeof frameType];

/** Bits of the flags field. */
export const flag = { syn: 1, ack: 2, fin: 4, rst: 8 } as const;

/** The reasons in a GoAway frame. */
export const goAwayReason = { normal: 0, protocolError: 1, internalError: 2 } as const;

/** A header without its version, which is always 0. */
export interface FrameHeader {
  readonly type: FrameType;
  readonly flags: number;
  /** 0 for ping and GoAway, which belong to the session. */
  readonly streamId: number;
  /** The payload's length, window delta, ping value or GoAway reason, depending on the type. */
  readonly length: number;
}

const version = 0;

/** Writes a header, big endian. */
export function encodeHeader(header: FrameHeader): Buffer {
  const bytes = Buffer.allocUnsafe(headerLength);
  bytes[0] = version;
  bytes[1] = header.type;
  bytes.writeUInt16BE(header.flags, 2);
  bytes.writeUInt32BE(header.streamId, 4);
  bytes.writeUInt32BE(header.length, 8);
  return bytes;
}

/**
 * Reads a header from the first twelve of `bytes`.
 * @throws GoPluginError `MUX_PROTOCOL_ERROR` for another version or an unknown type
 */
export function decodeHeader(bytes: Buffer): FrameHeader {
  const [found, type] = bytes;
  if (found !== version) throw protocolError(`version ${found ?? 'missing'}`);
  if (!isFrameType(type)) throw protocolError(`frame type ${type ?? 'missing'}`);
  return { type, flags: bytes.readUInt16BE(2), streamId: bytes.readUInt32BE(4), length: bytes.readUInt32BE(8) };
}

function isFrameType(value: number | undefined): value is FrameType {
  return value !== undefined && value <= frameType.goAway;
}

/** The error for a violation of yamux, which ends the session. */
export function protocolError(problem: string, options?: ErrorOptions): GoPluginError<'MUX_PROTOCOL_ERROR'> {
  return new GoPluginError('MUX_PROTOCOL_ERROR', { problem }, options);
}
