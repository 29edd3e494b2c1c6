import { resolve } from 'node:path';
import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { parseSettings } from '../../../../src/infrastructure/project_settings/parse-settings.js';

const project = resolve('/project');
const read = (text: string) => parseSettings(text, '.awf/config.yaml', project);

/** All that is wrong with settings, as `line:column field problem`. */
function problems(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    if (!AwfError.is(error, 'USER.VALIDATION.SETTINGS_INVALID')) throw error;
    return error.details.problems.map(({ line, column, field, problem }) =>
      [`${line ?? ''}:${column ?? ''}`, ...(field === undefined ? [] : [field]), problem].join(' '),
    );
  }
  return [];
}

const sandbox = (lines: string): string => `plugins:\n  echo:\n    sandbox:\n      ${lines}\n`;

describe('parseSettings()', () => {
  it('reads all settings of a plugin, with paths relative to the folder of the project', () => {
    const { settings, warnings } = read(`
plugins:
  echo:
    config: { greeting: hello, retries: 3 }
    sandbox:
      env: [HOME, LC_*]
      env_values: { MODE: strict }
      working_dir: work
      memory: 512MiB
      cpu_time: 1m30s
      open_files: 256
      processes: 32
      no_new_privileges: true
      read_only: true
      writable: [out, /var/cache/echo]
      network: false
`);
    const echo = settings.plugins.get('echo');
    expect({ ...echo?.config }).to.deep.equal({ greeting: 'hello', retries: 3 });
    expect({ ...echo?.sandbox, envValues: { ...echo?.sandbox?.envValues } }).to.deep.equal({
      env: ['HOME', 'LC_*'],
      envValues: { MODE: 'strict' },
      workingDir: resolve(project, 'work'),
      memoryBytes: 512 * 1024 * 1024,
      cpuTimeMs: 90_000,
      openFiles: 256,
      processes: 32,
      noNewPrivileges: true,
      readOnly: true,
      writable: [resolve(project, 'out'), resolve('/var/cache/echo')],
      network: false,
    });
    expect(warnings).to.deep.equal([]);
  });

  it('reads what AWF sets for runs, notifications and traces', () => {
    const { settings } = read(
      'inputs: { name: x }\nnotify: { default_backend: ntfy }\ntelemetry: { exporter: otlp }\n',
    );
    expect({ ...settings.inputs }).to.deep.equal({ name: 'x' });
    expect(settings.notify.defaultBackend).to.equal('ntfy');
    expect(settings.telemetry.exporter).to.equal('otlp');
  });

  it('takes a file without content, and keys without values, for no settings', () => {
    for (const text of ['', '# nothing\n', 'inputs:\nplugins:\nnotify:\ntelemetry:\n'])
      expect(read(text).settings.plugins.size, text).to.equal(0);
  });

  it('warns of unknown keys of the whole file, as AWF does, and knows those that AWF ignores', () => {
    const { warnings } = read(
      'inputs: {}\nversion: 1\nlog_level: info\noutput_format: json\n\nnotfy: {}\nother:\n  a: 1\n',
    );
    expect(warnings).to.deep.equal([
      { line: 6, column: 1, field: 'notfy', problem: 'unknown key, ignored; did you mean notify?' },
      { line: 7, column: 1, field: 'other', problem: 'unknown key, ignored' },
    ]);
  });

  it('rejects a key that may be a misspelt `plugins`, because it may hold limits', () => {
    expect(problems('plugin:\n  echo: {}\n')).to.deep.equal(['1:1 plugin unknown key; did you mean plugins?']);
    expect(problems('Plugins: {}\n')).to.deep.equal(['1:1 Plugins unknown key; did you mean plugins?']);
  });

  it('rejects every misspelt setting of a plugin, at its place, with what was probably meant', () => {
    expect(
      problems('plugins:\n  echo:\n    sandbx: {}\n    sandbox:\n      netwrok: false\n      memroy: 1GiB\n'),
    ).to.have.members([
      '3:5 plugins.echo.sandbx unknown setting; did you mean sandbox?',
      '5:7 plugins.echo.sandbox.netwrok unknown setting; did you mean network?',
      '6:7 plugins.echo.sandbox.memroy unknown setting; did you mean memory?',
    ]);
  });

  it('rejects values that are not understood, and never takes them for "no limit"', () => {
    const size = 'must be a size such as 512MiB, or a number of bytes';
    const duration = 'must be a duration such as 30s or 5m, or a number of seconds';
    const whole = 'must be a whole number above 0';
    const cases: readonly (readonly [setting: string, problem: string])[] = [
      ['memory: 512 megabytes', size],
      ['memory: 0', size],
      ['memory: -1', size],
      ['cpu_time: soon', duration],
      ['cpu_time: 0', duration],
      ['open_files: 0', whole],
      ['open_files: 1.5', whole],
      ['processes: many', 'must be a number'],
      ['network: "no"', 'must be true or false'],
      ['read_only: 1', 'must be true or false'],
      ['no_new_privileges:', 'must be true or false'],
      ['env: HOME', 'must be a list'],
      ['working_dir: ""', 'is empty'],
    ];
    for (const [setting, problem] of cases)
      expect(problems(sandbox(setting)).join(), setting)
        .to.match(/^4:\d+ plugins\.echo\.sandbox\./)
        .and.include(problem);
  });

  it('rejects variables whose names or values the system cannot take', () => {
    expect(problems(sandbox('env: [HOME, "A=B"]')).join()).to.include('must be the name of an environment variable');
    expect(problems(sandbox('env: ["*"]')).join()).to.include('must be the name of an environment variable');
    expect(problems(sandbox('env_values: { A: 1 }')).join()).to.include('must be a text, is 1; put it in quotes');
    expect(problems(sandbox('env_values: { "A=B": x }')).join()).to.include('is not a name of an environment variable');
    expect(problems(sandbox('env_values: { A: "x\\0y" }')).join()).to.include('contains a zero byte');
  });

  it('keeps a variable whatever it is called', () => {
    const { settings } = read(sandbox('env_values: { constructor: a, __proto__: b }'));
    const { envValues = {} } = settings.plugins.get('echo')?.sandbox ?? {};
    expect(Object.entries(envValues)).to.deep.equal([
      ['constructor', 'a'],
      ['__proto__', 'b'],
    ]);
  });

  it('rejects writable folders where nothing is read-only', () => {
    expect(problems(sandbox('writable: [out]')).join()).to.include(
      '`writable` has an effect only with `read_only: true`',
    );
  });

  it('rejects settings and plugins that are no mappings, and names that no plugin can have', () => {
    expect(problems('[]')).to.deep.equal(['1:1 must be a mapping']);
    expect(problems('plugins: [echo]')).to.deep.equal(['1:10 plugins must be a mapping of plugin names']);
    expect(problems('plugins: { echo: [] }')).to.deep.equal(['1:18 plugins.echo must be a mapping']);
    expect(problems(sandbox('').replace('sandbox:', 'sandbox: []'))).to.deep.equal([
      '3:14 plugins.echo.sandbox must be a mapping',
    ]);
    expect(problems('plugins: { "a.b": {} }').join()).to.include('must begin with a letter');
    expect(problems('inputs: 3')).to.deep.equal(['1:9 inputs must be a mapping of names to values']);
  });

  it('rejects what is not YAML, and a key that is there twice', () => {
    expect(problems('plugins: {')[0]).to.match(/^\d+:\d+ /);
    expect(problems('plugins:\n  echo: {}\n  echo: {}\n').join()).to.include('this key is there already');
  });

  it('repeats no value in a problem, because it may be a secret', () => {
    expect(problems(sandbox('env_values: { TOKEN: [s3cret] }')).join()).not.to.include('s3cret');
    expect(problems(sandbox('memory: s3cret')).join()).not.to.include('s3cret');
  });
});
