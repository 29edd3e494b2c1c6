import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { GRPCControllerClient } from '../../../src/generated/go_plugin/controller_grpc_pb.cjs';
import { Empty } from '../../../src/generated/go_plugin/controller_pb.cjs';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { Http2Channel } from '../../../src/channel/http2-channel.js';
import { socketDialer } from '../../../src/net/dial.js';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { pluginServer } from '../../support/fixtures.js';
import { ends } from '../../support/processes.js';
import { PluginProgram } from '../../support/plugin-program.js';

const cookie = { TEST_PLUGIN: 'test' };
const node = process.execPath;

describe('serve', () => {
  let directory: string;
  let programs: PluginProgram[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'serve-'));
    programs = [];
  });
  afterEach(async () => {
    await Promise.all(programs.map((program) => program[Symbol.asyncDispose]()));
    rmSync(directory, { recursive: true });
  });

  function run(fixture: string, env: Readonly<Record<string, string | undefined>> = {}): PluginProgram {
    const program = new PluginProgram([node, pluginServer(fixture)], {
      TMPDIR: directory,
      ...cookie,
      ...env,
    });
    programs.push(program);
    return program;
  }

  const settable = (options: object = {}, env: Readonly<Record<string, string | undefined>> = {}): PluginProgram =>
    run('settable', { TEST_OPTIONS: JSON.stringify(options), ...env });

  const sockets = (): readonly string[] =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /plugin/.test(name) && !name.endsWith('/host'),
    );

  /** Asks for Shutdown; resolves with the error, if any. */
  async function shutdown(program: PluginProgram): Promise<unknown> {
    const [, , network = '', address = ''] = (await program.line()).split('|');
    const dial = socketDialer({ network, address });
    const connection = createGrpcConnection(new Http2Channel({ dial }));
    const error = await new Promise((resolve) => {
      connection.client(GRPCControllerClient).shutdown(new Empty(), resolve);
    });
    await connection.close();
    return error;
  }

  describe('started by a person', () => {
    for (const [what, env, options] of [
      ['the cookie is absent', { TEST_PLUGIN: undefined }, {}],
      ['the cookie is wrong', { TEST_PLUGIN: 'tes' }, {}],
      ['the cookie’s key is empty', {}, { cookie: { magicCookieKey: '' } }],
      ['the cookie’s value is empty', { TEST_PLUGIN: '' }, { cookie: { magicCookieValue: '' } }],
    ] as const) {
      it(`explains itself on stderr and exits with 1 when ${what} [P01]`, async () => {
        const program = settable({ ...options }, env);
        expect(await program.ended).to.equal(1);
        expect(program.stdout).to.equal('');
        expect(program.stderr).to.match(/plugin/);
        expect(sockets()).to.deep.equal([]);
      });
    }
  });

  describe('handshake', () => {
    it('is one line of six fields, and the only output on stdout [P02]', async () => {
      const program = settable({ before: 'banner', after: 'chatter' });
      const address = await program.address();
      expect(await shutdown(program)).to.equal(null);
      expect(await program.ended).to.equal(0);
      expect(program.stdout).to.equal(`1|1|unix|${address}|grpc|\n`);
      expect(address).to.match(/^\/.*\/plugin\d+$/);
    });

    it('comes before what was printed while the program loaded, if guarded', async () => {
      const program = run('guarded');
      await program.line();
      await shutdown(program);
      await program.ended;
      expect(program.stdout).to.match(/^1\|1\|unix\|[^\n]*\n$/);
    });

    it('prints guarded text if the program does not serve after all', async () => {
      const program = run('guarded', { GIVE_UP: '1' });
      expect(await program.ended).to.equal(0);
      expect(program.stdout).to.equal('a banner\n');
    });

    for (const [versions, offered, chosen] of [
      [[1, 2, 3], '1,2', 2],
      [[1, 2, 3], '2,9,1', 2],
      [[2, 3], '1', 2],
      [[3, 2], undefined, 2],
      [[3, 2], '', 2],
      [[1, 2], 'x,2,,1.5', 2],
    ] as const) {
      it(`of versions ${versions.join(', ')} for a host with ${JSON.stringify(offered)} says ${chosen} [P04]`, async () => {
        const program = settable({ versions }, { PLUGIN_PROTOCOL_VERSIONS: offered });
        expect((await program.line()).split('|')[1]).to.equal(String(chosen));
      });
    }

    for (const value of ['true', 'false']) {
      it(`has a seventh field, true, when the host asks for multiplexing with ${value} [P03]`, async () => {
        const program = settable({}, { PLUGIN_MULTIPLEX_GRPC: value });
        expect((await program.line()).split('|').slice(4)).to.deep.equal(['grpc', '', 'true']);
      });
    }

    it('carries the certificate when the host sent one, and only then [T05]', async () => {
      const host = createCertificate();
      const program = settable({}, { PLUGIN_CLIENT_CERT: host.certificatePem });
      const fields = (await program.line()).split('|');
      expect(fields).to.have.length(6);
      expect(fields[5]).to.match(/^[A-Za-z0-9+/]{500,900}$/);
    });
  });

  describe('listener', () => {
    it('is in PLUGIN_UNIX_SOCKET_DIR, else in TMPDIR, for the owner [P05]', async () => {
      const own = join(directory, 'own');
      mkdirSync(own);
      const inOwn = settable({}, { PLUGIN_UNIX_SOCKET_DIR: own });
      const inTemp = settable();
      expect((await inOwn.address()).startsWith(`${own}/plugin`)).to.equal(true);
      expect((await inTemp.address()).startsWith(`${directory}/plugin`)).to.equal(true);
      expect(statSync(await inTemp.address()).mode & 0o022).to.equal(0);
    });

    it('is open to the group in PLUGIN_UNIX_SOCKET_GROUP [P05]', async () => {
      const gid = process.getgid?.() ?? 0;
      const program = settable({}, { PLUGIN_UNIX_SOCKET_GROUP: String(gid) });
      const stat = statSync(await program.address());
      expect([stat.mode & 0o777, stat.gid]).to.deep.equal([0o660, gid]);
    });

    it('is on a tcp port of the host’s range when asked to [P06]', async () => {
      const blocker = createServer().listen(0, '127.0.0.1');
      await once(blocker, 'listening');
      const { port } = blocker.address() as { port: number };
      const range = { PLUGIN_MIN_PORT: String(port), PLUGIN_MAX_PORT: String(port + 20) };
      const program = settable({ network: 'tcp' }, range);
      const [, , network, address] = (await program.line()).split('|');
      blocker.close();
      expect(network).to.equal('tcp');
      expect(Number(/^127\.0\.0\.1:(\d+)$/.exec(address ?? '')?.[1])).to.be.within(port + 1, port + 20);
      expect(await shutdown(program)).to.equal(null);
      expect(await program.ended).to.equal(0);
    });

    it('accepts one connection after another, and several at once [P20]', async () => {
      const program = settable();
      const address = await program.address();
      for (let i = 0; i < 3; i++) {
        const socket = connect(address);
        await once(socket, 'connect');
        socket.destroy();
      }
      expect(await shutdown(program)).to.equal(null);
      expect(await program.ended).to.equal(0);
    });
  });

  describe('failed start', () => {
    const failures: readonly (readonly [string, () => PluginProgram, RegExp])[] = [
      [
        'the socket directory is missing [P22]',
        () => settable({}, { PLUGIN_UNIX_SOCKET_DIR: '/no/such' }),
        /directory does not exist/,
      ],
      [
        'the socket path is too long [P07]',
        () => {
          const long = join(directory, 'd'.repeat(100));
          mkdirSync(long);
          return settable({}, { PLUGIN_UNIX_SOCKET_DIR: long });
        },
        /at most 10[37]/,
      ],
      ['there is no such group', () => settable({}, { PLUGIN_UNIX_SOCKET_GROUP: 'no-such-group' }), /no-such-group/],
      [
        'the port range is upside down [P06]',
        () => settable({ network: 'tcp' }, { PLUGIN_MIN_PORT: '2000', PLUGIN_MAX_PORT: '1000' }),
        /PLUGIN_MIN_PORT 2000/,
      ],
      ['the host’s certificate is none', () => settable({}, { PLUGIN_CLIENT_CERT: 'junk' }), /PLUGIN_CLIENT_CERT/],
      ['a plugin refuses', () => settable({ refuse: 'out of order' }), /out of order/],
      ['there is nothing to serve', () => settable({ versions: [] }), /no plugin set/],
    ];
    for (const [what, start, message] of failures) {
      it(`exits with 1 and says why when ${what}`, async () => {
        const program = start();
        expect(await program.ended).to.equal(1);
        expect(program.stdout).to.equal('');
        const line = program.stderr.split('\n').find((text) => text.includes('plugin init error')) ?? '{}';
        const entry = JSON.parse(line) as Record<string, string>;
        expect(entry['@level']).to.equal('error');
        expect(entry['error']).to.match(message);
        expect(sockets()).to.deep.equal([]);
      });
    }
  });

  describe('stop', () => {
    it('answers Shutdown, removes its socket and exits with 0, even with timers left [P08] [P11]', async () => {
      const program = settable({ timer: true });
      await program.line();
      expect(sockets())
        .to.have.length(2)
        .and.to.satisfy((names: string[]) => names.some((name) => /^plugin-dir\w+\/plugin\d+$/.test(name)));
      expect(await shutdown(program)).to.equal(null);
      // Its timer would keep it for ever; that it ends while its host waits is shown with Go's (go-host.spec.ts).
      expect(await program.ended).to.equal(0);
      expect(sockets()).to.deep.equal([]);
    });

    it('has its socket for this user alone, with a umask of 000 and a TMPDIR of 200 characters', async () => {
      const long = join(directory, 'x'.repeat(200 - directory.length - 1));
      mkdirSync(long);
      const short = join(directory, 'run');
      mkdirSync(short, { mode: 0o700 });
      const before = process.umask(0);
      try {
        for (const [env, parent] of [
          [{}, directory],
          [{ TMPDIR: long, XDG_RUNTIME_DIR: short }, short],
        ] as const) {
          const program = settable({}, env);
          const address = await program.address();
          expect(dirname(dirname(address))).to.equal(parent);
          expect((statSync(address).mode & 0o777).toString(8)).to.equal('600');
          expect((statSync(dirname(address)).mode & 0o777).toString(8)).to.equal('700');
          await shutdown(program);
          expect(await program.ended).to.equal(0);
        }
      } finally {
        process.umask(before);
      }
    });

    it('runs the hook with the reason [P12]', async () => {
      const marker = join(directory, 'marker');
      const program = settable({ hook: marker });
      await shutdown(program);
      await program.ended;
      expect(readFileSync(marker, 'utf8')).to.equal('host');
    });

    it('does not wait for a hook that hangs [P12]', async () => {
      const program = settable({ hook: 'hang', shutdownTimeoutMs: 100 });
      expect(await shutdown(program)).to.equal(null);
      expect(await program.ended).to.equal(0);
      expect(program.stderr).to.include('onShutdown did not end in time');
    });

    it('ignores SIGINT, even twice, and stops gracefully at SIGTERM [P08] [P13]', async () => {
      const marker = join(directory, 'marker');
      const program = settable({ hook: marker });
      await program.line();
      for (const count of [1, 2]) {
        program.child.kill('SIGINT');
        await program.until(() => program.stderr.includes(`"count":${count}`));
      }
      program.child.kill('SIGTERM');
      expect(await program.ended).to.equal(143);
      expect(readFileSync(marker, 'utf8')).to.equal('signal');
      expect(sockets()).to.deep.equal([]);
    });

    it('writes an uncaught error as a panic and exits with 1, without its socket [P08] [P18]', async () => {
      const program = settable({ throwAfter: 'the reason' });
      expect(await program.ended).to.equal(1);
      expect(program.stderr).to.match(/^panic: Error: the reason\n +at /m);
      expect(sockets()).to.deep.equal([]);
    });

    for (const [what, env] of [
      ['alone', {}],
      ['and its stderr was shared', { SHARE_STDERR: '1' }],
      ['and a shell stood between them, which lives on', { BEHIND_SHELL: '1' }],
    ] as const) {
      it(`ends when its host was killed, ${what} [P14]`, async () => {
        const host = new PluginProgram([node, pluginServer('host'), node, pluginServer('settable')], {
          TMPDIR: directory,
          ...cookie,
          ...env,
        });
        programs.push(host);
        const pid = Number((await host.line()).split(' ')[0]);
        expect(existsSync(`/proc/${pid}`) || process.platform !== 'linux').to.equal(true);
        host.child.kill('SIGKILL');
        expect(await ends(pid)).to.equal(true);
        expect(sockets()).to.deep.equal([]);
      });
    }
  });

  it('stays responsive after printing 10 MB that nobody reads [P16]', async () => {
    const program = run('printing', { PRINT_BYTES: String(10 * 1024 * 1024) });
    await program.until(() => program.stderr.includes('"@message":"printed"'));
    expect(program.stderr).to.include('printed text was dropped');
    expect(await shutdown(program)).to.equal(null);
    expect(await program.ended).to.equal(0);
    expect(program.stdout.split('\n')).to.have.length(2);
  });

  it('writes its log as hclog lines on the real stderr [P17]', async () => {
    const program = run('printing', { PRINT_BYTES: '0' });
    await program.until(() => program.stderr.includes('printed'));
    const line = program.stderr.split('\n').find((text) => text.includes('printed')) ?? '';
    expect(JSON.parse(line)).to.include({ '@level': 'info', '@module': 'printing', answer: 42, error: 'no' });
    expect(line).to.match(/"@timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"/);
  });
});
