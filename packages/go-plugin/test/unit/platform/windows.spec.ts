import { expect } from 'chai';
import { socketDialer } from '../../../src/net/dial.js';
import { listenOptions } from '../../../src/client/host-broker.js';
import { makeSocketDir } from '../../../src/client/socket-dir.js';
import { platformOf } from '../../../src/platform.js';
import { AttachedProcess } from '../../../src/process/attached-process.js';
import { listen } from '../../../src/net/listener.js';
import { failure } from '../../support/go-plugin-failure.js';

const windows = platformOf('win32');
const linux = platformOf('linux');
const settings = { minPort: 10_000, maxPort: 25_000, unixSocketConfig: { group: 'plugins', tempDir: '/run' } };

/** The signals that ending a process of this platform sends. */
function signalsOf(platform: typeof windows): readonly (NodeJS.Signals | 0)[] {
  const signals: (NodeJS.Signals | 0)[] = [];
  const send = (_pid: number, signal: NodeJS.Signals | 0): void => {
    if (signal !== 0) signals.push(signal);
  };
  const attached = new AttachedProcess(4711, send, platform);
  attached.confirm();
  attached.terminate();
  signals.push(0);
  attached.kill();
  attached.release();
  return signals;
}

describe('a host on Windows', () => {
  it('makes no directory for sockets [X02]', async () => {
    expect(await makeSocketDir({ group: 'plugins', tempDir: '/run' }, windows)).to.equal(undefined);
  });

  it('serves brokered connections on the ports that plugins get [X02]', () => {
    expect(listenOptions(undefined, settings, windows)).to.deep.equal({
      network: 'tcp',
      ports: { min: 10_000, max: 25_000 },
    });
  });

  it('is another one than elsewhere [X02] [H32]', () => {
    expect(listenOptions('/run/x', settings, linux)).to.deep.equal({
      network: 'unix',
      directory: '/run/x',
      group: 'plugins',
    });
    expect(listenOptions(undefined, settings, platformOf('darwin'))).to.include({ directory: '/run' });
  });

  it('does not use a signal to ask, because every signal is TerminateProcess there [X02]', () => {
    expect(signalsOf(windows)).to.deep.equal([0, 'SIGKILL']);
    expect(signalsOf(linux)).to.deep.equal(['SIGTERM', 0, 'SIGKILL']);
  });

  it('says why it cannot dial a plugin that listens on a unix socket [X02]', async () => {
    const dial = socketDialer({ network: 'unix', address: 'C:\\Temp\\plugin123' }, undefined, { platform: windows });
    const { message } = await failure(dial(new AbortController().signal), 'CONNECT_FAILED');
    expect(message).to.equal(
      'could not connect to unix:C:\\Temp\\plugin123: Node has no unix sockets on Windows; let the other side use tcp',
    );
  });

  it('says why it cannot listen on a unix socket, or give one to a group [X02]', async () => {
    const error = await failure(listen({ network: 'unix', directory: 'C:\\Temp' }, windows), 'LISTEN_FAILED');
    expect(error.message).to.match(/no unix sockets on Windows/);
    const refused = await windows.giveToGroup('C:\\Temp', 'plugins', 'socket').catch(String);
    expect(refused).to.match(/no groups of unix sockets/);
  });

  it('lets the system find a command without a path, and ignores the case of variable names [X02]', () => {
    expect(windows).to.include({ programsHaveSuffixes: true, variablesIgnoreCase: true, programKind: 'PE' });
  });
});

describe('a plugin on Windows', () => {
  it('checks whether its host is alive, because ppid does not change [X02]', () => {
    expect(windows.parentGone(process.pid)).to.equal(false);
    expect(windows.parentGone(2 ** 30)).to.equal(true);
    expect(linux.parentGone(process.ppid)).to.equal(false);
    expect(linux.parentGone(process.pid)).to.equal(true);
  });
});
