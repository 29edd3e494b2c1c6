import { expect } from 'chai';
import { checkOptions, containerOptions, hostOptions } from '../../../../src/app/composition/check-options.js';
import { buildContainer } from '../../../../src/app/composition/container.js';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { SecretMask } from '../../../../src/domain/secret-mask.js';
import { HostOptionError } from '../../../../src/app/composition/host-option-error.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

class Greeter {
  readonly name = 'greeter';
  readonly version = '1.0.0';
}

/** What programs without a compiler give. */
const wrong: readonly (readonly [what: string, options: unknown, message: RegExp])[] = [
  ['options that are a path', 'plugins', /option \(all\): must be an object, is a string/u],
  [
    'an option that does not exist',
    { pluginDir: 'plugins' },
    /option pluginDir: does not exist; did you mean pluginsDir\?/u,
  ],
  ['an unknown transport', { transport: 'gprc' }, /transport: must be one of .*is gprc; did you mean grpc\?/u],
  [
    'a list of plugins',
    { plugins: [new Greeter()] },
    /plugins: .*such as \{ greeter: new Greeter\(\) \}, is an array/u,
  ],
  ['a Map of plugins', { plugins: new Map() }, /plugins: .*is a Map/u],
  ['a plugin that is a path', { plugins: { a: './a.js' } }, /plugins: a must be a plugin, is a string/u],
  ['a plugin that is a class', { plugins: { a: Greeter } }, /plugins: a is a class; .*\(\) => new Greeter/u],
  ['a plugin without a version', { plugins: { a: { name: 'a' } } }, /plugins: a .*lacks a name or a version/u],
  [
    'operations in a list',
    { plugins: { a: { name: 'a', version: '1.0.0', operations: [] } } },
    /a has operations .*an array/u,
  ],
  ['built-ins by name', { builtIns: { greeter: new Greeter() } }, /builtIns: must be a list of plugins/u],
  ['a built-in that is a class', { builtIns: [Greeter] }, /builtIns: the plugin at 0 is a class/u],
  [
    'a built-in with types of steps',
    { builtIns: [{ name: 'g', version: '1.0.0', stepTypes: {} }] },
    /the plugin at 0 has stepTypes; a built-in plugin has operations alone/u,
  ],
  ['a built-in that is none', { builtIns: [null] }, /the plugin at 0 must be a plugin, is null/u],
  ['a URL of a folder', { pluginsDir: new URL('file:///p') }, /pluginsDir: .*has a URL; use fileURLToPath/u],
  ['a folder that is a number', { pluginsDir: ['a', 1] }, /pluginsDir: .*has a number/u],
  ['a folder that is no path', { cwd: 1 }, /cwd: must be a text/u],
  ['a state path that is no path', { statePath: {} }, /statePath: must be a text, is an Object/u],
  ['configure that is no function', { configure: {} }, /configure: must be a function/u],
  ['the console as a logger', { logger: console }, /logger: .*lacks isEnabled, named/u],
  ['a logger that is none', { logger: true }, /logger: .*lacks log, isEnabled, named/u],
  ['an unknown log level', { logLevel: 'warning' }, /logLevel: .*is warning/u],
  [
    'a limit without its unit',
    { limits: { startTimeout: 5 } },
    /limits: startTimeout does not exist; did you mean startTimeoutMs/u,
  ],
  [
    'a limit that is a text',
    { limits: { callTimeoutMs: '5' } },
    /callTimeoutMs must be a number of milliseconds above 0, is a string/u,
  ],
  ['a limit of nothing', { limits: { callTimeoutMs: 0 } }, /above 0, is 0/u],
  ['limits that are a number', { limits: 5 }, /limits: must be an object/u],
  ['supervision that is a switch', { supervision: true }, /supervision: must be an object such as .*is a boolean/u],
  ['supervision with an unknown rule', { supervision: { starts: 5 } }, /supervision: starts does not exist/u],
  [
    'an unknown moment to start again',
    { supervision: { restart: 'soon' } },
    /restart must be one of on_call, at_once/u,
  ],
  ['less than no starts', { supervision: { mostStarts: -1 } }, /mostStarts must be a number that is not negative/u],
  ['settings in a list', { pluginConfig: [] }, /pluginConfig: must be an object with the settings .*is an array/u],
  ['settings of a plugin as a text', { pluginConfig: { a: 'x=1' } }, /a must be an object such as .*is a string/u],
  ['secrets in a list', { secrets: ['secret'] }, /secrets: must be a SecretMask, is an array/u],
  ['frozen as a text', { frozen: 'yes' }, /frozen: must be true or false, is a string/u],
  ['allowInsecure as a number', { allowInsecure: 1 }, /allowInsecure: must be true or false, is a number/u],
  ['an observer that is no function', { onPluginStatus: 'log' }, /onPluginStatus: must be a function/u],
  ['a path of settings that is no path', { settingsPath: 1 }, /settingsPath: must be a text/u],
];

describe('createHost() without a compiler', () => {
  for (const [what, options, message] of wrong)
    it(`refuses ${what}`, async () => {
      const error = await rejection(createHost(options as object));
      expect(error).to.be.instanceOf(HostOptionError).and.to.have.property('code', 'ERR_HOST_OPTION');
      expect(error).to.be.instanceOf(TypeError).with.property('message').that.matches(message);
    });

  it('takes options that are undefined as absent', () => {
    const options = Object.fromEntries(hostOptions.map((name) => [name, undefined]));
    expect(() => checkOptions(options, hostOptions)).to.not.throw();
  });

  it('takes what the types allow', () => {
    const made = (): Greeter => new Greeter();
    const options = { plugins: { a: new Greeter(), b: made }, cwd: () => '/', pluginsDir: [], logger: silentLogger };
    const others = {
      allowInsecure: false,
      builtIns: [new Greeter()],
      frozen: true,
      onPluginStatus: () => undefined,
      pluginConfig: { a: { greeting: 'hello' }, b: {} },
      secrets: new SecretMask(),
      supervision: { restart: 'at_once', mostStarts: 3, windowMs: undefined },
    };
    const limits = { startTimeoutMs: Infinity, callTimeoutMs: undefined };
    expect(() => checkOptions({ ...options, ...others, limits }, hostOptions)).to.not.throw();
  });
});

describe('buildContainer() without a compiler', () => {
  it('refuses the same, and options of createHost() alone', () => {
    expect(() => buildContainer({ plugins: [] as never })).to.throw(HostOptionError, 'option plugins');
    expect(() => buildContainer({ pluginsDir: 'a' } as never)).to.throw(
      HostOptionError,
      'option pluginsDir: does not exist',
    );
    expect(() => buildContainer({ directories: 'a' as never })).to.throw(HostOptionError, 'must be a list');
    for (const name of ['settingsFile', 'folder', 'lock'])
      expect(() => checkOptions({ [name]: 'a' }, containerOptions), name).to.throw(
        HostOptionError,
        'must be a function, is a string',
      );
    expect(containerOptions).to.include('directories');
  });
});
