import { expect } from 'chai';
import {
  addressKind,
  machineAddresses,
  type AddressKind,
} from '../../../../../src/infrastructure/shared/outbound/address-kind.js';

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
    ...['::ffff:0:10.0.0.1', '2606:4700::5efe:10.0.0.1', '2606:4700::200:5efe:192.168.1.1', 'fd12::5efe:8.8.8.8'],
    ...['10.1.2.3', '192.168.1.1', 'fd00::1'],
  ],
  link_local: [
    ...['169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', '100.100.100.200', '192.0.0.192'],
    ...['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::169.254.169.254', '2002:a9fe:a9fe::1', '::a9fe:a9fe'],
    ...['fd00:ec2::253', 'fd00:ec2::23', 'fd20:ce::254', 'fd00:42::42', '168.63.129.16'],
    ...['::ffff:0:169.254.169.254', '2606:4700::5efe:169.254.169.254', 'fd12::5efe:169.254.169.254'],
    // Teredo, with the client inverted, and then with the server.
    ...['2001:0:808:808::5601:5601', '2001:0:a9fe:a9fe::1'],
    // The places that RFC 6052 has for prefixes of 96, 64, 56 and 48 bits.
    ...[
      '64:ff9b:1::169.254.169.254',
      '64:ff9b:1:0:a9:fea9:fe00:0',
      '64:ff9b:1:a9:fe:a9fe::',
      '64:ff9b:1:a9fe:a9:fe00::',
    ],
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
    ...['64:ff9b:1::8.8.8.8', '64:ff9b:1::', '2001:0:808:808::f7f7:f7f7'],
  ],
  public: [
    ...['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '2002:808:808::1'],
    ...['::ffff:0:8.8.8.8', '2606:4700::5efe:8.8.8.8', '2001:4860:4860::8888', '2606:4700::1:5efe:10.0.0.1'],
    ...['100.128.0.1', '64:ff9b::808:808', '198.20.0.1', '192.0.1.1', '223.255.255.255'],
  ],
};

describe('addressKind()', () => {
  for (const [kind, addresses] of Object.entries(cases))
    for (const address of addresses)
      it(`takes ${address} for ${kind}`, () => {
        expect(addressKind(address, [])).to.equal(kind);
      });

  it('takes the addresses of the interfaces of this machine for loopback, as they are and embedded', () => {
    const machine = ['192.0.2.2', '10.0.0.1', '2001:db8::2', 'fe80::2%eth0'];
    for (const address of ['192.0.2.2', '::ffff:192.0.2.2', '10.0.0.1', '2001:db8::2'])
      expect(addressKind(address, machine), address).to.equal('loopback');
    expect(addressKind('192.0.2.3', machine)).to.equal('public');
    expect(addressKind('fe80::2', machine)).to.equal('link_local');
  });

  it('asks the system for these addresses', () => {
    for (const address of machineAddresses().filter((each) => !each.startsWith('fe80:')))
      expect(addressKind(address), address).to.be.oneOf(['loopback', 'link_local']);
  });
});
