import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PluginClient } from 'go-plugin-node';
import { expect } from 'chai';
import { call } from '../../../examples/promises.js';
import { handshake, streamer } from '../../../examples/streaming/contract.js';
import { Configure, Read, Write } from '../../../examples/streaming/generated/streamer_pb.cjs';
import { exampleProgram } from '../../support/fixtures.js';
import { buildUpstreamExample } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { rejection } from '../../support/rejection.js';
import { runProgram } from '../../support/run-program.js';

/** go-plugin's example hosts start a fixed path in the working directory: a program there that is our plugin. */
async function standIn(path: string, name: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/usr/bin/env node\nimport(${JSON.stringify(exampleProgram(name, 'plugin'))});\n`);
  await chmod(path, 0o755);
}

describe('With go-plugin’s own examples', () => {
  let directory: string;

  before(function () {
    requireGo(this);
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'examples-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('the streaming plugin is written to and read by the Go host', async function () {
    this.timeout(120_000);
    await standIn(join(directory, 'plugin/streamer'), 'streaming');
    const file = join(directory, 'file');
    const run = await runProgram(await buildUpstreamExample('streaming'), [file], { cwd: directory });
    expect(run.exitCode, run.stderr).to.equal(0);
    const lines = run.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)?.['@message'], run.stderr).to.equal('plugin exited');
    const received = lines.find((line) => line['@message'] === 'received 26 bytes');
    expect(received?.['bytes']).to.equal('Lorem ipsum dolor sit amet');
    expect(await readFile(file, 'utf8')).to.equal('Lorem ipsum dolor sit amet');
  });

  it('the streaming Go plugin is written to and read by a Node host of the same contract', async function () {
    this.timeout(120_000);
    const command = await buildUpstreamExample('streaming/plugin');
    await using client = new PluginClient({ handshake, plugins: { streamer }, command, stdin: 'ignore' });
    const service = await client.dispense('streamer');
    const path = join(directory, 'file');
    const configuration = new Configure.Request().setPath(path).setChunkSize(10);
    await call<Configure.Response>((done) => service.configure(configuration, done));
    const written = call<Write.Response>((done) => {
      const stream = service.write(done);
      for (const piece of ['Lorem ipsum ', 'dolor sit ', 'amet'])
        stream.write(new Write.RequestChunk().setBytesToWrite(Buffer.from(piece)));
      stream.end();
    });
    // That plugin writes the file and forgets to answer. A Go host takes that for the end of a stream; to gRPC it is an error.
    expect(await rejection(written)).to.have.property('details', 'No message received');
    expect(await readFile(path, 'utf8')).to.equal('Lorem ipsum dolor sit amet');
    const pieces: string[] = [];
    for await (const piece of service.read(new Read.Request()) as AsyncIterable<Read.ResponseChunk>)
      pieces.push(Buffer.from(piece.getReadBytes_asU8()).toString());
    expect(pieces).to.deep.equal(['Lorem ipsu', 'm dolor si', 't amet']);
  });

  it('the negotiating plugin serves version 3 to the Go host [P04]', async function () {
    this.timeout(120_000);
    await standIn(join(directory, 'kv-plugin'), 'negotiated');
    const host = await buildUpstreamExample('negotiated');
    const run = await runProgram(host, ['get', 'hello'], { cwd: directory, env: { KV_PROTO: 'grpc' } });
    expect(run).to.deep.include({ exitCode: 0, stdout: 'nothing\n' });
  });

  it('the negotiating host agrees on version 3 with the Go plugin [H17]', async function () {
    this.timeout(120_000);
    const plugin = await buildUpstreamExample('negotiated/plugin-go');
    const run = await runProgram(process.execPath, [exampleProgram('negotiated', 'host'), '--plugin', plugin], {
      cwd: directory,
    });
    expect(run.stderr).to.equal('');
    expect(run.stdout).to.include('the plugin chose 3\nhello is world\n');
    expect(run.stdout).to.include('Read by plugin version 3\n');
    expect(run.stdout).to.include('too old to list its keys');
  });
});
