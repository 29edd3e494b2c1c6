import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { expect } from 'chai';
import { spawnPiped, type PipedChild } from '../../src/index.js';

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: string): Promise<Outcome> {
  const child = await spawnPiped('/bin/sh', ['-c', command], { stdin: 'ignore' });
  const [stdout, stderr] = await Promise.all([child.stdout, child.stderr].map(read));
  if (child.process.exitCode === null) await once(child.process, 'exit');
  return { stdout: stdout ?? '', stderr: stderr ?? '' };
}

async function read(stream: Readable): Promise<string> {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(stream, 'close');
  return text;
}

/** Numbers of the descriptors that this process has open. */
const descriptors = (): number => readdirSync('/proc/self/fd').length;

/** A program that takes all its descriptors, tries to start children, and starts one when the descriptors are free again. */
const withoutDescriptors = `
  import { once } from 'node:events';
  import { closeSync, openSync } from 'node:fs';
  import { spawnPiped } from '${import.meta.resolve('../../src/index.js')}';
  const handles = () => process.getActiveResourcesInfo().filter((kind) => kind === 'PipeWrap').length;
  const start = () => spawnPiped('/bin/true', [], { stdin: 'ignore' });
  const before = handles();
  const taken = [];
  try { for (;;) taken.push(openSync('/dev/null', 'r')); } catch {}
  const codes = [];
  for (let time = 1; time <= 3; time++)
    codes.push(await start().then(({ process: child }) => once(child, 'error'), (error) => [error]).then(([error]) => error.code));
  taken.forEach((fd) => closeSync(fd));
  const lost = handles() - before;
  const child = await start();
  const [exitCode] = await once(child.process, 'exit');
  console.log(JSON.stringify({ codes, handles: lost, exitCode }));
  process.exit();
`;

describe('spawnPiped', () => {
  it('gives a child stdout and stderr that it can open by path', async () => {
    const outcome = await run('echo one > /dev/stderr && echo two | tee /dev/stdout');
    expect(outcome).to.deep.equal({ stdout: 'two\ntwo\n', stderr: 'one\n' });
  });

  it('reads every byte of both', async () => {
    const { stdout, stderr } = await run('head -c 1000000 /dev/zero; head -c 300000 /dev/zero >&2');
    expect([stdout.length, stderr.length]).to.deep.equal([1_000_000, 300_000]);
  });

  it('uses its pipes again, and never mixes up the output of two children', async function () {
    if (!existsSync('/proc/self/fd')) return this.skip();
    await run('true');
    const before = descriptors();
    for (let child = 1; child <= 20; child++)
      expect(await run(`echo ${child}; echo ${-child} >&2`)).to.deep.equal({
        stdout: `${child}\n`,
        stderr: `${-child}\n`,
      });
    expect(descriptors()).to.equal(before);
  });

  it('starts many children at once', async () => {
    const children = Array.from({ length: 12 }, (_, index) => run(`echo ${index}`));
    const printed = (await Promise.all(children)).map(({ stdout }) => Number(stdout));
    expect(printed).to.deep.equal(Array.from({ length: 12 }, (_, index) => index));
  });

  it('leaves nothing open when the program cannot be started', async () => {
    const child: PipedChild = await spawnPiped('/nowhere/program', [], { stdin: 'ignore' });
    const [error] = (await once(child.process, 'error').catch((reason: unknown) => [reason])) as [unknown];
    expect(error).to.have.property('code', 'ENOENT');
    expect([child.stdout.destroyed, child.stderr.destroyed]).to.deep.equal([true, true]);
  });

  it('fails with EMFILE while there is no descriptor, loses no handle by that, and starts the next child', async function () {
    if (!existsSync('/proc/self/fd')) return this.skip();
    // In a process with few descriptors, because Node raises the limit of its own.
    const { stdout, stderr } = await run(
      `ulimit -n 64 && exec '${process.execPath}' --input-type=module -e "${withoutDescriptors}"`,
    );
    expect(stderr).to.equal('');
    expect(JSON.parse(stdout)).to.deep.equal({ codes: ['EMFILE', 'EMFILE', 'EMFILE'], handles: 0, exitCode: 0 });
  });

  it('breaks the pipe of a process that still writes when its reader is gone', async () => {
    const child = await spawnPiped('/bin/sh', ['-c', 'while echo more; do sleep 0.01; done'], { stdin: 'ignore' });
    await once(child.stdout, 'data');
    const exited = once(child.process, 'exit');
    child.stdout.destroy();
    child.stderr.destroy();
    await exited;
  });
});
