import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildGoProgram, hasGo } from '../packages/go-plugin/test/support/go.js';

/** Why benchmarks with Go cannot run here, if they cannot. */
export const withoutGo = (): string | undefined => (hasGo() ? undefined : 'go is not installed');

/** The AWF plugin written in Go, built on the real go-plugin. */
export const buildGoPlugin = (): Promise<string> =>
  buildGoProgram('packages/go-plugin/test/interop/go', './cmd/awf-plugin-goecho');

/** The Go host for the comparison. */
export const buildGoHost = (): Promise<string> => buildGoProgram('bench/go', '.');

/** The Go host that keeps one plugin and calls it, see load-host.ts. */
export const buildLoadHost = (): Promise<string> => buildGoProgram('bench/go', './load');

/** grpc-go's end of a stream, see stream.ts. */
export const buildGoStream = (): Promise<string> => buildGoProgram('bench/go', './stream');

/** A plugin directory with `count` copies of `binary`: goecho, goecho1, goecho2 and so on. */
export async function installGoPlugin(binary: string, count = 1): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'awf-bench-'));
  for (let index = 0; index < count; index += 1) {
    const name = index === 0 ? 'goecho' : `goecho${index}`;
    await mkdir(join(path, name));
    await symlink(binary, join(path, name, `awf-plugin-${name}`));
    const manifest = `name: ${name}\nversion: 1.0.0\nawf_version: ">=0.1.0"\ncapabilities: [operations]\n`;
    await writeFile(join(path, name, 'plugin.yaml'), manifest);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
