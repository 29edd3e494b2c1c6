import { expect } from 'chai';
import { addressKind, type AddressKind } from '../../../../../src/infrastructure/shared/outbound/address-kind.js';

const cases: Readonly<Record<AddressKind, readonly string[]>> = {
  loopback: [
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '127.8.9.10',
  ],
  private: [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    'fc00::1',
    'fd12::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    ...['10.1.2.3', '192.168.1.1', 'fd00::1'],
  ],
  link_local: [
    ...['169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', '100.100.100.200', '192.0.0.192'],
    ...['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::169.254.169.254', '2002:a9fe:a9fe::1', '::a9fe:a9fe'],
  ],
  special: [
    '192.0.0.1',
    '198.18.0.1',
    '198.19.255.255',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    'ff02::1',
    '64:ff9b::e000:1',
  ],
  public: [
    ...['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '2002:808:808::1'],
    ...['100.128.0.1', '64:ff9b::808:808', '198.20.0.1', '192.0.1.1', '223.255.255.255'],
  ],
};

describe('addressKind()', () => {
  for (const [kind, addresses] of Object.entries(cases))
    for (const address of addresses)
      it(`takes ${address} for ${kind}`, () => {
        expect(addressKind(address)).to.equal(kind);
      });
});
