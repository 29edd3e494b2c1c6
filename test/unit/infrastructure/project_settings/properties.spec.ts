import { isAbsolute, resolve } from 'node:path';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { parseSettings } from '../../../../src/infrastructure/project_settings/parse-settings.js';
import { checkProperty } from '../../../support/property.js';
import { oddYaml, textsOfLines } from '../../../support/text-of-lines.js';

const usual = [
  'inputs: {a: 1, b: text}',
  'notify: {default_backend: desktop}',
  'telemetry: {exporter: none, service_name: x}',
  'plugins:',
  '  echo:',
  '    config: {greeting: hi}',
  '    sandbox:',
  '      env: [HOME, LC_*]',
  '      env_values: {MODE: strict}',
  '      working_dir: work',
  '      memory: 512MiB',
  '      cpu_time: 1m30s',
  '      open_files: 256',
  '      read_only: true',
  '      writable: [out]',
  '      network: false',
];
const odd = [
  ...oddYaml,
  'plugin: {}',
  'plugins: []',
  '  constructor: {config: {a: 1}}',
  '  ../x: {}',
  '      memory: -1',
  '      memory: 1e400',
  '      cpu_time: 0s',
  '      open_files: 1.5',
  '      env: [A=B]',
  '      env_values: {A: "\\0"}',
  '      writable: out',
  'unknown: 1',
];

describe('parseSettings() with any text', () => {
  it('returns settings that can be kept, or says what is wrong at which place of the text', async () => {
    const check = (text: string): void => {
      const lines = text.split(/\r\n|\r|\n/u).length;
      const checkPlace = (problem: { readonly line?: number | undefined; readonly problem: string }): void => {
        const { line = 0 } = problem;
        if (line < 1 || line > lines || problem.problem === '') throw new Error(`no place: ${JSON.stringify(problem)}`);
      };
      try {
        const { settings, warnings } = parseSettings(text, '.awf/config.yaml', resolve('/project'));
        warnings.forEach(checkPlace);
        for (const { config, sandbox } of settings.plugins.values()) {
          if (![Object.prototype, null].includes(Object.getPrototypeOf(config) as null)) throw new Error('prototype');
          const { memoryBytes = 1, cpuTimeMs = 1, openFiles = 1, processes = 1, writable = [] } = sandbox ?? {};
          for (const limit of [memoryBytes, cpuTimeMs, openFiles, processes])
            if (!(limit > 0 && Number.isFinite(limit))) throw new Error(`the limit ${limit}`);
          const paths = [...writable, ...(sandbox?.workingDir === undefined ? [] : [sandbox.workingDir])];
          if (!paths.every((path) => isAbsolute(path))) throw new Error(`relative: ${paths.join(' ')}`);
          if (writable.length > 0 && sandbox?.readOnly !== true) throw new Error('writable has no effect');
        }
      } catch (error) {
        if (!AwfError.is(error, 'USER.VALIDATION.SETTINGS_INVALID')) throw error;
        if (error.details.problems.length === 0) throw new Error('no problem is named', { cause: error });
        error.details.problems.forEach(checkPlace);
      }
    };
    await checkProperty('settings', textsOfLines(usual, odd, 16), check, 300);
  });
});
