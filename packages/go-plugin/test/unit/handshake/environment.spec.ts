import { expect } from 'chai';
import { composePluginEnvironment, type EnvironmentParts } from '../../../src/handshake/environment.js';
import { readPluginEnvironment } from '../../../src/handshake/plugin-environment.js';

const handshake = { protocolVersion: 1, magicCookieKey: 'COOKIE', magicCookieValue: 'value' };
const parts: EnvironmentParts = { hostEnv: {}, handshake, versions: [2, 1], minPort: 10_000, maxPort: 25_000 };

describe('composePluginEnvironment', () => {
  it('always sets cookie, ports and versions, and nothing else unasked [H13]', () => {
    expect(composePluginEnvironment(parts)).to.deep.equal({
      COOKIE: 'value',
      PLUGIN_MIN_PORT: '10000',
      PLUGIN_MAX_PORT: '25000',
      PLUGIN_PROTOCOL_VERSIONS: '2,1',
    });
  });

  it('sets certificate, multiplexing and socket variables when they are wanted [H13]', () => {
    const env = composePluginEnvironment({
      ...parts,
      clientCertificatePem: 'PEM\n',
      multiplex: true,
      socketDir: '/run/x',
      socketGroup: 'staff',
    });
    expect(env).to.include({
      PLUGIN_CLIENT_CERT: 'PEM\n',
      PLUGIN_MULTIPLEX_GRPC: 'true',
      PLUGIN_UNIX_SOCKET_DIR: '/run/x',
      PLUGIN_UNIX_SOCKET_GROUP: 'staff',
    });
  });

  it('lets the user’s variables override the host’s, and the protocol’s override both', () => {
    const env = composePluginEnvironment({
      ...parts,
      hostEnv: { A: 'host', B: 'host', COOKIE: 'host' },
      userEnv: { B: 'user', COOKIE: 'user', PLUGIN_MIN_PORT: '1' },
    });
    expect(env).to.include({ A: 'host', B: 'user', COOKIE: 'value', PLUGIN_MIN_PORT: '10000' });
  });

  it('inherits neither protocol variables nor NODE_OPTIONS [H15]', () => {
    const hostEnv = {
      PLUGIN_CLIENT_CERT: 'stale',
      PLUGIN_MULTIPLEX_GRPC: 'true',
      PLUGIN_UNIX_SOCKET_DIR: '/gone',
      PLUGIN_UNIX_SOCKET_GROUP: 'wheel',
      NODE_OPTIONS: '--inspect',
    };
    expect(composePluginEnvironment({ ...parts, hostEnv })).to.have.all.keys(
      'COOKIE',
      'PLUGIN_MIN_PORT',
      'PLUGIN_MAX_PORT',
      'PLUGIN_PROTOCOL_VERSIONS',
    );
  });

  it('inherits other variables that begin with PLUGIN_', () => {
    expect(composePluginEnvironment({ ...parts, hostEnv: { PLUGIN_CACHE: '/c' } })).to.include({ PLUGIN_CACHE: '/c' });
  });

  it('passes NODE_OPTIONS on when the user gives them', () => {
    const env = composePluginEnvironment({ ...parts, userEnv: { NODE_OPTIONS: '--enable-source-maps' } });
    expect(env).to.include({ NODE_OPTIONS: '--enable-source-maps' });
  });

  it('leaves the host environment out when told to [H14]', () => {
    const env = composePluginEnvironment({
      ...parts,
      hostEnv: { PATH: '/bin' },
      userEnv: { A: '1' },
      skipHostEnv: true,
    });
    expect(env).to.deep.equal({ ...composePluginEnvironment(parts), A: '1' });
  });

  it('ignores the case of names on Windows', () => {
    const withCase = composePluginEnvironment({ ...parts, hostEnv: { Path: 'host', plugin_client_cert: 'mine' } });
    expect(withCase).to.include({ Path: 'host', plugin_client_cert: 'mine' });
    const env = composePluginEnvironment({
      ...parts,
      hostEnv: { Path: 'host', plugin_client_cert: 'stale' },
      userEnv: { PATH: 'user' },
      ignoreCase: true,
    });
    expect(env).to.include({ PATH: 'user' });
    expect(env).to.not.have.any.keys('Path', 'plugin_client_cert');
  });
});

