import fc from 'fast-check';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { capabilities } from '../../../../src/domain/plugin/manifest.js';
import { pluginNameProblem, pluginVersionProblem } from '../../../../src/domain/plugin/manifest-rules.js';
import { parseManifest } from '../../../../src/infrastructure/manifest_loader/parse-manifest.js';
import { checkProperty } from '../../../support/property.js';
import { oddYaml, textsOfLines } from '../../../support/text-of-lines.js';

const usual = [
  'name: echo',
  'version: 1.2.3',
  'awf_version: ">=0.5.0"',
  'capabilities: [operations]',
  'description: says it again',
  'events: {subscribe: ["a.*"], emit: }',
  'config:',
  '  greeting: {type: string, default: hi}',
  '  times: {type: integer, enum: [1, 2]}',
];
const odd = [
  ...oddYaml,
  'name: ../x',
  'name:',
  'version: 1',
  'version: [1]',
  'awf_version: ">>1"',
  'capabilities: {}',
  'capabilities: [fly]',
  'config: []',
  '  __proto__: {type: string}',
  '  n: {type: integer, default: x}',
];

const isAPlace = (
  { line, column }: { readonly line?: number | undefined; readonly column?: number | undefined },
  text: string,
): boolean =>
  line === undefined
    ? column === undefined
    : line >= 1 && line <= text.split(/\r\n|\r|\n/u).length && (column ?? 0) >= 1;

describe('parseManifest() with any text', () => {
  it('returns a manifest that keeps the rules, or says what is wrong at which place of the text', async () => {
    const check = (text: string): void => {
      try {
        const manifest = parseManifest(text, 'plugin.yaml');
        const { name, version } = manifest;
        if (pluginNameProblem(name) !== undefined || pluginVersionProblem(version) !== undefined)
          throw new Error(`accepted ${name} ${version}`);
        if (manifest.capabilities.some((one) => !capabilities.includes(one))) throw new Error('unknown capability');
        for (const one of [manifest, manifest.config, manifest.events])
          if (![Object.prototype, null].includes(Object.getPrototypeOf(one) as null))
            throw new Error('the text chose a prototype');
      } catch (error) {
        if (!AwfError.is(error, 'USER.VALIDATION.MANIFEST_INVALID')) throw error;
        const { problems } = error.details;
        if (problems.length === 0) throw new Error('no problem is named', { cause: error });
        for (const problem of problems)
          if (problem.problem === '' || !isAPlace(problem, text))
            throw new Error(`not a place in the text: ${JSON.stringify(problem)}`, { cause: error });
      }
    };
    await checkProperty('manifest', textsOfLines(usual, odd), check, 300);
  });

  it('reads back what was written as JSON, which is YAML too', async () => {
    const field = fc.oneof(
      fc.record({ type: fc.constant('string'), default: fc.string({ unit: 'binary' }) }, { requiredKeys: ['type'] }),
      fc.record({ type: fc.constant('integer'), default: fc.maxSafeInteger() }, { requiredKeys: ['type'] }),
      fc.record({ type: fc.constant('boolean'), required: fc.boolean() }, { requiredKeys: ['type'] }),
    );
    const manifests = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/u),
      version: fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.')),
      awf_version: fc.constantFrom('>=0.5.0', '>=0.5.0, <1.0.0', '^1.2.0'),
      capabilities: fc.subarray([...capabilities], { minLength: 1 }),
      description: fc.string(),
      config: fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/u), field, { maxKeys: 4, noNullPrototype: true }),
    });
    const check = (written: { readonly awf_version: string } & Readonly<Record<string, unknown>>): void => {
      if (pluginNameProblem(written['name'] as string) !== undefined) return;
      const { awfVersion, ...read } = parseManifest(JSON.stringify(written), 'plugin.yaml');
      const { awf_version: wanted, config, ...others } = written;
      const withDefaults = Object.fromEntries(
        Object.entries(config as object).map(([name, one]) => [name, { required: false, ...(one as object) }]),
      );
      const same = fc.stringify(sorted({ ...read, awf_version: awfVersion }));
      const expected = fc.stringify(
        sorted({ ...others, awf_version: wanted, config: withDefaults, events: { subscribe: [], emit: [] } }),
      );
      if (same !== expected) throw new Error(`${same} instead of ${expected}`);
    };
    await checkProperty('manifest-written', manifests, check, 100);
  });
});

/** The same value with its keys in one order, so that texts of it can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
