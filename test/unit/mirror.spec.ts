import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../packages/go-plugin/test/support/fixtures.js';

const kinds = ['unit', 'integration', 'interop'];

/** Folders of specs that are about no folder of the sources, each with what they are about. */
const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '.': {
    'unit/docs': 'pages, and files of the repository',
    'unit/tools': 'the folder tools',
    'unit/torture': 'the folder torture',
    'integration/app/authoring': 'projects of plugins, from their template to a run',
    'integration/app/install': 'the install of plugins, from the command to the start',
    'integration/docs': 'pages that a test generates',
    'integration/examples': 'the folder examples, and the code in pages',
    'integration/layers': 'the rules between all folders',
    'integration/packages': 'the tarballs',
    'interop/app/authoring': 'projects of plugins in other languages, and under a Go host',
    'interop/python': 'peers in Python, with their programs beside the spec',
    'interop/yaml': 'the YAML of a Go program, which is beside the spec',
  },
  'packages/go-plugin': {
    'unit/properties': 'properties of pure functions from several folders',
    'integration/examples': 'the folder examples',
    'integration/intruders': 'attackers of the whole',
    'interop/examples': 'the folder examples',
    'interop/grpcio': 'peers in Python',
    'interop/handshake-verdicts': 'verdicts of a Go host, with its program beside the spec',
    'interop/tls': 'peers with other certificates',
    'interop/versions': 'other versions of go-plugin',
  },
};

/** Specs with the name of a source file in another folder. */
const namesakes: Readonly<Record<string, string>> = {
  'test/unit/app/composition/events.spec.ts': 'the events of a host as a whole',
  'packages/go-plugin/test/unit/connect/connect.spec.ts': 'the folder connect as a whole, not client/connect.ts',
};

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));

/** `test/unit/a/b.spec.ts` as its kind, its folder `a` and its name `b`. */
interface Spec {
  readonly path: string;
  readonly kind: string;
  readonly folder: string;
  readonly name: string;
}

const specsOf = (root: string): readonly Spec[] =>
  kinds
    .filter((kind) => existsSync(join(projectRoot, root, 'test', kind)))
    .flatMap((kind) =>
      filesBelow(join(projectRoot, root, 'test', kind))
        .filter((file) => file.endsWith('.spec.ts'))
        .map((file) => ({
          path: join(root, 'test', kind, file),
          kind,
          folder: dirname(file),
          name: basename(file, '.spec.ts'),
        })),
    );

const roots = ['.', ...readdirSync(join(projectRoot, 'packages')).map((name) => `packages/${name}`)].filter((root) =>
  existsSync(join(projectRoot, root, 'test')),
);

describe('The folders of the tests', () => {
  for (const root of roots) {
    const specs = specsOf(root);
    const source = (path: string): string => join(projectRoot, root, 'src', path);
    const allowed = others[root] ?? {};

    const isAllowed = (folder: string): boolean =>
      Object.keys(allowed).some((other) => folder === other || folder.startsWith(`${other}/`));

    it(`have the names of those in ${join(root, 'src')}, or say what they are about`, () => {
      const foreign = specs.filter(
        ({ kind, folder }) =>
          // A source file that has several specs may have a folder of them.
          ![source(folder), source(`${folder}.ts`)].some((path) => existsSync(path)) && !isAllowed(`${kind}/${folder}`),
      );
      expect(foreign.map(({ path }) => path)).to.deep.equal([]);
      const unused = Object.keys(allowed).filter((folder) => !existsSync(join(projectRoot, root, 'test', folder)));
      expect(unused).to.deep.equal([]);
    });

    // An integration test starts from the folder that its user calls, so `client/secure-config` tests process/secure-config.ts.
    it(`hold each unit test that has the name of a file in ${join(root, 'src')} where that file is`, () => {
      const sources = filesBelow(source('.')).filter((file) => file.endsWith('.ts'));
      const misplaced = specs.filter(({ path, kind, folder, name }) => {
        if (kind !== 'unit') return false;
        const homes = sources.filter((file) => basename(file, '.ts') === name).map((file) => dirname(file));
        const excused = Object.hasOwn(namesakes, path) || isAllowed(`${kind}/${folder}`);
        return homes.length > 0 && !homes.includes(folder) && !excused;
      });
      expect(misplaced.map(({ path }) => path)).to.deep.equal([]);
    });
  }
});
