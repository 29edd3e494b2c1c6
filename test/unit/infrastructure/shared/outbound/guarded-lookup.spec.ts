import type { LookupAddress } from 'node:dns';
import { expect } from 'chai';
import { guardedLookup } from '../../../../../src/infrastructure/shared/outbound/guarded-lookup.js';
import { usualPolicy } from '../../../../../src/infrastructure/shared/outbound/outbound-policy.js';

const url = new URL('http://name.example.org/path');

const lookup = (addresses: readonly string[], from?: 'public', all = true) =>
  new Promise<string | readonly LookupAddress[]>((resolve, reject) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const find = guardedLookup(url, usualPolicy, from, (_, done) => done(null, found));
    find(url.hostname, { all }, (error, given) => (error === null ? resolve(given) : reject(error)));
  });

describe('guardedLookup()', () => {
  it('gives the addresses that may be reached, and no others', async () => {
    expect(await lookup(['169.254.169.254', '10.0.0.1', 'fe80::1'])).to.deep.equal([
      { address: '10.0.0.1', family: 4 },
    ]);
    expect(await lookup(['169.254.169.254', '10.0.0.1'], undefined, false)).to.equal('10.0.0.1');
  });

  it('fails when no address is left, and names the server', async () => {
    const error = await lookup(['169.254.169.254']).catch((thrown: unknown) => thrown);
    expect(error)
      .to.have.property('message')
      .that.matches(/^http:\/\/name\.example\.org is a link-local/u);
    expect(await lookup([]).catch((thrown: unknown) => (thrown as Error).message)).to.contain('has no address');
  });

  it('refuses a name behind a redirect that leads from a public server to this machine', async () => {
    const error = await lookup(['127.0.0.1'], 'public').catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message').that.contains('allow_inward_redirects');
  });
});
