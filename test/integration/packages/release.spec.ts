import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';
import { packageFolders, type PackageName } from '../../support/packed.js';

interface Component {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly components?: readonly Component[];
}

interface Sbom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

interface Provenance {
  readonly _type: string;
  readonly subject: readonly { readonly name: string; readonly digest: Readonly<Record<string, string>> }[];
  readonly predicate: {
    readonly buildDefinition: {
      readonly externalParameters: { readonly commit: string };
      readonly internalParameters: { readonly commands: readonly string[] };
      readonly resolvedDependencies: readonly { readonly digest: Readonly<Record<string, string>> }[];
    };
  };
}

const jsonOf = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) as unknown;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const hashOf = ({ hashes = [] }: Component): string | undefined => hashes.find(({ alg }) => alg === 'SHA-256')?.content;
const related = ({ components }: Sbom, relation: string): readonly string[] =>
  components
    .filter(({ properties = [] }) => properties.some(({ value }) => value === relation))
    .map(({ name, version = '' }) => `${name}@${version}`)
    .sort();

/** The packages whose files the source maps of a build name. */
async function mapped(dist: string): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const file of await readdir(dist, { recursive: true })) {
    if (!file.endsWith('.map')) continue;
    const { sources } = (await jsonOf(join(dist, file))) as { readonly sources: readonly string[] };
    for (const source of sources) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/[^]*$/u.exec(source)?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  const versions = [...names].map(async (name) => {
    const manifest = (await jsonOf(join(projectRoot, 'node_modules', name, 'package.json'))) as {
      readonly version: string;
    };
    return `${name}@${manifest.version}`;
  });
  return (await Promise.all(versions)).sort();
}

describe('The files of a release', function () {
  this.timeout(300_000);
  let out = '';
  let names: readonly string[] = [];
  const tarballOf = (name: PackageName): string =>
    names.find((file) => new RegExp(`^${name}-\\d.*\\.tgz$`, 'u').test(file)) ?? '';

  before(async () => {
    out = await mkdtemp(join(tmpdir(), 'awf-release-'));
    // Of what the tests have built. A developer's tree may have changes.
    const args = ['tools/release.mjs', '--built', '--allow-dirty', '--out', out];
    const { exitCode, stderr } = await runProgram(process.execPath, args, { cwd: projectRoot });
    expect(exitCode, stderr).to.equal(0);
    names = await readdir(out);
  });

  after(async () => {
    if (out !== '') await rm(out, { recursive: true });
  });

  for (const [name, directory] of Object.entries(packageFolders) as [PackageName, string][])
    describe(`of ${name}`, () => {
      let sbom: Sbom;
      let provenance: Provenance;
      let tarball: Buffer;

      before(async () => {
        tarball = await readFile(join(out, tarballOf(name)));
        sbom = (await jsonOf(join(out, `${tarballOf(name)}.cdx.json`))) as Sbom;
        provenance = (await jsonOf(join(out, `${tarballOf(name)}.intoto.json`))) as Provenance;
      });

      it('name the tarball by its hash', () => {
        expect(sbom.bomFormat).to.equal('CycloneDX');
        expect(sbom.metadata.component.name).to.equal(name);
        expect(hashOf(sbom.metadata.component)).to.equal(sha256(tarball));
        expect(provenance.subject[0]).to.deep.include({ name: tarballOf(name) });
        expect(provenance.subject[0]?.digest.sha256).to.equal(sha256(tarball));
      });

      it('list exactly the files that are packed, each with its hash', async () => {
        const folder = await mkdtemp(join(out, 'unpacked-'));
        await runProgram('tar', ['-xzf', join(out, tarballOf(name)), '-C', folder]);
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        const packed = await Promise.all(
          entries
            .filter((entry) => entry.isFile())
            .map(async (entry) => {
              const path = join(entry.parentPath, entry.name);
              return `${path.slice(folder.length + 1)} ${sha256(await readFile(path))}`;
            }),
        );
        const listed = (sbom.metadata.component.components ?? []).map((file) => `${file.name} ${hashOf(file) ?? ''}`);
        expect(listed.sort()).to.deep.equal(packed.sort());
      });

      it('list the packages whose code is in the tarball, as its source maps have them', async () => {
        expect(related(sbom, 'contained')).to.deep.equal(await mapped(join(projectRoot, directory, 'dist')));
      });

      it('list what npm installs with it', async () => {
        const { dependencies = {} } = (await jsonOf(join(projectRoot, directory, 'package.json'))) as {
          readonly dependencies?: Readonly<Record<string, string>>;
        };
        const installed = related(sbom, 'installed').map((id) => id.slice(0, id.lastIndexOf('@')));
        expect(installed).to.include.members(Object.keys(dependencies));
        if (Object.keys(dependencies).length === 0) expect(installed).to.deep.equal([]);
      });

      it('say from which commit and by which commands it was made', async () => {
        const { stdout } = await runProgram('git', ['rev-parse', 'HEAD'], { cwd: projectRoot });
        const { externalParameters, internalParameters, resolvedDependencies } = provenance.predicate.buildDefinition;
        expect(provenance._type).to.equal('https://in-toto.io/Statement/v1');
        expect(externalParameters.commit).to.equal(stdout.trim());
        expect(internalParameters.commands.join()).to.include('npm pack');
        const lock = await readFile(join(projectRoot, 'package-lock.json'));
        expect(resolvedDependencies.map(({ digest }) => digest.sha256 ?? digest.gitCommit)).to.deep.equal([
          stdout.trim(),
          sha256(lock),
        ]);
      });
    });
});
