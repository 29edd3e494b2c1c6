import { expect } from 'chai';
import { GoPluginError, type PluginAddress, type PluginCommand, type Runner } from 'go-plugin-node';
import { withOwnSockets } from '../../../../src/infrastructure/grpc_host/sandbox/own-sockets.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { demandsOf, type PluginSandbox } from '../../../../src/domain/plugin/plugin-sandbox.js';
import { confine } from '../../../../src/infrastructure/grpc_host/sandbox/confine.js';
import { launcherOf } from '../../../../src/infrastructure/grpc_host/sandbox/launcher.js';
import { MeansFinder, type SandboxSystem } from '../../../../src/infrastructure/grpc_host/sandbox/means-finder.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const everything: PluginSandbox = { noNewPrivileges: true, readOnly: true, network: false, processes: 8 };

/** A Linux with these programs, of which some do not work, and what was tried on it. */
function system({
  has = ['unshare', 'setpriv', 'bwrap'],
  broken = [],
  uid = 1000,
  platform = 'linux',
}: {
  readonly has?: readonly string[];
  readonly broken?: readonly string[];
  readonly uid?: number;
  readonly platform?: NodeJS.Platform;
} = {}) {
  const attempts: string[] = [];
  const machine: SandboxSystem = {
    platform,
    uid,
    locate: (tool) => Promise.resolve(has.includes(tool) ? `/usr/bin/${tool}` : undefined),
    attempt: (program) => {
      attempts.push(program);
      return Promise.resolve(broken.some((tool) => program.endsWith(`/${tool}`)) ? 'No permissions' : undefined);
    },
  };
  return { machine, attempts, finder: new MeansFinder(machine) };
}

describe('The means of a sandbox', () => {
  it('are none where only variables, a folder and limits of a process are set', async () => {
    const { finder, attempts } = system({ has: [] });
    const demands = demandsOf({ env: [], workingDir: '/', memoryBytes: 1, cpuTimeMs: 1, openFiles: 1 });
    expect(await finder.find(demands)).to.deep.equal({});
    expect(attempts).to.deep.equal([]);
  });

  it('are the cheapest that keep all demands', async () => {
    const { finder } = system();
    expect(await finder.find(['network'])).to.deep.equal({ unshare: '/usr/bin/unshare' });
    expect(await finder.find(['processes'])).to.deep.equal({ unshare: '/usr/bin/unshare' });
    expect(await finder.find(['no_new_privileges'])).to.deep.equal({ setpriv: '/usr/bin/setpriv' });
    expect(await finder.find(['network', 'no_new_privileges'])).to.deep.equal({
      unshare: '/usr/bin/unshare',
      setpriv: '/usr/bin/setpriv',
    });
    expect(await finder.find(demandsOf(everything))).to.deep.equal({ bwrap: '/usr/bin/bwrap' });
  });

  it('are bubblewrap where another program is missing or may not be used', async () => {
    const bwrap = { bwrap: '/usr/bin/bwrap' };
    expect(await system({ broken: ['unshare'] }).finder.find(['network'])).to.deep.equal(bwrap);
    expect(await system({ has: ['bwrap'] }).finder.find(['no_new_privileges'])).to.deep.equal(bwrap);
  });

  it('are tried once for each host, and only when they are needed', async () => {
    const { finder, attempts } = system();
    await Promise.all([finder.find(['network']), finder.find(['network'])]);
    await finder.find(['network']);
    expect(attempts).to.deep.equal(['/usr/bin/unshare']);
  });

  it('refuse what cannot be kept, with the reason and what to do', async () => {
    const missing = await system({ has: ['unshare', 'setpriv'] }).finder.find(['read_only', 'memory']);
    expect(missing)
      .to.include({ reason: 'there is no program bwrap' })
      .and.to.have.deep.property('settings', ['read_only']);
    expect(missing).to.have.property('remedy').that.includes('Install bubblewrap');
    const forbidden = await system({ broken: ['unshare', 'bwrap'] }).finder.find(['network']);
    expect(forbidden).to.include({ reason: 'bwrap does not work here: No permissions' });
  });

  it('refuse a count of processes for root, whose processes Linux does not count', async () => {
    const found = await system({ uid: 0 }).finder.find(['processes', 'network']);
    expect(found).to.have.deep.property('settings', ['processes']);
  });

  it('refuse on other systems what only Linux has', async () => {
    const mac = system({ platform: 'darwin' }).finder;
    expect(await mac.find(['cpu_time', 'open_files', 'env', 'working_dir'])).to.deep.equal({});
    expect(await mac.find(['memory', 'network'])).to.have.deep.property('settings', ['memory', 'network']);
    expect(await system({ platform: 'win32' }).finder.find(['cpu_time'])).to.have.deep.property('settings', [
      'cpu_time',
    ]);
  });
});

