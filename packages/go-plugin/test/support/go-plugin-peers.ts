import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goBuild } from './go.js';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const goModule = join(root, 'packages/go-plugin/test/interop/go');
const builds = new Map<string, Promise<string>>();

/** Versions of go-plugin that our Go programs are built with; see packages/go-plugin/test/interop/go-old/README.md. */
export const goPluginVersions = ['v1.4.8', 'v1.6.3', 'v1.8.0'] as const;
export type GoPluginVersion = (typeof goPluginVersions)[number];

const buildFlags: Readonly<Record<GoPluginVersion, readonly string[]>> = {
  'v1.4.8': ['-modfile=../go-old/v1.4.8.mod', '-tags=before_multiplexing'],
  'v1.6.3': ['-modfile=../go-old/v1.6.3.mod'],
  'v1.8.0': [],
};

/**
 * Builds `cmd/<name>` of packages/go-plugin/test/interop/go with a version of go-plugin. Returns the path of the
 * program.
 */
export function buildPeer(name: string, version: GoPluginVersion = 'v1.8.0'): Promise<string> {
  return build(join(version, name), `./cmd/${name}`, buildFlags[version]);
}

/** Builds one of go-plugin's own examples from Go's module cache: `grpc`, `grpc/plugin-go-grpc`, ... */
export function buildUpstreamExample(path: string): Promise<string> {
  return build(join('examples', path, 'program'), `github.com/hashicorp/go-plugin/examples/${path}`, []);
}

function build(name: string, goPackage: string, flags: readonly string[]): Promise<string> {
  const output = join(root, '.cache/go-plugin', name);
  const building = builds.get(output) ?? goBuild(goModule, output, [...flags, goPackage]);
  builds.set(output, building);
  return building;
}
