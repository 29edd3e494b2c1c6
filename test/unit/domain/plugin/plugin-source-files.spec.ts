import { expect } from 'chai';
import { isPluginSource } from '../../../../src/domain/plugin/plugin-source-files.js';

describe('The sources of a plugin', () => {
  it('are the files of the project, in whatever language', () => {
    for (const path of [
      'plugin.yaml',
      'plugin.build.yaml',
      'src',
      'src/plugin.ts',
      'main.go',
      'src/service.py',
      '.env',
    ])
      expect(isPluginSource(path, 'dist/hello'), path).to.equal(true);
  });

  it('are not what tools install, make and keep', () => {
    for (const path of ['node_modules', 'node_modules/x/y.js', 'dist/x', 'a/build/b.js', 'src/__pycache__/a.pyc'])
      expect(isPluginSource(path), path).to.equal(false);
    for (const path of ['.git/index', '.venv/lib/a.py', '.awf/plugins.lock'])
      expect(isPluginSource(path), path).to.equal(false);
  });

  it('are not what the build makes, wherever it is', () => {
    expect(isPluginSource('out/hello', 'out/hello')).to.equal(false);
    expect(isPluginSource('out/hello/plugin.yaml', 'out/hello')).to.equal(false);
    expect(isPluginSource('out/hello2/plugin.yaml', 'out/hello')).to.equal(true);
  });

  it('are not what editors leave for a moment', () => {
    for (const path of ['src/.a.ts.swp', 'src/a.ts~', 'src/4913', '#a.ts#', '.#a.ts', 'x.tmp', 'trace.log'])
      expect(isPluginSource(path), path).to.equal(false);
  });
});
