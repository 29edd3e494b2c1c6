import { expect } from 'chai';
import { refusalOf, usualPolicy } from '../../../../../src/infrastructure/shared/outbound/outbound-policy.js';

describe('refusalOf()', () => {
  it('allows servers of this machine, of private networks and public ones, as AWF does', () => {
    for (const kind of ['loopback', 'private', 'public'] as const)
      expect(refusalOf(kind, usualPolicy), kind).to.equal(undefined);
  });

  it('refuses link-local addresses, and names the setting that opens them', () => {
    expect(refusalOf('link_local', usualPolicy)).to.contain('allow_link_local');
    expect(refusalOf('link_local', { ...usualPolicy, linkLocal: true })).to.equal(undefined);
  });

  it('refuses a redirect to a nearer network alone', () => {
    const refused = (['loopback', 'private', 'public'] as const).flatMap((from) =>
      (['loopback', 'private', 'public'] as const)
        .filter((to) => refusalOf(to, usualPolicy, from) !== undefined)
        .map((to) => `${from} -> ${to}`),
    );
    expect(refused).to.deep.equal(['private -> loopback', 'public -> loopback', 'public -> private']);
    expect(refusalOf('loopback', { ...usualPolicy, inwardRedirects: true }, 'public')).to.equal(undefined);
  });

  it('refuses all but public addresses with public_only', () => {
    const policy = { ...usualPolicy, linkLocal: true, publicOnly: true };
    expect(refusalOf('public', policy)).to.equal(undefined);
    for (const kind of ['loopback', 'private', 'link_local'] as const)
      expect(refusalOf(kind, policy), kind).to.contain('public_only');
  });
});
