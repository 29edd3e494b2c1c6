import { expect } from 'chai';
import { AddressRules } from '../../../../src/infrastructure/plugin_releases/address-rules.js';

describe('AddressRules', () => {
  const hosts: Readonly<Record<string, readonly string[]>> = {
    'public.test': ['8.8.8.8'],
    'mixed.test': ['8.8.4.4', '127.0.0.1'],
    'office.test': ['10.0.0.5'],
    'metadata.test': ['169.254.169.254'],
    'other-metadata.test': ['100.100.100.200'],
    'sixtofour.test': ['2002:7f00:1::1'],
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
    ['https://office.test/a', 'other-metadata.test'],
    ['https://public.test/a', 'sixtofour.test'],
    ['https://public.test/a', '224.0.0.1'],
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
