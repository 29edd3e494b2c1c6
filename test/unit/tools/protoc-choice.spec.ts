import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

interface Toolchain {
  readonly grpcToolsProtoc: (modules: string) => string | undefined;
  readonly protoc: (modules: string) => Promise<string>;
}

const { grpcToolsProtoc, protoc } = (await import(`${projectRoot}tools/proto/toolchain.mjs`)) as Toolchain;

describe('the protoc of npm run proto:generate', () => {
  let modules: string;
  beforeEach(async () => {
    modules = await mkdtemp(join(tmpdir(), 'proto-modules-'));
  });
  afterEach(() => rm(modules, { recursive: true }));

  /** What npm leaves of grpc-tools: the program is there only when its download has succeeded. */
  async function install(program?: string): Promise<string> {
    const file = join(modules, 'grpc-tools/bin/protoc');
    await mkdir(join(modules, 'grpc-tools/bin'), { recursive: true });
    if (program !== undefined) await writeFile(file, program);
    if (program !== undefined) await chmod(file, 0o755);
    return file;
  }

  it('is that of grpc-tools where npm could install it', async () => {
    const file = await install('#!/bin/sh\necho libprotoc 3.19.1\n');
    expect(grpcToolsProtoc(modules)).to.equal(file);
    expect(await protoc(modules)).to.equal(file);
  });

  it('is another one where grpc-tools is missing, or its download was refused', async () => {
    expect(grpcToolsProtoc(modules)).to.equal(undefined);
    await install();
    expect(grpcToolsProtoc(modules)).to.equal(undefined);
  });

  it('is another one where that of grpc-tools does not run on this machine', async () => {
    await install('#!/bin/sh\nexit 1\n');
    expect(grpcToolsProtoc(modules)).to.equal(undefined);
  });
});
