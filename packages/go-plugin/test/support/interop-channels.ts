import { ChannelCredentials, type ChannelOptions } from '@grpc/grpc-js';
import { tlsClientOptions, type TlsIdentity } from '../../src/certificate/tls-settings.js';
import { createHttp2Channel, type Http2Channel } from '../../src/channel/http2-channel.js';
import { socketDialer } from '../../src/net/dial.js';
import { TestServiceClient, UnimplementedServiceClient } from './generated/grpc_testing_grpc_pb.cjs';
import type { InteropClients } from './interop-cases.js';

/** The TLS of a client. */
export interface InteropTls {
  /** PEM. The only certificate that is trusted. */
  readonly serverCertificatePem: string;
  /** What the client shows. Default: nothing. */
  readonly own?: TlsIdentity | undefined;
}

/** Our channel to the server at a port of loopback; with TLS settings, over TLS. */
export function channelTo(port: number, tls?: InteropTls, channelOptions: ChannelOptions = {}): Http2Channel {
  const address = { network: 'tcp', address: `127.0.0.1:${port}` };
  return createHttp2Channel({ dial: socketDialer(address, tls && dialerTls(tls)), channelOptions });
}

const dialerTls = ({ serverCertificatePem, own }: InteropTls): NonNullable<Parameters<typeof socketDialer>[1]> =>
  own === undefined
    ? { ca: serverCertificatePem }
    : tlsClientOptions({ own, peerCertificatePem: serverCertificatePem });

/** Makes clients of the server at a port of loopback. */
export type MakeInteropClients = (port: number, tls?: InteropTls, options?: ChannelOptions) => InteropClients;

const overOurs: MakeInteropClients = (...server) => {
  const options = { channelOverride: channelTo(...server) };
  const insecure = ChannelCredentials.createInsecure();
  return {
    test: new TestServiceClient('localhost', insecure, options),
    unimplemented: new UnimplementedServiceClient('localhost', insecure, options),
  };
};

const bytesOf = (pem: string | undefined): Buffer | undefined => (pem === undefined ? undefined : Buffer.from(pem));

const overGrpcJs: MakeInteropClients = (port, tls, channelOptions = {}) => {
  const credentials =
    tls === undefined
      ? ChannelCredentials.createInsecure()
      : ChannelCredentials.createSsl(
          Buffer.from(tls.serverCertificatePem),
          bytesOf(tls.own?.privateKeyPem),
          bytesOf(tls.own?.certificatePem),
        );
  const options = {
    'grpc.enable_http_proxy': 0,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.ssl_target_name_override': 'localhost',
    ...channelOptions,
  };
  const address = `127.0.0.1:${port}`;
  return {
    test: new TestServiceClient(address, credentials, options),
    unimplemented: new UnimplementedServiceClient(address, credentials, options),
  };
};

/** Our channel, and the control beside it. */
export const interopChannels: readonly (readonly [string, MakeInteropClients])[] = [
  ['our channel', overOurs],
  ['grpc-js’s own channel, the control', overGrpcJs],
];

/** Closes the channels of the clients. */
export function closeInteropClients({ test, unimplemented }: InteropClients): void {
  test.close();
  unimplemented.close();
}
