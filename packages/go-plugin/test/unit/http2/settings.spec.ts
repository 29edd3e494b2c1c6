import { expect } from 'chai';
import { ConnectionError, StreamError, errorCode, nameOfErrorCode } from '../../../src/http2/error-code.js';
import { connectionPreface } from '../../../src/http2/frame.js';
import { PeerSettings, readSettings, settingId, writeSettings } from '../../../src/http2/settings.js';

const applied = (id: number, value: number): PeerSettings => {
  const settings = new PeerSettings();
  settings.apply({ id, value });
  return settings;
};
const codeOf = (id: number, value: number): readonly [number, string] => {
  try {
    applied(id, value);
  } catch (error) {
    if (error instanceof ConnectionError) return [error.code, error.message];
    throw error;
  }
  throw new Error('accepted');
};

describe('PeerSettings', () => {
  it('begins with the defaults of RFC 9113', () => {
    expect(new PeerSettings()).to.include({
      headerTableBytes: 4_096,
      maxConcurrentStreams: Infinity,
      initialWindow: 65_535,
      maxFrameBytes: 16_384,
      maxHeaderListBytes: Infinity,
    });
  });

  it('takes each setting, to its limits', () => {
    expect(applied(settingId.HEADER_TABLE_SIZE, 0)).to.include({ headerTableBytes: 0 });
    expect(applied(settingId.MAX_CONCURRENT_STREAMS, 7)).to.include({ maxConcurrentStreams: 7 });
    expect(applied(settingId.INITIAL_WINDOW_SIZE, 0x7fff_ffff)).to.include({ initialWindow: 0x7fff_ffff });
    expect(applied(settingId.MAX_FRAME_SIZE, 16_384)).to.include({ maxFrameBytes: 16_384 });
    expect(applied(settingId.MAX_FRAME_SIZE, 0xff_ffff)).to.include({ maxFrameBytes: 0xff_ffff });
    expect(applied(settingId.MAX_HEADER_LIST_SIZE, 9)).to.include({ maxHeaderListBytes: 9 });
    for (const value of [0, 1]) expect(applied(settingId.ENABLE_PUSH, value)).to.deep.equal(new PeerSettings());
  });

  it('ignores settings of extensions', () => {
    expect(applied(0x4b4b, 1)).to.deep.equal(new PeerSettings());
  });

  it('refuses a value beyond a limit with the error of RFC 9113', () => {
    expect(codeOf(settingId.ENABLE_PUSH, 2)).to.deep.equal([errorCode.PROTOCOL_ERROR, 'ENABLE_PUSH is 2']);
    expect(codeOf(settingId.INITIAL_WINDOW_SIZE, 0x8000_0000)).to.deep.equal([
      errorCode.FLOW_CONTROL_ERROR,
      'INITIAL_WINDOW_SIZE is 2147483648',
    ]);
    for (const value of [16_383, 0x100_0000])
      expect(codeOf(settingId.MAX_FRAME_SIZE, value)).to.deep.equal([
        errorCode.PROTOCOL_ERROR,
        `MAX_FRAME_SIZE is ${value}`,
      ]);
  });

  it('are read from the middle of a buffer, and written as six bytes each', () => {
    const settings = [
      { id: 1, value: 0 },
      { id: 0xffff, value: 0xffff_ffff },
    ];
    expect(writeSettings(settings).toString('hex')).to.equal('000100000000' + 'ffffffffffff');
    const bytes = Buffer.concat([Buffer.alloc(3), writeSettings(settings), Buffer.alloc(6)]);
    expect(readSettings(bytes, 3, 15)).to.deep.equal(settings);
    expect(readSettings(bytes, 3, 3)).to.deep.equal([]);
  });
});

describe('The beginning and the errors of HTTP/2', () => {
  it('are those of RFC 9113', () => {
    expect(connectionPreface.toString('hex')).to.equal('505249202a20485454502f322e300d0a0d0a534d0d0a0d0a');
    expect([0, 13, 14].map(nameOfErrorCode)).to.deep.equal(['NO_ERROR', 'HTTP_1_1_REQUIRED', 'error 14']);
    expect(new ConnectionError(1, 'x')).to.include({ name: 'ConnectionError', code: 1, message: 'x' });
    expect(new StreamError(3, 8, 'x')).to.include({ name: 'StreamError', streamId: 3, code: 8, message: 'x' });
  });
});
