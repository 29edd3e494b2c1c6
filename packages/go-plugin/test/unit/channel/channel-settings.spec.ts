import { compressionAlgorithms, type ChannelOptions } from '@grpc/grpc-js';
import { expect } from 'chai';
import { channelSettings } from '../../../src/channel/channel-settings.js';

describe('channelSettings', () => {
  it('has no message limits, the authority localhost and no compression by default', () => {
    expect(channelSettings({})).to.deep.include({
      authority: 'localhost',
      maxSendBytes: -1,
      maxReceiveBytes: 512 * 1024 * 1024,
      encoding: undefined,
    });
  });

  it('reads grpc-js’s options', () => {
    const settings = channelSettings({
      'grpc.default_authority': 'somewhere',
      'grpc.primary_user_agent': 'terraform/1',
      'grpc.max_send_message_length': 10,
      'grpc.max_receive_message_length': 20,
      'grpc.default_compression_algorithm': compressionAlgorithms.gzip,
      'grpc-node.flow_control_window': 100_000,
    });
    expect(settings).to.deep.include({
      authority: 'somewhere',
      maxSendBytes: 10,
      maxReceiveBytes: 20,
      encoding: 'gzip',
      streamWindowBytes: 100_000,
    });
    expect(settings.userAgent).to.match(/^terraform\/1 grpc-node-/);
  });

  it('pings only at valid intervals, and waits 20 s for the answer by default', () => {
    const keepAliveFor = (intervalMs: number, others: ChannelOptions = {}) =>
      channelSettings({ 'grpc.keepalive_time_ms': intervalMs, ...others }).keepAlive;
    expect(channelSettings({}).keepAlive).to.equal(undefined);
    for (const none of [-1, 2 ** 31]) expect(keepAliveFor(none)).to.equal(undefined);
    expect(keepAliveFor(10)).to.deep.equal({
      intervalMs: 10,
      timeoutMs: 20_000,
    });
    expect(keepAliveFor(10, { 'grpc.keepalive_timeout_ms': 5 })).to.deep.equal({ intervalMs: 10, timeoutMs: 5 });
  });

  it('compresses with deflate or not at all when asked so', () => {
    const encodingFor = (algorithm: compressionAlgorithms) =>
      channelSettings({ 'grpc.default_compression_algorithm': algorithm }).encoding;
    expect(encodingFor(compressionAlgorithms.deflate)).to.equal('deflate');
    expect(encodingFor(compressionAlgorithms.identity)).to.equal(undefined);
  });
});
