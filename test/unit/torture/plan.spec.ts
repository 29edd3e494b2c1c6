import { expect } from 'chai';
import { expectationOf } from '../../../torture/expectations.js';
import { faultNames, faults } from '../../../torture/faults.js';
import { planOf, tenthOf } from '../../../torture/plan.js';
import { tableOf } from '../../../torture/table.js';

const options = { seed: 7, count: 2_000, languages: ['TypeScript', 'Go'] } as const;

describe('The plan of npm run torture', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(planOf(options)).to.deep.equal(planOf(options));
    expect(planOf({ ...options, seed: 8 })).not.to.deep.equal(planOf(options));
  });

  it('has as many injections as it is asked for, and every fault at each of its points in both languages', () => {
    const plan = planOf(options);
    expect(plan).to.have.length(2_000);
    for (const language of options.languages)
      for (const fault of faultNames)
        for (const point of faults[fault].points.filter((one) => one !== 'back-off'))
          expect(
            plan.some((one) => one.fault === fault && one.point === point && one.language === language),
            `${fault} × ${point} in ${language}`,
          ).to.equal(true);
  });

  it('has a tenth with every fault in it, and none of the costly sizes', () => {
    const tenth = tenthOf(planOf(options), options.seed);
    expect(tenth).to.have.length(200);
    expect(new Set(tenth.map(({ fault }) => fault))).to.deep.equal(new Set(faultNames));
    expect(tenth.filter(({ size }) => size >= 1_000 && size !== 10_000 && size !== 50_000)).to.deep.equal([]);
  });

  it('has a promise for each injection', () => {
    for (const one of planOf(options)) expect(expectationOf(one).met).to.not.be.empty;
  });
});

describe('The table of npm run torture', () => {
  it('has a line for each fault at each point, for each fault, and for all', () => {
    const [injection] = planOf({ ...options, only: { fault: 'SIGKILL', point: 'info' } });
    const row = { injection: injection!, survived: true, wrong: undefined, left: [] };
    expect(tableOf([row, { ...row, wrong: 'another error', left: ['process 1'] }])).to.deep.equal([
      'SIGKILL × info: injected 2, host survived 2, right error 1, left behind 1',
      '',
      'SIGKILL × all points: injected 2, host survived 2, right error 1, left behind 1',
      'all faults × all points: injected 2, host survived 2, right error 1, left behind 1',
    ]);
  });
});
