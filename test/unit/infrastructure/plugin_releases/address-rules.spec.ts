import { expect } from 'chai';
import { AddressRules, isLoopback, reachOf } from '../../../../src/infrastructure/plugin_releases/address-rules.js';

describe('reachOf', () => {
  const reaches = {
    public: ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'],
    private: [
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '100.64.0.1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
    ],
    loopback: ['127.0.0.1', '127.8.9.10', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1', '64:ff9b::7f00:1'],
    special: ['169.254.169.254', '224.0.0.1', '255.255.255.255', 'fe80::1', 'ff02::1', '::ffff:169.254.169.254'],
  };
  for (const [reach, addresses] of Object.entries(reaches))
    for (const address of addresses) it(`is ${reach} for ${address}`, () => expect(reachOf(address)).to.equal(reach));
});

describe('AddressRules', () => {
  const hosts: Readonly<Record<string, readonly string[]>> = {
    'public.test': ['8.8.8.8'],
    'mixed.test': ['8.8.4.4', '127.0.0.1'],
    'office.test': ['10.0.0.5'],
    'metadata.test': ['169.254.169.254'],
    localhost: ['127.0.0.1', '::1'],
  };
  const allowed = (root: string, host: string): Promise<readonly string[]> =>
    new AddressRules(new URL(root), (name) => Promise.resolve(hosts[name] ?? [])).allowed(host);

  for (const [root, host] of [
    ['https://public.test/a', 'localhost'],
    ['https://public.test/a', '127.0.0.1'],
    ['https://public.test/a', '::1'],
    ['https://public.test/a', 'office.test'],
    ['https://public.test/a', 'metadata.test'],
    // An attacker's name may lead to two places.
    ['https://public.test/a', 'mixed.test'],
    ['https://office.test/a', 'localhost'],
    ['http://localhost/a', '10.0.0.1'],
    ['http://localhost/a', 'metadata.test'],
  ] as const)
    it(`does not let ${root} lead to ${host}`, async () => {
      expect(await allowed(root, host)).to.deep.equal([]);
    });

  for (const [root, host] of [
    ['https://public.test/a', 'public.test'],
    ['https://office.test/a', 'public.test'],
    ['https://office.test/a', '10.9.9.9'],
    ['http://127.0.0.1:80/a', 'localhost'],
    ['http://metadata.test/a', 'metadata.test'],
  ] as const)
    it(`lets ${root} lead to ${host}`, async () => {
      expect(await allowed(root, host)).not.to.deep.equal([]);
    });
});

describe('isLoopback', () => {
  it('goes by the name or the address', () => {
    const hosts = ['localhost', '127.0.0.1', '[::1]', '127.1', 'localhost.example.com', '10.0.0.1', '2130706433'];
    expect(hosts.filter((host) => isLoopback(new URL(`http://${host}/`)))).to.deep.equal([
      'localhost',
      '127.0.0.1',
      '[::1]',
      '127.1',
      '2130706433',
    ]);
  });
});
