'use strict';
// mocha's spec reporter. After it, this names each test that failed, and prints the plain line of counts with which
// .ci/run ends. It also writes the outcome of each test to .cache/test-results.json, the source of the parity page.
const { mkdirSync, writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Runner.constants;

/** What a failed test says first. @returns at most 300 characters */
const firstLine = (error) =>
  String(error?.message ?? error)
    .split('\n', 1)[0]
    .slice(0, 300);

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const results = [];
    const record = (state) => (test) =>
      results.push({
        state,
        title: test.fullTitle(),
        file: (test.file ?? '').replace(/^.*\/build\//, ''),
        durationMs: test.duration ?? 0,
      });
    runner.on(EVENT_TEST_PASS, record('passed'));
    runner.on(EVENT_TEST_FAIL, record('failed'));
    runner.on(EVENT_TEST_PENDING, record('skipped'));
    runner.once(EVENT_RUN_END, () => {
      const count = (state) => results.filter((result) => result.state === state).length;
      mkdirSync('.cache', { recursive: true });
      const file = process.env.TEST_RESULTS ?? '.cache/test-results.json';
      writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
      const skipped = count('skipped') === 0 ? '' : `, ${count('skipped')} skipped`;
      // Whoever sees only the end of a log still reads which tests failed, and on what.
      const failures = this.failures.map((test) => `failed: ${test.fullTitle()}\n        ${firstLine(test.err)}\n`);
      const counts = `${failures.join('')}${count('passed')} passed, ${count('failed')} failed${skipped}\n`;
      // tools/test.mjs has more to print, and prints the counts last.
      if (process.env.TEST_COUNTS === undefined) process.stdout.write(counts);
      else writeFileSync(process.env.TEST_COUNTS, counts);
    });
  }
};