describe('readPluginEnvironment', () => {
  it('reads back what the host composes', () => {
    const env = composePluginEnvironment({ ...parts, clientCertificatePem: 'PEM', multiplex: true, socketDir: '/s' });
    expect(readPluginEnvironment(env, handshake)).to.deep.equal({
      cookie: 'ok',
      hostVersions: [2, 1],
      ignoredVersions: [],
      ports: { min: 10_000, max: 25_000 },
      clientCertificatePem: 'PEM',
      multiplex: { enabled: true, announce: true },
      socketDir: '/s',
      socketGroup: undefined,
    });
  });

  it('distinguishes a missing or wrong cookie from a misconfigured plugin [P01]', () => {
    expect(readPluginEnvironment({}, handshake).cookie).to.equal('mismatch');
    expect(readPluginEnvironment({ COOKIE: 'Value' }, handshake).cookie).to.equal('mismatch');
    const nameless = { ...handshake, magicCookieKey: '' };
    expect(readPluginEnvironment({ '': 'value' }, nameless).cookie).to.equal('misconfigured');
    expect(readPluginEnvironment({ COOKIE: '' }, { ...handshake, magicCookieValue: '' }).cookie).to.equal(
      'misconfigured',
    );
  });

  it('skips and notes junk in the list of versions [P04]', () => {
    const read = readPluginEnvironment({ PLUGIN_PROTOCOL_VERSIONS: '3,x,+1, 2,' }, handshake);
    expect(read.hostVersions).to.deep.equal([3, 1]);
    expect(read.ignoredVersions).to.deep.equal(['x', ' 2', '']);
  });

  it('treats empty variables as absent', () => {
    const env = {
      PLUGIN_PROTOCOL_VERSIONS: '',
      PLUGIN_MIN_PORT: '',
      PLUGIN_CLIENT_CERT: '',
      PLUGIN_MULTIPLEX_GRPC: '',
    };
    const read = readPluginEnvironment(env, handshake);
    expect(read.hostVersions).to.deep.equal([]);
    expect(read.ignoredVersions).to.deep.equal([]);
    expect(read.ports).to.deep.equal({ min: 0, max: 0 });
    expect(read.clientCertificatePem).to.equal(undefined);
    expect(read.multiplex).to.deep.equal({ enabled: false, announce: false });
  });

  it('announces multiplexing for any value but speaks it only for a true one [P03]', () => {
    const read = readPluginEnvironment({ PLUGIN_MULTIPLEX_GRPC: 'false' }, handshake);
    expect(read.multiplex).to.deep.equal({ enabled: false, announce: true });
  });

  it('reports ports that are not numbers or in the wrong order [P06]', () => {
    const ports = (min: string, max: string) =>
      readPluginEnvironment({ PLUGIN_MIN_PORT: min, PLUGIN_MAX_PORT: max }, handshake).ports;
    for (const wrong of ['x', '-1', '2147483648']) {
      expect(ports(wrong, '1')).to.deep.equal({ problem: 'PLUGIN_MIN_PORT is not a valid port number' });
      expect(ports('1', wrong)).to.deep.equal({ problem: 'PLUGIN_MAX_PORT is not a valid port number' });
    }
    expect(ports('2', '1')).to.deep.equal({ problem: 'PLUGIN_MIN_PORT 2 is greater than PLUGIN_MAX_PORT 1' });
    expect(ports('2', '2')).to.deep.equal({ min: 2, max: 2 });
    expect(ports('0', '0')).to.deep.equal({ min: 0, max: 0 });
  });
});
