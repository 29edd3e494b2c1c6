import { takeCoverage } from 'node:v8';
import type { RootHookObject } from 'mocha';

/**
 * Writes what was counted after each file of tests. Where files run in parallel, mocha ends without waiting for its
 * workers, and what they write at their end would come too late for the report.
 */
export const mochaHooks: RootHookObject = {
  afterAll() {
    if (process.env['NODE_V8_COVERAGE'] !== undefined && process.env['MOCHA_WORKER_ID'] !== undefined) takeCoverage();
  },
};
