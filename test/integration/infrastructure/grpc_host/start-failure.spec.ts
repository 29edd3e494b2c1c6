import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { GoPluginError } from 'go-plugin-node';
import type { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { explainStart, tempFolderProblem } from '../../../../src/infrastructure/grpc_host/start-failure.js';

describe('explainStart()', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'awf-start-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** The error for a program that ends without a handshake. */
  async function explain(
    script: string,
    exitCode = 0,
    packageJson?: string,
  ): Promise<AwfError<'EXECUTION.PLUGIN.CRASHED'>> {
    const path = join(folder, 'awf-plugin-p');
    await writeFile(path, script);
    await rm(join(folder, 'package.json'), { force: true });
    if (packageJson !== undefined) await writeFile(join(folder, 'package.json'), packageJson);
    const details = { path, exitCode, exitSignal: null, notes: [], stderrTail: '' };
    const error = await explainStart('p', path, new GoPluginError('EXITED_BEFORE_HANDSHAKE', details));
    return error as AwfError<'EXECUTION.PLUGIN.CRASHED'>;
  }

  it('names the missing "type": "module" for a program for Node that ends with 0', async () => {
    for (const packageJson of ['{}', 'null', '{"type":"commonjs"}']) {
      const { details } = await explain('#!/usr/bin/env node\n', 0, packageJson);
      expect(details.notes).to.deep.equal(['it is a program for Node, and it ended before it served']);
      expect(details.remedy).to.match(/"type": "module".*calls serve\(\)/u);
    }
  });

  it('does not name it where package.json has it, and reads on above where package.json cannot be read', async () => {
    expect((await explain('#!/usr/bin/env node\n', 0, '{"type":"module"}')).details.remedy).to.match(
      /^Check that .*serve\(\)/u,
    );
    expect((await explain('#!/usr/bin/env node\n', 0, '{')).details.remedy).to.contain('"type": "module"');
  });

  it('says nothing about other programs, and other ends', async () => {
    expect((await explain('#!/bin/sh\n')).details.remedy).to.equal(undefined);
    expect((await explain('no script of node\n')).details.remedy).to.equal(undefined);
    expect((await explain('#!/usr/bin/env node\n', 1)).details.remedy).to.equal(undefined);
    await rm(join(folder, 'awf-plugin-p'));
    const gone = { path: join(folder, 'awf-plugin-p'), exitCode: 0, exitSignal: null, notes: [], stderrTail: '' };
    const error = await explainStart('p', gone.path, new GoPluginError('EXITED_BEFORE_HANDSHAKE', gone));
    expect(error.code).to.equal('EXECUTION.PLUGIN.CRASHED');
  });

  it('names the interpreter that env did not find', async () => {
    for (const line of ['#!/usr/bin/env no-such-thing', '#! /bin/env -S no-such-thing --flag']) {
      const error = (await explain(`${line}\n`, 127)) as AwfError;
      expect(error.code).to.equal('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE');
      expect(error.details).to.include({
        reason: 'its interpreter no-such-thing is not in the PATH',
        remedy: 'Install no-such-thing, or add its folder to PATH.',
      });
    }
    // The program was found, so it is the program that ended.
    for (const line of ['#!/usr/bin/env sh', '#!/bin/sh', '#!/usr/bin/env A=1'])
      expect((await explain(`${line}\n`, 127)).code).to.equal('EXECUTION.PLUGIN.CRASHED');
  });

  it('blames the limit of processes for a program that gets no thread', async () => {
    for (const stderrTail of [
      'node::WorkerThreadsTaskRunner::WorkerThreadsTaskRunner(int) [node]',
      'runtime: failed to create new OS thread (have 5 already; errno=11)',
      "RuntimeError: can't start new thread",
      '/bin/sh: fork: Resource temporarily unavailable',
    ]) {
      const details = { path: '/p', exitCode: null, exitSignal: 'SIGABRT', notes: [], stderrTail } as const;
      const error = await explainStart('p', '/p', new GoPluginError('EXITED_BEFORE_HANDSHAKE', details));
      expect((error as AwfError<'EXECUTION.PLUGIN.CRASHED'>).details.remedy).to.include('ulimit -u');
    }
  });

  it('blames the limit of processes for a program that cannot be started', async () => {
    const cause = Object.assign(new Error('spawn EAGAIN'), { code: 'EAGAIN' });
    const error = await explainStart('p', '/p', new GoPluginError('SPAWN_FAILED', { path: '/p' }, { cause }));
    expect(error.message).to.include('the system allows this user no more processes');
    expect((error as AwfError<'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE'>).details.remedy).to.include('ulimit -u');
  });

  it('blames a temp folder that cannot be used, if the plugin names it', async () => {
    const { TMPDIR } = process.env;
    const missing = join(folder, 'none');
    const crash = (stderrTail: string): Promise<AwfError> => {
      const details = { path: '/p', exitCode: 1, exitSignal: null, notes: [], stderrTail };
      return explainStart('p', '/p', new GoPluginError('EXITED_BEFORE_HANDSHAKE', details));
    };
    try {
      process.env.TMPDIR = missing;
      const error = await crash(`could not listen on ${missing}/plugin123`);
      expect(error.code).to.equal('SYSTEM.IO.WRITE_FAILED');
      expect(error.message).to.equal(
        `${missing} could not be written: plugin p needs this temp folder for its socket, but it does not exist`,
      );
      expect(error.details).to.have.property('remedy').that.contains('Set TMPDIR');
      expect((await crash('out of cheese')).code).to.equal('EXECUTION.PLUGIN.CRASHED');
      process.env.TMPDIR = folder;
      expect((await crash(`could not listen on ${folder}/plugin123`)).code).to.equal('EXECUTION.PLUGIN.CRASHED');
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
  });

  it('knows a temp folder that cannot be used', async () => {
    expect(await tempFolderProblem(folder)).to.equal(undefined);
    expect(await tempFolderProblem(join(folder, 'none'))).to.equal('it does not exist');
    expect(await tempFolderProblem(process.execPath)).to.equal('it is not a folder');
    // A user who may do everything can write everywhere.
    if (process.getuid?.() === 0) return;
    await mkdir(join(folder, 'locked'));
    await chmod(join(folder, 'locked'), 0o500);
    expect(await tempFolderProblem(join(folder, 'locked'))).to.equal('it may not be written to');
  });
});
