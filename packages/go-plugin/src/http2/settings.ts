import { ConnectionError, errorCode } from './error-code.js';
import { defaultMaxFrameBytes } from './frame.js';

/** Identifiers of SETTINGS, RFC 9113 section 6.5.2. */
export const settingId = {
  HEADER_TABLE_SIZE: 1,
  ENABLE_PUSH: 2,
  MAX_CONCURRENT_STREAMS: 3,
  INITIAL_WINDOW_SIZE: 4,
  MAX_FRAME_SIZE: 5,
  MAX_HEADER_LIST_SIZE: 6,
} as const;

/** The largest valid window. */
export const largestWindow = 0x7fff_ffff;
/** The initial size of every window. SETTINGS and WINDOW_UPDATE change it. */
export const defaultWindow = 65_535;

/** One SETTINGS parameter. */
export interface Setting {
  readonly id: number;
  readonly value: number;
}

/** The settings of the other side. */
export class PeerSettings {
  headerTableBytes = 4096;
  maxConcurrentStreams = Infinity;
  initialWindow = defaultWindow;
  maxFrameBytes = defaultMaxFrameBytes;
  /** Infinity until it sets a limit. */
  maxHeaderListBytes = Infinity;

  /** @throws ConnectionError for an invalid value */
  apply({ id, value }: Setting): void {
    switch (id) {
      case settingId.HEADER_TABLE_SIZE:
        this.headerTableBytes = value;
        break;
      case settingId.ENABLE_PUSH:
        if (value > 1) throw new ConnectionError(errorCode.PROTOCOL_ERROR, `ENABLE_PUSH is ${value}`);
        break;
      case settingId.MAX_CONCURRENT_STREAMS:
        this.maxConcurrentStreams = value;
        break;
      case settingId.INITIAL_WINDOW_SIZE:
        if (value > largestWindow)
          throw new ConnectionError(errorCode.FLOW_CONTROL_ERROR, `INITIAL_WINDOW_SIZE is ${value}`);
        this.initialWindow = value;
        break;
      case settingId.MAX_FRAME_SIZE:
        if (value < defaultMaxFrameBytes || value > 0xff_ffff)
          throw new ConnectionError(errorCode.PROTOCOL_ERROR, `MAX_FRAME_SIZE is ${value}`);
        this.maxFrameBytes = value;
        break;
      case settingId.MAX_HEADER_LIST_SIZE:
        this.maxHeaderListBytes = value;
        break;
      default:
      // Parameters of extensions are ignored, RFC 9113 section 5.5.
    }
  }
}

/** Reads the parameters from a payload whose length is a multiple of six. */
export function readSettings(bytes: Buffer, start: number, end: number): readonly Setting[] {
  const settings: Setting[] = [];
  for (let at = start; at < end; at += 6)
    settings.push({ id: bytes.readUInt16BE(at), value: bytes.readUInt32BE(at + 2) });
  return settings;
}

/** Returns the payload of a SETTINGS frame. */
export function writeSettings(settings: readonly Setting[]): Buffer {
  const payload = Buffer.allocUnsafe(settings.length * 6);
  settings.forEach(({ id, value }, index) => {
    payload.writeUInt16BE(id, index * 6);
    payload.writeUInt32BE(value, index * 6 + 2);
  });
  return payload;
}
