import { expect } from 'chai';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import {
  foldHostPlugins,
  foldServedPlugins,
  negotiateVersion,
  versionsOf,
} from '../../../src/handshake/negotiation.js';

describe('version negotiation', () => {
  it('takes the highest common version, however the lists are ordered [P04]', () => {
    expect(negotiateVersion([1, 3, 2], [2, 1])).to.equal(2);
  });

  it('uses its lowest version if there is no common one or the host sent no list [P04]', () => {
    expect(negotiateVersion([5, 4], [1])).to.equal(4);
    expect(negotiateVersion([5, 4], [])).to.equal(4);
    expect(negotiateVersion([3, 5, 4], [1])).to.equal(3);
  });

  it('refuses to serve nothing', () => {
    expect(() => negotiateVersion([], [1])).to.throw(GoPluginError, /no plugin set/);
  });

  it('orders versions numerically, highest first', () => {
    expect(versionsOf({ 9: {}, 10: {}, 1: {} })).to.deep.equal([10, 9, 1]);
  });

  const unversioned = { a: {} };
  const versioned = { b: {} };

  it('prefers the versioned set on the host side and the unversioned one on the plugin side', () => {
    const sets = { plugins: unversioned, versionedPlugins: { 1: versioned, 2: versioned } };
    expect(foldHostPlugins(sets, 1)).to.deep.equal({ 1: versioned, 2: versioned });
    expect(foldServedPlugins(sets, 1)).to.deep.equal({ 1: unversioned, 2: versioned });
  });

  it('copies the versioned sets where there is no other', () => {
    const versionedPlugins = { 1: versioned, 2: versioned };
    for (const fold of [foldHostPlugins, foldServedPlugins]) {
      const folded = fold({ versionedPlugins }, 1);
      expect(folded).to.deep.equal(versionedPlugins);
      expect(folded).not.to.equal(versionedPlugins);
      expect(fold({}, 1)).to.deep.equal({});
    }
  });

  it('adds the unversioned set on both sides where its version is free', () => {
    const sets = { plugins: unversioned, versionedPlugins: { 2: versioned } };
    expect(foldHostPlugins(sets, 1)).to.deep.equal(foldServedPlugins(sets, 1));
  });
});
