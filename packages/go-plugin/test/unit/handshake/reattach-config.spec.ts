import { expect } from 'chai';
import {
  formatReattachConfig,
  formatReattachConfigs,
  parseReattachConfig,
  parseReattachConfigs,
  type ReattachConfig,
} from '../../../src/handshake/reattach-config.js';

const config: ReattachConfig = {
  protocol: 'grpc',
  protocolVersion: 5,
  address: { network: 'unix', address: '/tmp/plugin1' },
  pid: 1234,
  test: true,
};
const json = {
  Protocol: 'grpc',
  ProtocolVersion: 5,
  Pid: 1234,
  Test: true,
  Addr: { Network: 'unix', String: '/tmp/plugin1' },
};

describe('a reattach configuration', () => {
  it('is written in the form that Terraform’s TF_REATTACH_PROVIDERS has [H30]', () => {
    expect(formatReattachConfig(config)).to.equal(JSON.stringify(json));
    expect(formatReattachConfigs({ a: config })).to.equal(JSON.stringify({ a: json }));
  });

  it('leaves out a version that is not known, and says that it is no test [H30]', () => {
    const rest = { ...config, test: undefined };
    expect(formatReattachConfig({ ...rest, protocolVersion: undefined })).to.equal(
      JSON.stringify({ Protocol: 'grpc', Pid: 1234, Test: false, Addr: json.Addr }),
    );
  });

  it('keeps what JSON.parse said as the cause', () => {
    expect(() => parseReattachConfig('{'))
      .to.throw()
      .with.property('cause')
      .that.is.instanceOf(SyntaxError);
  });

  it('survives the round trip [H30]', () => {
    const bare: ReattachConfig = {
      ...config,
      protocolVersion: undefined,
      test: false,
      address: { network: 'tcp', address: '127.0.0.1:1' },
    };
    for (const one of [config, bare]) expect(parseReattachConfig(formatReattachConfig(one))).to.deep.equal(one);
    expect(parseReattachConfigs(formatReattachConfigs({ a: config, b: bare }))).to.deep.equal(
      new Map([
        ['a', config],
        ['b', bare],
      ]),
    );
  });

  it('is read without the fields that have Go’s zero value [H30]', () => {
    const least = { ...json, ProtocolVersion: undefined, Test: undefined };
    expect(parseReattachConfig(JSON.stringify(least))).to.include({
      protocolVersion: undefined,
      test: false,
      pid: 1234,
    });
    expect(parseReattachConfig(JSON.stringify({ ...json, ProtocolVersion: 0 })).protocolVersion).to.equal(undefined);
  });

  for (const [title, text, problem] of [
    ['is no JSON', '{', /no JSON/],
    ['is not an object', '[]', /^.*the reattach configuration is not an object/],
    ['is a text', '"grpc"', /not an object/],
    ['is null', 'null', /not an object/],
    ['is for net/rpc', JSON.stringify({ ...json, Protocol: 'netrpc' }), /netrpc/],
    ['has no protocol', JSON.stringify({ ...json, Protocol: undefined }), /net\/rpc/],
    ['has an address that is a number', JSON.stringify({ ...json, Addr: { Network: 'unix', String: 7 } }), /String/],
    ['names no protocol', JSON.stringify({ ...json, Protocol: '' }), /net\/rpc/],
    ['has no pid', JSON.stringify({ ...json, Pid: undefined }), /Pid/],
    ['has a pid that is none', JSON.stringify({ ...json, Pid: -1 }), /Pid/],
    ['has a version that is none', JSON.stringify({ ...json, ProtocolVersion: '5' }), /ProtocolVersion/],
    ['says Test with a word', JSON.stringify({ ...json, Test: 'yes' }), /Test/],
    ['has no address', JSON.stringify({ ...json, Addr: null }), /Addr/],
    ['is on another network', JSON.stringify({ ...json, Addr: { Network: 'npipe', String: 'x' } }), /Network/],
    ['has an empty address', JSON.stringify({ ...json, Addr: { Network: 'unix', String: '' } }), /String/],
  ] as const) {
    it(`is refused when it ${title}`, () => {
      expect(() => parseReattachConfig(text))
        .to.throw(problem)
        .with.property('code', 'CONFIG_INVALID');
    });
  }

  it('of several is refused by the name of its plugin', () => {
    expect(() => parseReattachConfigs('[]')).to.throw(/not an object/);
    expect(() => parseReattachConfigs('{"kv":1}')).to.throw(/of kv/);
  });
});
