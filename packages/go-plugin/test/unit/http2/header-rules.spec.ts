import { expect } from 'chai';
import {
  checkOnce,
  connectionFields,
  problemOfRequest,
  problemOfResponse,
  problemOfTrailers,
} from '../../../src/http2/header-rules.js';
import { HeaderBlock } from '../../../src/http2/hpack/header-block.js';

type Fields = readonly (readonly [name: string, value: string])[];
const block = (fields: Fields, truncated = false): HeaderBlock =>
  new HeaderBlock(
    fields.map(([name, value]) => ({ name, value })),
    truncated,
  );
const request: Fields = [
  [':method', 'POST'],
  [':scheme', 'http'],
  [':path', '/s/M'],
];
const without = (name: string): Fields => request.filter(([one]) => one !== name);

describe('problemOfRequest()', () => {
  for (const [what, fields] of [
    ['a request', request],
    ['an authority', [...request, [':authority', 'x']]],
    ['te: trailers', [...request, ['te', 'trailers']]],
    ['blanks around a value', [...request, ['a', ' x\t']]],
    ['every character that a name may have', [...request, ["!#$%&'*+-.^_`|~09az", 'x']]],
    ['CONNECT, which has no scheme and no path', [[':method', 'CONNECT']]],
  ] as const)
    it(`takes ${what}`, () => expect(problemOfRequest(block(fields))).to.equal(undefined));

  for (const [problem, fields] of [
    ['a request without :method', without(':method')],
    ['a request without :scheme', without(':scheme')],
    ['a request without :path', without(':path')],
    ['a request without :path', [...without(':path'), [':path', '']]],
    [':path behind other fields', [...without(':path'), ['a', ''], [':path', '/']]],
    [':status, which does not belong here', [...request, [':status', '200']]],
    [':path twice', [...request, [':path', '/']]],
    ['the field te with something else than trailers', [...request, ['te', 'gzip']]],
    ...['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade'].map(
      (name) => [`the field ${name}, which HTTP/2 forbids`, [...request, [name, 'x']]] as const,
    ),
    ...['', ':', 'A', 'aB', 'a b', 'a:', 'é', 'a\n', '\u007f'].map(
      (name) => ['a field name that is not valid', [...request, [name, 'x']]] as const,
    ),
    ...['\0', 'a\r', '\nb'].map((value) => ['a value of a that is not valid', [...request, ['a', value]]] as const),
  ] as readonly (readonly [string, Fields])[])
    it(`refuses ${problem}: ${JSON.stringify(fields.at(-1))}`, () => {
      expect(problemOfRequest(block(fields))).to.equal(problem);
    });

  it('misses nothing in a block that was cut', () => {
    expect(problemOfRequest(block([], true))).to.equal(undefined);
    expect(problemOfRequest(block([['A', '']], true))).to.equal('a field name that is not valid');
  });

  it('knows the fields of HTTP/1 that are about the connection', () => {
    expect(connectionFields.size).to.equal(5);
  });
});

describe('problemOfResponse()', () => {
  it('demands a status of three digits', () => {
    for (const status of ['100', '200', '999'])
      expect(problemOfResponse(block([[':status', status]]))).to.equal(undefined);
    for (const status of ['', '20', '2000', '020', 'x00', '20x', ' 200'])
      expect(problemOfResponse(block([[':status', status]])), status).to.equal('a response without a valid :status');
    expect(problemOfResponse(block([]))).to.equal('a response without a valid :status');
    expect(problemOfResponse(block([], true))).to.equal(undefined);
    expect(problemOfResponse(block(request))).to.equal(':method, which does not belong here');
  });
});

describe('problemOfTrailers()', () => {
  it('allows no pseudo-header', () => {
    expect(problemOfTrailers(block([['grpc-status', '0']]))).to.equal(undefined);
    expect(problemOfTrailers(block([[':status', '200']]))).to.equal(':status, which does not belong here');
  });
});

describe('checkOnce()', () => {
  it('checks a block once for each kind', () => {
    let checks = 0;
    const check = (): string => `problem ${(checks += 1)}`;
    const shared = block(request);
    expect([checkOnce(shared, check), checkOnce(shared, check)]).to.deep.equal(['problem 1', 'problem 1']);
    expect(checkOnce(block(request), check)).to.equal('problem 2');
    expect(checkOnce(shared, problemOfTrailers)).to.equal(':method, which does not belong here');
  });
});
