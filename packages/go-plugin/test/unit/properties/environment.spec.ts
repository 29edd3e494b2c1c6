import fc from 'fast-check';
import { environmentNames } from '../../../src/handshake/environment.js';
import { readPluginEnvironment } from '../../../src/handshake/plugin-environment.js';
import { parseHostCertificate } from '../../../src/certificate/tls-settings.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { negotiateVersion } from '../../../src/handshake/negotiation.js';
import { checkProperty } from '../../support/property.js';

const names = Object.values(environmentNames);
const odd = fc.constantFrom(
  '',
  '0',
  '1',
  '+7',
  '-1',
  'true',
  'FALSE',
  'x',
  '10000',
  '25000',
  '2147483648',
  '1,2,3',
  ',',
  '1,,x',
  ' 1',
);
const values = fc.oneof({ weight: 4, arbitrary: odd }, fc.string({ unit: 'binary', maxLength: 12 }));
const environments = fc.dictionary(fc.constantFrom(...names, 'COOKIE'), fc.oneof(values, fc.constant('good')), {
  noNullPrototype: true,
});

describe('A plugin’s environment, whatever stands in it', () => {
  it('is read without an exception, into values that make sense [P01] [P04] [P06]', async () => {
    const check = (env: Readonly<Record<string, string>>): void => {
      const handshake = { protocolVersion: 1, magicCookieKey: 'COOKIE', magicCookieValue: 'good' };
      const read = readPluginEnvironment(env, handshake);
      const fail = (what: string): never => {
        throw new Error(`${what}: ${JSON.stringify(read)}`);
      };
      if ((read.cookie === 'ok') !== (env['COOKIE'] === 'good')) fail('cookie');
      if ([...read.hostVersions].some((version) => !Number.isInteger(version))) fail('versions');
      if (![1, 3].includes(negotiateVersion([1, 3], read.hostVersions))) fail('negotiated');
      const { ports, multiplex } = read;
      if (!('problem' in ports)) {
        if (!(ports.min >= 0 && ports.min <= ports.max && ports.max < 2 ** 31)) fail('ports');
      } else if (ports.problem.includes('\n')) fail('the problem quotes a value');
      if (multiplex.enabled && !multiplex.announce) fail('multiplexing');
      if (read.socketDir === '' || read.socketGroup === '' || read.clientCertificatePem === '') fail('empty');
    };
    await checkProperty('plugin-environment', environments, check, 10_000);
  });

  it('holds a certificate, or an error says that it does not, without the value [T02]', async () => {
    const armour = fc.constantFrom('-----BEGIN CERTIFICATE-----\n', '-----BEGIN PRIVATE KEY-----\n', '');
    const end = fc.constantFrom('\n-----END CERTIFICATE-----\n', '');
    const pems = fc.tuple(armour, fc.base64String({ maxLength: 80 }), end).map((parts) => parts.join(''));
    const check = (pem: string): void => {
      try {
        parseHostCertificate(pem);
      } catch (error) {
        if (!GoPluginError.is(error, 'CONFIG_INVALID')) throw error;
        const value = pem.split('\n').find((line) => line.length > 8 && !line.startsWith('-----'));
        const said = `${error.message} ${String(error.cause)}`;
        if (value !== undefined && said.includes(value))
          throw new Error(`the value is quoted: ${said}`, { cause: error });
      }
    };
    await checkProperty('host-certificate', pems, check, 2_000);
  });
});
