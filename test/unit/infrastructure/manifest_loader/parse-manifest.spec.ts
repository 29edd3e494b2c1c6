import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { parseManifest } from '../../../../src/infrastructure/manifest_loader/parse-manifest.js';

const good = `name: echo
version: 1.2.3-rc.1
awf_version: ">=0.5.0, <1.0.0"
capabilities: [operations, events]
`;

/** All that is wrong with a manifest, as `line:column field problem`. */
function problems(text: string): readonly string[] {
  try {
    parseManifest(text, 'plugin.yaml');
  } catch (error) {
    if (!AwfError.is(error, 'USER.VALIDATION.MANIFEST_INVALID')) throw error;
    expect(error.details.path).to.equal('plugin.yaml');
    return error.details.problems.map(({ line, column, field, problem }) =>
      [`${line ?? ''}:${column ?? ''}`, ...(field === undefined ? [] : [field]), problem].join(' '),
    );
  }
  return [];
}

describe('parseManifest()', () => {
  it('reads a manifest, with defaults for what may be missing', () => {
    expect(parseManifest(good, 'plugin.yaml')).to.deep.equal({
      name: 'echo',
      version: '1.2.3-rc.1',
      awfVersion: '>=0.5.0, <1.0.0',
      capabilities: ['operations', 'events'],
      events: { subscribe: [], emit: [] },
      description: '',
      config: {},
    });
  });

  it('reads the events, and refuses what is no list of patterns', () => {
    const { events } = parseManifest(`${good}events: { subscribe: ["workflow.*"], emit: }\n`, 'plugin.yaml');
    expect(events).to.deep.equal({ subscribe: ['workflow.*'], emit: [] });
    expect(parseManifest(`${good}events:\n`, 'plugin.yaml').events).to.deep.equal({ subscribe: [], emit: [] });
    expect(problems(`${good}events: { subscribe: step.* }`)).to.deep.equal(['5:22 events.subscribe must be a list']);
    expect(problems(`${good}events: { emit: [1] }`)).to.deep.equal(['5:18 events.emit.0 must be a string, is 1']);
  });

  it('reads all fields and ignores unknown ones, as AWF does', () => {
    const manifest = parseManifest(
      `${good}description: Says it again
author: Ann
license: MIT
homepage: https://example.org
events: { subscribe: ["workflow.*"] }
whatever: 1
config:
  token: { type: string, required: true, description: Secret }
  retries: { type: integer, default: 3 }
  mode: { type: string, enum: [fast, safe] }
`,
      'plugin.yaml',
    );
    expect(manifest).to.include({ author: 'Ann', license: 'MIT', homepage: 'https://example.org' });
    expect(manifest).not.to.have.any.keys('whatever');
    expect(manifest.config).to.deep.equal({
      token: { type: 'string', required: true, description: 'Secret' },
      retries: { type: 'integer', required: false, default: 3 },
      mode: { type: 'string', required: false, enum: ['fast', 'safe'] },
    });
  });

  it('accepts every constraint that the domain knows, also those that AWF’s loader refuses', () => {
    for (const constraint of ['^0.5.0', '~1.2.3', '1.0.0', '>=0.5.0 !=0.6.1'])
      expect(problems(good.replace('>=0.5.0, <1.0.0', constraint)), constraint).to.deep.equal([]);
  });

  it('says what is missing', () => {
    expect(problems('description: nothing else\n')).to.deep.equal([
      '1:1 name required field missing',
      '1:1 version required field missing',
      '1:1 awf_version required field missing',
      '1:1 capabilities required field missing',
    ]);
  });

  it('says what is wrong and where', () => {
    expect(
      problems(`name: 1st
version: 1.0
awf_version: latest
capabilities:
  - operations
  - flying
config:
  retries: { type: float }
  mode: { type: string, default: 3 }
`),
    ).to.deep.equal([
      '1:7 name must begin with a letter and hold letters, digits, "-" and "_" only',
      '2:10 version must be a string, is 1',
      '3:14 awf_version must be a version constraint such as ">=0.5.0 <1.0.0" or "^1.2.0"',
      '6:5 capabilities.1 must be one of operations, step_types, validators, events',
      '8:20 config.retries.type must be one of string, integer, boolean',
      '9:9 config.mode default must be a string, is an integer',
    ]);
  });

  it('refuses unknown capabilities, and capabilities that are not a list', () => {
    expect(problems(good.replace('[operations, events]', '[]'))[0]).to.include('at least one');
    expect(problems(good.replace('[operations, events]', 'operations'))[0]).to.include('must be a list');
  });

  it('refuses empty fields and a file that is not a mapping', () => {
    expect(problems(good.replace('echo', '""'))).to.deep.equal(['1:7 name is empty']);
    expect(problems(good.replace('echo', ''))[0]).to.include('name is empty');
    expect(problems('- a list\n')).to.deep.equal(['1:1 must be a mapping']);
    expect(problems('just text')).to.deep.equal(['1:1 must be a mapping']);
  });

  it('refuses an empty file', () => {
    for (const text of ['', '\n', '# nothing\n']) expect(problems(text)).to.deep.equal([': the file is empty']);
  });

  it('refuses invalid YAML, a duplicate key and an alias bomb, with the place', () => {
    expect(problems('name: [a\nversion: 1')[0]).to.match(/^\d+:\d+ /);
    expect(problems(`${good}name: again\n`)).to.deep.equal(['5:1 this key is there already']);
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [of, to] of [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'e'],
      ['e', 'f'],
    ] as const)
      bomb.push(`${to}: &${to} [${Array<string>(10).fill(`*${of}`).join(',')}]`);
    expect(problems(bomb.join('\n'))[0]).to.match(/^5:29 the aliases/);
    expect(problems(`${good}homepage: *home\n`)).to.deep.equal(['5:11 there is no anchor &home before this alias']);
    expect(problems(`homepage: ${'['.repeat(2_000)}`)[0]).to.match(/^1:110 nested deeper than 100 levels$/);
  });

  it('refuses lists and maps as keys, which take for ever when they are nested', () => {
    expect(problems(`${good}x:\n  ${'? '.repeat(60)}x\n`)[0]).to.match(/^6:\d+ a key must be a plain name$/);
    expect(problems(`${good}x:\n  ${'? '.repeat(30_000)}x\n`)[0]).to.equal('6:201 nested deeper than 100 levels');
    expect(problems(`${good}x: { [a]: 1 }\n`)[0]).to.match(/^5:\d+ a key must be a plain name$/);
  });

  it('is not misled by keys named __proto__', () => {
    expect(problems(`${good}__proto__: { name: x }\nconfig: { __proto__: { type: string } }\n`)).to.deep.equal([]);
  });

  for (const name of ['constructor', 'prototype', '__proto__', 'toString'])
    it(`keeps a setting that is called ${name}`, () => {
      const { config } = parseManifest(`${good}config: { ${name}: { type: string, required: true } }\n`, 'plugin.yaml');
      expect(Object.entries(config)).to.deep.equal([[name, { type: 'string', required: true }]]);
      expect(problems(`${good}config: { ${name}: 1 }\n`)).to.deep.equal([
        `5:${13 + name.length} config.${name} must be a mapping`,
      ]);
    });

  it('refuses lists in the place of events, settings and a setting', () => {
    expect(problems(`${good}events: []\n`)).to.deep.equal(['5:9 events must be a mapping']);
    expect(problems(`${good}config: []\n`)).to.deep.equal(['5:9 config must be a mapping of setting names']);
    expect(problems(`${good}config: { a: [] }\n`)).to.deep.equal(['5:14 config.a must be a mapping']);
  });
});
