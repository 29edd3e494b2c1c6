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
