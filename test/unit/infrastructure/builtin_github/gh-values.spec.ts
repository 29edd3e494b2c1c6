import { expect } from 'chai';
import { fieldsOf, issueOf, pullRequestOf } from '../../../../src/infrastructure/builtin_github/gh-values.js';

describe('issueOf()', () => {
  it('has the fields of gh, with its words for states', () => {
    const label = { id: 1, node_id: 'L1', name: 'bug', description: null, color: 'f00', default: true };
    const issue = { number: 4, title: 'T', body: null, state: 'open', labels: [label], user: {} };
    expect(issueOf(issue)).to.deep.equal({
      number: 4,
      title: 'T',
      body: '',
      state: 'OPEN',
      labels: [{ id: 'L1', name: 'bug', description: '', color: 'f00' }],
    });
  });

  it('knows a merged pull request', () => {
    expect(issueOf({ state: 'closed', pull_request: { merged_at: '2026-01-01T00:00:00Z' } }).state).to.equal('MERGED');
    expect(issueOf({ state: 'closed', pull_request: { merged_at: null } }).state).to.equal('CLOSED');
  });
});

describe('pullRequestOf()', () => {
  it('has the fields of gh', () => {
    const pull = {
      number: 5,
      title: 'T',
      body: 'B',
      state: 'open',
      head: { ref: 'a' },
      base: { ref: 'b' },
      labels: [],
    };
    const expected = {
      number: 5,
      title: 'T',
      body: 'B',
      state: 'OPEN',
      headRefName: 'a',
      baseRefName: 'b',
      labels: [],
    };
    expect(pullRequestOf({ ...pull, mergeable: true, merged_at: null })).to.deep.equal({
      ...expected,
      mergeable: 'MERGEABLE',
      mergedAt: null,
    });
    expect(pullRequestOf({ mergeable: false }).mergeable).to.equal('CONFLICTING');
    expect(pullRequestOf({ mergeable: null }).mergeable).to.equal('UNKNOWN');
  });
});

describe('fieldsOf()', () => {
  it('gives the wanted fields, and all when none are named', () => {
    expect(fieldsOf({ a: 1, b: 2 }, ['b'])).to.deep.equal(Object.assign(Object.create(null), { b: 2 }));
    for (const none of [undefined, null, []]) expect(fieldsOf({ a: 1 }, none)).to.deep.equal({ a: 1 });
  });

  it('refuses a field that does not exist, and names those that do', () => {
    for (const wrong of ['c', 'constructor', 4]) expect(() => fieldsOf({ a: 1, b: 2 }, [wrong])).to.throw('a, b');
  });
});
