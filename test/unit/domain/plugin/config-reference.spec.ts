import { expect } from 'chai';
import {
  expandText,
  expandValue,
  referenceProblem,
  secretReferenceIn,
} from '../../../../src/domain/plugin/config-reference.js';

const values: Readonly<Record<string, string>> = {
  HOST: 'example.org',
  PORT: '80',
  EMPTY: '',
  NESTED: '${HOST}',
  END: 'a}b',
};
const variable = (name: string): string | undefined => values[name];
const textOf = (text: string): string => {
  const expanded = expandText(text, variable);
  return expanded.ok ? expanded.value : `problem: ${expanded.problem}`;
};

describe('expandText()', () => {
  it('replaces each variable, wherever it stands', () => {
    expect(textOf('http://${HOST}:${PORT}/')).to.equal('http://example.org:80/');
    expect(textOf('${HOST}${HOST}')).to.equal('example.orgexample.org');
    expect(textOf('${EMPTY}')).to.equal('');
    expect(textOf('plain')).to.equal('plain');
  });

  it('names the variables that it replaced', () => {
    expect(expandText('${HOST}/$${PORT}/${PORT}', variable)).to.have.deep.property('variables', ['HOST', 'PORT']);
  });

  it('does not expand what a variable contains', () => {
    expect(textOf('${NESTED}')).to.equal('${HOST}');
    expect(textOf('${END}${HOST}')).to.equal('a}bexample.org');
  });

  it('keeps dollar signs that begin no reference, and gives ${ for $${', () => {
    expect(textOf('5$ $HOST $$ } {')).to.equal('5$ $HOST $$ } {');
    expect(textOf('$${HOST}')).to.equal('${HOST}');
    expect(textOf('a$${b')).to.equal('a${b');
    expect(textOf('$$${HOST}')).to.equal('$${HOST}');
    expect(textOf('${HOST}$${HOST}')).to.equal('example.org${HOST}');
  });

  it('refuses a variable that is not set, with its name', () => {
    expect(textOf('${MISSING}')).to.equal('problem: refers to the environment variable MISSING, which is not set');
  });

  for (const text of ['${', '${}', '${HOST', '${A-B}', '${HOST:-x}', '${1}', '${ HOST }', '${a${HOST}}'])
    it(`refuses ${text}`, () => {
      expect(textOf(text)).to.match(/^problem: has a \$\{ without the name of a variable/);
    });
});

describe('expandValue()', () => {
  it('replaces variables in all texts of a value, and in no name', () => {
    const given = { '${HOST}': ['${PORT}', 1, null, { deep: '${HOST}' }], flag: true };
    const expanded = expandValue(given, variable);
    const expected = { '${HOST}': ['80', 1, null, { deep: 'example.org' }], flag: true };
    expect(expanded.ok && JSON.parse(JSON.stringify(expanded.value))).to.deep.equal(expected);
  });

  it('refuses a variable that is not set, however deep', () => {
    expect(expandValue([{ a: '${NO}' }], variable)).to.have.property('ok', false);
  });
});

describe('secretReferenceIn()', () => {
  it('reads references', () => {
    expect(secretReferenceIn('env:TOKEN')).to.deep.equal({ ok: true, reference: { kind: 'env', name: 'TOKEN' } });
    const file = { kind: 'file', path: '${HOME}/token:1' };
    expect(secretReferenceIn('file:${HOME}/token:1')).to.deep.equal({ ok: true, reference: file });
  });

  for (const value of [
    'canary',
    '${TOKEN}',
    '',
    'env:',
    'env:A B',
    'ENV:TOKEN',
    'file:',
    'file:a\0b',
    5,
    null,
    ['env:A'],
  ])
    it(`refuses ${JSON.stringify(value)}, and does not repeat it`, () => {
      const read = secretReferenceIn(value);
      expect(read.ok).to.equal(false);
      expect(JSON.stringify(read)).not.to.contain('canary');
    });
});

describe('referenceProblem()', () => {
  it('accepts variables that are not set, because they are looked up at a start', () => {
    expect(referenceProblem('${LATER}', false)).to.equal(undefined);
    expect(referenceProblem('env:LATER', true)).to.equal(undefined);
    expect(referenceProblem('file:${LATER}/token', true)).to.equal(undefined);
  });

  it('finds references that are malformed', () => {
    expect(referenceProblem('${', false)).to.be.a('string');
    expect(referenceProblem('file:${', true)).to.be.a('string');
    expect(referenceProblem('plain', true)).to.be.a('string');
  });
});
