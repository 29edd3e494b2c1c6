import { expect } from 'chai';
import { AwfSandbox, examplePlugins, manifestOf } from '../../../support/awf.js';

interface Report {
  readonly ok: boolean;
  readonly name: string;
  readonly stages: readonly {
    readonly stage: string;
    readonly status: string;
    readonly error?: { readonly code: string };
  }[];
}

describe('awf plugin doctor', () => {
  let sandbox: AwfSandbox;

  beforeEach(async () => (sandbox = await AwfSandbox.create()));
  afterEach(() => sandbox[Symbol.asyncDispose]());

  it('shows each stage of a start that succeeds, also with a TMPDIR that does not exist', async () => {
    const run = await sandbox
      .with({ TMPDIR: '/nowhere' })
      .awf('plugin', 'doctor', 'echo', '--plugins-dir', examplePlugins);
    expect(run).to.include({ stderr: '', exitCode: 0 });
    expect(run.stdout).to.match(/^echo\n {2}✓ found {6}[ \d.]+m?s {2}\S+\n/u);
    for (const stage of ['handshake', 'TLS', 'info', 'config', 'init', 'shutdown'])
      expect(run.stdout).to.match(new RegExp(`^  ✓ ${stage} `, 'mu'));
    expect(run.stdout).to.match(/^ {2}✓ operations .*echo\.echo$/mu);
  });

  it('says where each start ends and why, as text and as JSON', async () => {
    await sandbox.plugin('broken', { manifest: 'name: broken\n', script: '' });
    await sandbox.plugin('chatty', { script: '#!/bin/sh\necho Welcome\n' });
    await sandbox.plugin('env', { script: '#!/usr/bin/env no-such-thing\n' });
    await sandbox.plugin('mode', { script: '#!/bin/sh\n', mode: 0o644 });
    await sandbox.plugin('old', { manifest: manifestOf('old').replace('>=0.5.0', '<0.1.0'), script: '' });
    const plugins = await sandbox.plugin('silent', { script: '#!/usr/bin/env node\n' });
    const run = await sandbox.awf('plugin', 'doctor', '--plugins-dir', plugins, '-f', 'json');
    const reports = JSON.parse(run.stdout) as readonly Report[];
    const ends = reports.map(({ name, stages }) => {
      const failed = stages.find(({ status }) => status === 'failed');
      return `${name}: ${failed?.stage ?? 'none'} ${failed?.error?.code ?? ''}`;
    });
    expect(ends).to.deep.equal([
      'broken: manifest USER.VALIDATION.MANIFEST_INVALID',
      'chatty: handshake EXECUTION.PLUGIN.HANDSHAKE_INVALID',
      'env: executable SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
      'mode: executable SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
      'old: manifest USER.VALIDATION.PLUGIN_VERSION_MISMATCH',
      'silent: handshake EXECUTION.PLUGIN.CRASHED',
    ]);
    expect(run.exitCode).to.equal(1);
    const text = await sandbox.awf('plugin', 'doctor', 'silent', '--plugins-dir', plugins);
    expect(text.stdout).to.match(/ {2}✗ handshake .*\n {6}plugin silent exited with code 0.*\n {6}.*"type": "module"/u);
    expect(text.exitCode).to.equal(3);
    const unknown = await sandbox.awf('plugin', 'doctor', 'nobody', '--plugins-dir', plugins, '-f', 'json');
    expect(JSON.parse(unknown.stdout)).to.have.nested.property('error.code', 'USER.INPUT.PLUGIN_NOT_FOUND');
  });
});
