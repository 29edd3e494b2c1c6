import { expect } from 'chai';
import { demandsOf, type PluginSandbox } from '../../../../src/domain/plugin/plugin-sandbox.js';

describe('demandsOf()', () => {
  const cases: readonly (readonly [demand: string, sandbox: PluginSandbox])[] = [
    ['env', { env: [] }],
    ['env_values', { envValues: {} }],
    ['working_dir', { workingDir: '/p' }],
    ['memory', { memoryBytes: 1 }],
    ['cpu_time', { cpuTimeMs: 1_000 }],
    ['open_files', { openFiles: 1 }],
    ['processes', { processes: 1 }],
    ['no_new_privileges', { noNewPrivileges: true }],
    ['read_only', { readOnly: true }],
    ['network', { network: false }],
  ];
  for (const [demand, sandbox] of cases)
    it(`names ${demand} alone`, () => {
      expect(demandsOf(sandbox)).to.deep.equal([demand]);
    });

  it('names nothing that limits nothing', () => {
    expect(demandsOf({})).to.deep.equal([]);
    expect(demandsOf({ noNewPrivileges: false, readOnly: false, network: true, writable: [] })).to.deep.equal([]);
  });

  it('names all, in their order', () => {
    const all = Object.assign({}, ...cases.map(([, sandbox]) => sandbox)) as PluginSandbox;
    expect(demandsOf(all)).to.deep.equal(cases.map(([demand]) => demand));
  });
});
