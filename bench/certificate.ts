import { createCertificate } from '../packages/go-plugin/src/certificate/certificate.js';
import { figureRow, type Benchmark } from './report.js';

const warmUps = 5;
const certificates = 101;

/** A certificate as in each start with AutoMTLS, on go-plugin's default curve. */
export const certificateBenchmark: Benchmark = {
  name: 'certificate',
  run(scale) {
    const measured: number[] = [];
    for (let made = 0; made < warmUps + scale.amount(certificates); made += 1) {
      const begin = performance.now();
      createCertificate({ curve: 'P-521' });
      measured.push(performance.now() - begin);
    }
    return Promise.resolve([figureRow('certificate: P-521', 'ms', measured.slice(warmUps), { atMost: 8 })]);
  },
};
