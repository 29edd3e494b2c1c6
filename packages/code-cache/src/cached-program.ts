import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';
import { readCode, writeCode } from './code-file.js';

type ModuleFunction = (
  exports: unknown,
  require: NodeJS.Require,
  module: { exports: unknown },
  filename: string,
  dirname: string,
) => void;

/**
 * A CommonJS file that is run with the code that V8 compiled the last time. That saves most of the time that loading it takes. The first
 * run compiles it, and keeps the code when it ends.
 */
export class CachedProgram {
  readonly #path: string;
  readonly #kept: KeptScript | undefined;

  /**
   * @param folder see {@link codeCacheFolder}; undefined to load the file as Node does, without keeping anything
   * @param use what the program is used for. Each use has its own code, because each runs other functions
   * @throws what reading the file throws; SyntaxError
   */
  constructor(path: string, folder: string | undefined, use: string) {
    this.#path = path;
    this.#kept = folder === undefined ? undefined : keptScript(path, folder, use);
  }

  /** Runs the program. @returns its exports */
  run(): unknown {
    const require = createRequire(this.#path);
    if (this.#kept === undefined) return require(this.#path) as unknown;
    const module = { exports: {} as unknown };
    const start = this.#kept.script.runInThisContext() as ModuleFunction;
    start(module.exports, require, module, this.#path, dirname(this.#path));
    return module.exports;
  }

  /**
   * Keeps the compiled code, with all functions that have run by now, unless it is kept already. It is kept again after a run that went
   * further: the first one may have ended with an error.
   */
  keep(): void {
    const breadth = builtinsLoaded();
    if (this.#kept === undefined || this.#kept.breadth >= breadth) return;
    const { folder, name, script } = this.#kept;
    writeCode(folder, name, { code: script.createCachedData(), breadth });
  }
}

interface KeptScript {
  readonly script: Script;
  readonly folder: string;
  readonly name: string;
  /** Of the code that was used; 0 if there was none. */
  readonly breadth: number;
}

/** How many of its own modules Node has loaded. A program that has come further has loaded more of them. */
const builtinsLoaded = (): number =>
  (process as { readonly moduleLoadList?: readonly string[] }).moduleLoadList?.length ?? 1;

function keptScript(path: string, folder: string, use: string): KeptScript {
  const bytes = readFileSync(path);
  const name = nameOf(bytes, use);
  const kept = readCode(folder, name);
  const script = new Script(wrapped(bytes.toString('latin1')), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(kept === undefined ? {} : { cachedData: kept.code }),
  });
  return { script, folder, name, breadth: script.cachedDataRejected === false ? (kept?.breadth ?? 0) : 0 };
}

/** A bundle is ASCII: esbuild escapes all else. Node's own loader would decode UTF-8, which takes longer. */
const wrapped = (source: string): string =>
  `(function (exports, require, module, __filename, __dirname) {${source}\n})`;

/** The code holds for one source, one build of V8 and one kind of processor. V8 checks the last two itself, and of the source only its length. */
function nameOf(source: Buffer, use: string): string {
  const { arch, version, versions } = process;
  return createHash('sha256')
    .update(JSON.stringify([version, versions.v8, arch, process.execArgv, process.env['NODE_OPTIONS'], use]))
    .update(source)
    .digest('hex');
}
