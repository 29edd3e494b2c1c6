import { expect } from 'chai';
import { parseSince } from '../../../../src/app/cli/since-option.js';

describe('--since', () => {
  it('is a time, or a duration before now', () => {
    const now = new Date('2026-01-01T12:00:00Z');
    expect(parseSince('10m', now)?.toISOString()).to.equal('2026-01-01T11:50:00.000Z');
    expect(parseSince('2026-01-01T11:00:00Z', now)?.toISOString()).to.equal('2026-01-01T11:00:00.000Z');
    for (const text of ['', 'yesterday', '2026-99-99']) expect(parseSince(text, now), text).to.equal(undefined);
  });
});
