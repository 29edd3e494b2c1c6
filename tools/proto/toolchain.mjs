// Installs the programs that generate code. Everything comes from package registries and stays in .cache/proto.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// The last protoc that writes JavaScript by itself. google-protobuf 3.21 is the runtime for its output.
const PROTOC_VERSION = '3.20.3';
const PROTOC_GEN_GO = { module: 'google.golang.org/protobuf/cmd/protoc-gen-go', version: 'v1.36.12' };
const PROTOC_GEN_GO_GRPC = { module: 'google.golang.org/grpc/cmd/protoc-gen-go-grpc', version: 'v1.6.2' };

const toolsDir = import.meta.dirname;
const cacheDir = path.join(toolsDir, '../../.cache/proto');

/** A program of the toolchain is not available on this machine. The proto files are not at fault. */
export class ToolMissing extends Error {}

export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (done.error) throw done.error;
  if (done.status !== 0)
    throw new Error(`${path.basename(command)} failed (${done.status}): ${done.stderr || done.stdout}`);
  return done.stdout;
}

function isOnPath(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

const platforms = {
  'linux-x64': ['linux-x86_64', '7bf21b9e0a5390dbebe784a4aca1d64683af157b5a22847369737509e8e6cf30'],
  'linux-arm64': ['linux-aarch_64'],
  'darwin-x64': ['osx-x86_64'],
  'darwin-arm64': ['osx-aarch_64'],
  'win32-x64': ['windows-x86_64'],
};

/**
 * The protoc that npm installs with grpc-tools; undefined where that could not be installed, because it downloads the program from a server of
 * its own.
 */
export function grpcToolsProtoc(modules = path.join(toolsDir, 'node_modules')) {
  const file = path.join(modules, 'grpc-tools/bin', process.platform === 'win32' ? 'protoc.exe' : 'protoc');
  return existsSync(file) && isOnPath(file, '--version') ? file : undefined;
}

/** The path of the protoc that writes the JavaScript: that of grpc-tools, or else the one of {@link mavenProtoc}. */
export async function protoc(modules) {
  return grpcToolsProtoc(modules) ?? (await mavenProtoc());
}

/** The path of protoc. The first use downloads it from Maven Central. */
export async function mavenProtoc() {
  const [classifier, sha256] = platforms[`${process.platform}-${process.arch}`] ?? [];
  if (!classifier) throw new ToolMissing(`Maven Central has no protoc for ${process.platform}-${process.arch}`);
  const file = `protoc-${PROTOC_VERSION}-${classifier}.exe`;
  const target = path.join(cacheDir, file);
  if (!existsSync(target)) {
    mkdirSync(cacheDir, { recursive: true });
    const bytes = await downloadProtoc(file, classifier);
    const found = createHash('sha256').update(bytes).digest('hex');
    if (sha256 && found !== sha256) throw new Error(`${file} has the checksum ${found}, not ${sha256}`);
    const part = `${target}.${process.pid}`;
    writeFileSync(part, bytes);
    chmodSync(part, 0o755);
    renameSync(part, target);
  }
  return target;
}

async function downloadProtoc(file, classifier) {
  const base = 'https://repo1.maven.org/maven2/com/google/protobuf/protoc';
  try {
    const answer = await fetch(`${base}/${PROTOC_VERSION}/${file}`, { signal: AbortSignal.timeout(120_000) });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    // Behind a mirror that only Maven's settings name, Maven can download what fetch cannot.
    if (!isOnPath('mvn', '--version'))
      throw new ToolMissing(`protoc: Maven Central does not answer (${error.message})`);
    return downloadWithMaven(file, classifier);
  }
}

function downloadWithMaven(file, classifier) {
  const artifact = `com.google.protobuf:protoc:${PROTOC_VERSION}:exe:${classifier}`;
  try {
    run('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${cacheDir}/mvn`]);
  } catch (error) {
    throw new ToolMissing(`protoc: Maven cannot get ${artifact} (${error.message})`);
  }
  return readFileSync(path.join(cacheDir, 'mvn', file));
}

/** Installs tools/proto's own packages unless they are there. Of their install scripts only that of grpc-tools runs, and it may fail. */
export function installPackages() {
  const lock = path.join(toolsDir, 'package-lock.json');
  const installed = path.join(toolsDir, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  try {
    run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: toolsDir });
  } catch (error) {
    throw new ToolMissing(`npm cannot install the packages of tools/proto (${error.message})`);
  }
  // A proxy that refuses the download is why the other protoc exists.
  spawnSync(npm, ['rebuild', 'grpc-tools'], { cwd: toolsDir, stdio: 'ignore', timeout: 120_000 });
}

/** `{ go, grpc }`: the paths of protoc-gen-go and protoc-gen-go-grpc. */
export function goGenerators() {
  if (!isOnPath('go', 'version')) throw new ToolMissing('there is no Go on this machine');
  return { go: goInstall(PROTOC_GEN_GO), grpc: goInstall(PROTOC_GEN_GO_GRPC) };
}

function goInstall({ module, version }) {
  const bin = path.join(cacheDir, `go-${version}`);
  const program = path.join(bin, path.basename(module) + (process.platform === 'win32' ? '.exe' : ''));
  if (!existsSync(program)) {
    try {
      run('go', ['install', `${module}@${version}`], { env: { ...process.env, GOBIN: bin } });
    } catch (error) {
      throw new ToolMissing(`go cannot install ${module}@${version} (${error.message})`);
    }
  }
  return program;
}
