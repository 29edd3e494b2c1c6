import { expect } from 'chai';
import {
  awfVersionProblem,
  configFieldProblem,
  ownNameProblem,
  pluginNameProblem,
  pluginVersionProblem,
  programNameOf,
} from '../../../../src/domain/plugin/manifest-rules.js';

describe('pluginNameProblem()', () => {
  for (const name of ['a', 'Z', 'echo', 'awf-plugin_2', 'A9-'])
    it(`takes ${name}`, () => expect(pluginNameProblem(name)).to.equal(undefined));

  for (const name of ['', '1a', '-a', '_a', 'a.b', 'a b', 'a/b', '../a', 'é', 'aé', 'a\n', '\na'])
    it(`refuses ${JSON.stringify(name)}`, () => {
      expect(pluginNameProblem(name)).to.equal('must begin with a letter and hold letters, digits, "-" and "_" only');
    });
});

describe('ownNameProblem()', () => {
  it('refuses what no plugin may be called, and the name of the host in events', () => {
    expect(ownNameProblem('a.b')).to.equal(pluginNameProblem('a.b'));
    expect(ownNameProblem('core')).to.equal('is what events of the host have as their source');
    expect(ownNameProblem('core-tools')).to.equal(undefined);
  });
});

describe('programNameOf()', () => {
  it('gives the folder its prefix once', () => {
    expect(programNameOf('echo')).to.equal('awf-plugin-echo');
    expect(programNameOf('awf-plugin-echo')).to.equal('awf-plugin-echo');
    expect(programNameOf('my-awf-plugin-')).to.equal('awf-plugin-my-awf-plugin-');
  });
});

describe('The versions in a manifest', () => {
  it('are a version, and conditions on versions', () => {
    expect(pluginVersionProblem('1.2.3')).to.equal(undefined);
    expect(pluginVersionProblem('1.2')).to.equal('must be a version such as 1.2.3 or 1.2.3-rc.1');
    expect(awfVersionProblem('>=0.5.0 <1.0.0')).to.equal(undefined);
    expect(awfVersionProblem('latest')).to.equal('must be a version constraint such as ">=0.5.0 <1.0.0" or "^1.2.0"');
  });
});

describe('configFieldProblem()', () => {
  const rest = { required: false } as const;

  it('takes a default of the type, with or without allowed values', () => {
    for (const field of [
      { type: 'string' },
      { type: 'string', default: 'a' },
      { type: 'string', enum: ['a', 'b'] },
      { type: 'boolean', default: false },
      { type: 'integer', enum: [1, 2], default: 2 },
    ] as const)
      expect(configFieldProblem({ ...rest, ...field }), JSON.stringify(field)).to.equal(undefined);
  });

  it('names the kind of what is wrong, and no value', () => {
    for (const [field, problem] of [
      [{ type: 'integer', default: 's3cret' }, 'default must be an integer, is a string'],
      [{ type: 'string', enum: ['a', 1] }, 'enum: every value must be a string, is an integer'],
      [{ type: 'boolean', enum: [null] }, 'enum: every value must be a boolean, is null'],
      [{ type: 'string', enum: ['a'], default: 's3cret' }, 'default must be one of the values of enum'],
      [{ type: 'integer', enum: [], default: 1 }, 'default must be one of the values of enum'],
    ] as const)
      expect(configFieldProblem({ ...rest, ...field }), JSON.stringify(field)).to.equal(problem);
  });
});