describe('The launcher of a plugin', () => {
  it('is none where nothing has to be launched', () => {
    expect(launcherOf({ env: [], workingDir: '/' }, {}, '/tmp/sockets')).to.equal(undefined);
  });

  it('keeps the sockets of a read-only plugin writable', () => {
    const launcher = launcherOf({ readOnly: true, writable: ['/out'] }, { bwrap: '/usr/bin/bwrap' }, '/tmp/sockets');
    expect(launcher?.join(' '))
      .to.include('--ro-bind / /')
      .and.include('--bind /out /out --bind /tmp/sockets /tmp/sockets');
  });

  it('sets limits inside of the namespace, so that only processes of the plugin count', () => {
    const launcher = launcherOf(
      { processes: 8 },
      { unshare: '/usr/bin/unshare', setpriv: '/usr/bin/setpriv' },
      undefined,
    );
    expect(launcher?.slice(0, 5)).to.deep.equal(['/usr/bin/unshare', '--user', '--map-current-user', '--', '/bin/sh']);
    expect(launcher?.slice(-3)).to.deep.equal(['/usr/bin/setpriv', '--no-new-privs', '--']);
  });
});

describe('confine()', () => {
  const hostEnv = { PATH: '/bin', HOME: '/home/ann', LC_ALL: 'C', LC_TIME: 'C', TOKEN: 's3cret', GONE: undefined };

  it('passes the variables that are named, and PATH', async () => {
    const { finder } = system();
    const named = await confine(
      'p',
      { env: ['HOME', 'LC_*', 'GONE'], envValues: { HOME: '/h', X: '1' } },
      finder,
      hostEnv,
    );
    expect(named).to.deep.include({
      env: { PATH: '/bin', HOME: '/h', LC_ALL: 'C', LC_TIME: 'C', X: '1' },
      skipHostEnv: true,
    });
    expect((await confine('p', { env: [] }, finder, hostEnv)).env).to.deep.equal({ PATH: '/bin' });
    expect((await confine('p', { envValues: { X: '1' } }, finder, hostEnv)).skipHostEnv).to.equal(false);
  });

  it('refuses with a typed error that names plugin and settings', async () => {
    const error = (await rejection(confine('echo', { readOnly: true }, system({ has: [] }).finder, {}))) as Error;
    expect(AwfError.is(error, 'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE')).to.equal(true);
    expect(error.message).to.equal(
      'plugin echo was not started, because `read_only` cannot be kept: there is no program bwrap',
    );
  });
});

describe('withOwnSockets()', () => {
  const command = { socketDir: '/tmp/own' } as PluginCommand;
  const start = withOwnSockets(() => Promise.resolve({ pluginToHost: (address: PluginAddress) => address } as Runner));

  it('takes a socket in the folder of the host', async () => {
    const running = await start(command, new AbortController().signal);
    const own = { network: 'unix', address: '/tmp/own/plugin1' };
    expect(running.pluginToHost(own)).to.deep.equal(own);
  });

  for (const [network, address] of [
    ['tcp', '192.0.2.2:18222'],
    ['tcp', '127.0.0.1:80'],
    ['unix', '/var/run/docker.sock'],
    ['unix', '/tmp/own/../other/plugin1'],
    ['unix', '/tmp/own/deeper/plugin1'],
  ] as const)
    it(`does not have the host connect to ${network} ${address}`, async () => {
      const running = await start(command, new AbortController().signal);
      expect(() => running.pluginToHost({ network, address }))
        .to.throw(GoPluginError, 'sockets in the folder of its host alone')
        .with.property('code', 'CONNECT_FAILED');
    });
});
