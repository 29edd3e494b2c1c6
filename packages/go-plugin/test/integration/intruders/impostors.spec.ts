import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BrokerLink } from '../../../src/broker/broker-link.js';
import { GrpcBrokerEndpoint } from '../../../src/broker/grpc-broker-endpoint.js';
import { SocketTransport } from '../../../src/broker/socket-transport.js';
import type { Certificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../../../src/certificate/tls-settings.js';
import { socketDialer } from '../../../src/net/dial.js';
import { silentLogger } from '../../../src/logger.js';
import { systemTimers } from 'plugin-async';
import { brokerStreamPair } from '../../support/broker-streams.js';
import { hit } from '../../support/counting-service.js';
import { expired, forgeCertificate } from '../../support/forged-certificates.js';
import { failure } from '../../support/go-plugin-failure.js';
import { impersonate, type Impostor } from '../../support/intruders.js';

const own = forgeCertificate();
const peer = forgeCertificate();
const mutual = { own, peerCertificatePem: peer.certificatePem };

const impostors: Readonly<Record<string, Certificate | undefined>> = {
  'the right name and another key': forgeCertificate(),
  'a name of its own': forgeCertificate({ san: 'impostor' }),
  'an expired certificate': forgeCertificate(expired),
  'our own certificate, sent back to us': own,
  'no TLS': undefined,
};

/** Neither the host nor the plugin says a word to one who sits where the other ought to. */
describe('An impostor on the socket of the peer', () => {
  let directory: string;
  let path: string;
  let impostor: Impostor;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'impostor-'));
    path = join(directory, 'plugin1');
  });
  afterEach(async () => {
    await impostor.close();
    await rm(directory, { recursive: true });
  });

  for (const [what, identity] of Object.entries(impostors)) {
    it(`with ${what} gets no call on the main connection`, async () => {
      impostor = await impersonate(path, identity);
      const dial = socketDialer({ network: 'unix', address: path }, tlsClientOptions(mutual));
      const error = await failure(dial(AbortSignal.timeout(5_000)), 'CONNECT_FAILED');
      expect(error.details.address).to.include(path);
      expect(impostor.requests).to.equal(0);
    });

    it(`with ${what} gets no call on a brokered connection`, async () => {
      impostor = await impersonate(path, identity);
      const link = new BrokerLink({ timers: systemTimers });
      const [near, far] = brokerStreamPair();
      const broker = new GrpcBrokerEndpoint({
        link,
        tls: { client: tlsClientOptions(mutual), server: tlsServerOptions(mutual) },
        logger: silentLogger,
        transport: (to) =>
          new SocketTransport(to, {
            listen: () => Promise.reject(new Error('unused')),
            timers: systemTimers,
            logger: silentLogger,
          }),
      });
      link.attach(near);
      await far.send({ kind: 'address', id: 1, address: { network: 'unix', address: path } });
      await failure(broker.dial(1).then(hit), 'CONNECT_FAILED');
      await broker.close();
      expect(impostor.requests).to.equal(0);
    });
  }
});
