import { expect } from 'chai';
import { pluginFolderOf } from '../../../../src/domain/plugin/plugin-project.js';

describe('pluginFolderOf()', () => {
  it('is the output of the build, or the folder as it is', () => {
    expect(pluginFolderOf({ directory: '/p' })).to.equal('/p');
    expect(pluginFolderOf({ directory: '/p', build: { command: 'make', output: '/p/out' } })).to.equal('/p/out');
  });
});
