// Runs the specs of an area for Stryker, in its worker process. Stryker's own runner needs a mocha before 12.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PluginKind, commonTokens, declareClassPlugin, tokens } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import Mocha from 'mocha';

/** A mutant that makes a test wait for ever fails it after this time, instead of ending the process as Stryker's time limit does. */
const testMs = 10_000;

register('./loader.mjs', import.meta.url);

/** The file that a spec was compiled from: Stryker runs a mutant again when it has changed. */
const sourceOf = (file) => file?.replace(/\/build\/(.*)\.js$/u, '/$1.ts');

/** Whether a module has a variable, such as a table that it makes on first use: a mutant would find the table of the run before. */
const keepsState = (file) => /^let /mu.test(readFileSync(file, 'utf8'));

/** Titles of tests that compare times. They take long, notice nothing else, and what they say of a mutant depends on the machine. */
const aboutSpeed = /\b(?:linear|no) time\b/u;

const escaped = (text) => text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&');

class MochaRunner {
  static inject = tokens(commonTokens.options);
  /** What the mutated code reads and counts in. */
  #state = (globalThis.__stryker__ ??= {});
  #specs;
  #mocha;
  #loads = 0;
  #isRunning = false;
  /** Whether a module may still hold what an earlier mutant made. */
  #isStained = false;

  constructor({ mochaOptions }) {
    this.#specs = mochaOptions.spec;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun({ coverageAnalysis, disableBail }) {
    const result = await this.#run({ bail: !disableBail, perTest: coverageAnalysis === 'perTest' });
    if (result.status === DryRunStatus.Complete && coverageAnalysis !== 'off')
      result.mutantCoverage = this.#state.mutantCoverage;
    return result;
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit, mutantActivation, reloadEnvironment }) {
    this.#state.hitLimit = hitLimit;
    this.#state.hitCount = hitLimit ? 0 : undefined;
    const stains = keepsState(activeMutant.fileName);
    if (reloadEnvironment || stains || this.#isStained) this.#unload();
    this.#isStained = stains;
    const staticMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    return toMutantRunResult(
      await this.#run({ bail: !disableBail, mutant: activeMutant.id, staticMutant, testFilter }),
    );
  }

  dispose() {
    // A test that a mutant has made endless still runs.
    if (!this.#isRunning) this.#unload();
  }

  #unload() {
    this.#mocha?.dispose();
    this.#mocha = undefined;
  }

  async #run({ bail, mutant, staticMutant, testFilter, perTest = false }) {
    try {
      this.#state.activeMutant = staticMutant;
      this.#mocha ??= await this.#load();
      // Counting what each test reaches makes it many times slower.
      prepare(this.#mocha.suite, { bail, limitMs: perTest ? 0 : testMs });
      this.#mocha.grep(new RegExp(testFilter?.map((id) => `^${escaped(id)}$`).join('|') ?? ''));
      this.#state.activeMutant = mutant;
      this.#isRunning = true;
      const tests = await this.#runTests(perTest);
      this.#isRunning = false;
      const limited = determineHitLimitReached(this.#state.hitCount, this.#state.hitLimit);
      return limited ?? { status: DryRunStatus.Complete, tests };
    } catch (error) {
      // The modules are loaded in part.
      this.#unload();
      return { status: DryRunStatus.Error, errorMessage: String(error?.stack ?? error) };
    }
  }

  async #load() {
    const mocha = new Mocha({ timeout: testMs, reporter: class {} });
    mocha.cleanReferencesAfterRun(false);
    this.#loads += 1;
    for (const spec of this.#specs) {
      const file = path.resolve(spec);
      mocha.suite.emit('pre-require', globalThis, file, mocha);
      const module = await import(`${pathToFileURL(file).href}?load=${this.#loads}`);
      mocha.suite.emit('require', module, file, mocha);
      mocha.suite.emit('post-require', globalThis, file, mocha);
    }
    removeTests(mocha.suite, ({ title }) => aboutSpeed.test(title));
    return mocha;
  }

  #runTests(perTest) {
    return new Promise((resolve) => {
      const tests = [];
      let begun = Date.now();
      const add = (test, more) => {
        const id = test.fullTitle();
        tests.push({ id, name: id, timeSpentMs: Date.now() - begun, fileName: sourceOf(test.file), ...more });
        begun = Date.now();
      };
      const runner = this.#mocha.run(() => resolve(tests));
      runner.on('test', (test) => {
        begun = Date.now();
        if (perTest) this.#state.currentTestId = test.fullTitle();
      });
      runner.on('pass', (test) => add(test, { status: TestStatus.Success }));
      runner.on('fail', (test, error) =>
        add(test.ctx?.currentTest ?? test, { status: TestStatus.Failed, failureMessage: error.message || 'failed' }),
      );
    });
  }
}

function prepare(suite, { bail, limitMs }) {
  suite.bail(bail);
  for (const test of suite.tests) test.timeout(limitMs);
  for (const child of suite.suites) prepare(child, { bail, limitMs });
}

function removeTests(suite, isUnwanted) {
  suite.tests = suite.tests.filter((test) => !isUnwanted(test));
  for (const child of suite.suites) removeTests(child, isUnwanted);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'mocha-in-worker', MochaRunner)];
