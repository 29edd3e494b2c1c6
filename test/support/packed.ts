import { cp, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../packages/go-plugin/test/support/fixtures.js';
import { runProgram, type ProgramRun } from '../../packages/go-plugin/test/support/run-program.js';

/** The packages of this repository, by the folder of their manifest. */
export const packageFolders = {
  'go-plugin-node': 'packages/go-plugin',
  'awf-plugin-sdk': 'packages/sdk',
  'awf-plugins': '.',
} as const;

export type PackageName = keyof typeof packageFolders;

async function succeed(program: string, args: readonly string[], cwd: string): Promise<ProgramRun> {
  const run = await runProgram(program, args, { cwd });
  if (run.exitCode !== 0) throw new Error(`${program} ${args.join(' ')}\n${run.stdout}${run.stderr}`);
  return run;
}

/** A folder outside the repository in which a package's tarball is installed, with the program of test/fixtures/packages in it. */
export class Installed implements AsyncDisposable {
  private constructor(
    readonly folder: string,
    readonly name: PackageName,
  ) {}

  static async create(name: PackageName): Promise<Installed> {
    const folder = await mkdtemp(join(tmpdir(), 'awf-packed-'));
    const installed = new Installed(folder, name);
    // The tests build the bundles alone; the typings take longer and are there after `npm run check`.
    if (!existsSync(join(projectRoot, packageFolders[name], 'dist/types')))
      await succeed(process.execPath, ['tools/build.mjs', '--typings'], projectRoot);
    await succeed(
      'npm',
      ['pack', join(projectRoot, packageFolders[name]), '--ignore-scripts', '--loglevel=error'],
      folder,
    );
    const [tarball = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    await succeed('npm', ['install', `./${tarball}`, ...flags], folder);
    await cp(join(projectRoot, 'test/fixtures/packages', name, 'program.ts'), join(folder, 'program.ts'));
    return installed;
  }

  /** Bytes below node_modules. */
  async size(): Promise<number> {
    const folder = join(this.folder, 'node_modules');
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = files.filter((file) => file.isFile()).map((file) => stat(join(file.parentPath, file.name)));
    return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
  }

  /** Turns the program into JavaScript: bundled with all that it imports, or alone, its imports as they are. Returns the path. */
  async compile(format: 'esm' | 'cjs', bundled: boolean): Promise<string> {
    const extension = format === 'cjs' ? 'cjs' : 'mjs';
    const outfile = join(this.folder, `program-${bundled ? 'bundled-' : ''}${format}.${extension}`);
    // In an ES module there is no require() for the CommonJS packages that a bundle contains; this banner is the usual remedy.
    const require = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;
    const needsBanner = bundled && format === 'esm' && this.name !== 'awf-plugin-sdk';
    await succeed(
      join(projectRoot, 'node_modules/.bin/esbuild'),
      [
        'program.ts',
        `--outfile=${outfile}`,
        `--format=${format}`,
        '--platform=node',
        '--target=node20.19',
        '--log-level=error',
        ...(bundled ? ['--bundle'] : []),
        ...(needsBanner ? [`--banner:js=${require}`] : []),
      ],
      this.folder,
    );
    return outfile;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * Compiles the programs of all packages as a user does, with the packages' own typings checked as well. Each program
 * sees what is installed with its package. One run of the compiler is enough for all, if they share Node's typings.
 * Returns the compiler's complaints.
 */
export async function complaintsOf(
  installed: readonly Installed[],
  options: Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'awf-typings-'));
  try {
    const nodeTypings = join(folder, 'node_modules/@types/node');
    await mkdir(dirname(nodeTypings), { recursive: true });
    await symlink(join(projectRoot, 'node_modules/@types/node'), nodeTypings);
    for (const { folder: from, name } of installed) {
      await rm(join(from, 'node_modules/@types/node'), { recursive: true, force: true });
      await mkdir(join(folder, name));
      await symlink(join(from, 'node_modules'), join(folder, name, 'node_modules'));
      await cp(join(from, 'program.ts'), join(folder, name, 'program.ts'));
    }
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023', 'esnext.disposable'],
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      types: ['node'],
      ...options,
    };
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*/program.ts'] }));
    const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc');
    const { stdout, stderr } = await runProgram(process.execPath, [tsc, '-p', 'tsconfig.json'], { cwd: folder });
    return stdout + stderr;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
