import { expect } from 'chai';
import { layeredConfig, type ConfigLayers } from '../../../../src/domain/plugin/config-layers.js';
import type { ConfigField } from '../../../../src/domain/plugin/manifest.js';

const fields: Readonly<Record<string, ConfigField>> = {
  a: { type: 'string', required: false, default: 'of manifest' },
};
const none: ConfigLayers = { flag: {}, stored: {}, project: {} };
const all: ConfigLayers = { flag: { a: 'flag' }, stored: { a: 'stored' }, project: { a: 'project' } };

describe('layeredConfig()', () => {
  it('takes the command line before plugins.json, that before the project, and the default last', () => {
    expect(layeredConfig(fields, all).get('a')).to.deep.equal({
      value: 'flag',
      origin: 'flag',
      hides: ['stored', 'project', 'default'],
    });
    expect(layeredConfig(fields, { ...all, flag: {} }).get('a')).to.have.property('origin', 'stored');
    expect(layeredConfig(fields, { ...all, flag: {}, stored: {} }).get('a')).to.have.property('origin', 'project');
    expect(layeredConfig(fields, none).get('a')).to.deep.equal({ value: 'of manifest', origin: 'default', hides: [] });
  });

  it('has no value for a setting that nobody gives one', () => {
    expect(layeredConfig({ b: { type: 'string', required: true } }, none).size).to.equal(0);
  });

  it('takes null for a value that hides all others but the default', () => {
    const written = layeredConfig(fields, { ...all, flag: {}, stored: { a: null } }).get('a');
    expect(written).to.deep.equal({ value: 'of manifest', origin: 'default', hides: ['project'] });
    expect(layeredConfig({}, { ...all, flag: { a: null } }).get('a')).to.have.property('value', null);
  });

  it('keeps settings that are not declared, and those that are named like members of every object', () => {
    const layers = { ...none, project: Object.fromEntries([['constructor', 1]]) };
    expect([...layeredConfig(fields, layers).keys()]).to.have.members(['a', 'constructor']);
    expect(layeredConfig(fields, none).has('constructor')).to.equal(false);
  });
});
