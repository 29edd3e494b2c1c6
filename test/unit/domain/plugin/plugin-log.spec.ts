import { expect } from 'chai';
import { inOrderOfTime, selectEntries, type PluginLogEntry } from '../../../../src/domain/plugin/plugin-log.js';

const entry = (minute: number, level: PluginLogEntry['level'], message = ''): PluginLogEntry => ({
  time: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
  plugin: 'hello',
  level,
  message,
  fields: {},
});

describe('What plugins logged', () => {
  const entries = [entry(0, 'debug'), entry(1, 'info'), entry(2, 'error'), entry(3, 'trace')];

  it('is chosen by level, time and number', () => {
    expect(selectEntries(entries, {})).to.deep.equal(entries);
    expect(selectEntries(entries, { level: 'info' })).to.deep.equal(entries.slice(1, 3));
    expect(selectEntries(entries, { since: new Date(Date.UTC(2026, 0, 1, 12, 2)) })).to.deep.equal(entries.slice(2));
    expect(selectEntries(entries, { level: 'debug', lines: 1 })).to.deep.equal([entries[2]]);
    expect(selectEntries(entries, { lines: 0 })).to.deep.equal([]);
  });

  it('is sorted by time, and keeps its order otherwise', () => {
    const [late, first, second] = [entry(1, 'info'), entry(0, 'info', 'first'), entry(0, 'info', 'second')];
    expect(inOrderOfTime([late, first, second])).to.deep.equal([first, second, late]);
  });
});
