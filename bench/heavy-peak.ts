// Loaded into `awf` by heavy-answers.ts: writes the largest resident memory of the process into a file when it ends.
import { readFileSync, writeFileSync } from 'node:fs';

process.once('exit', () => {
  const peak = /VmHWM:\s+(\d+)/u.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  writeFileSync(process.env['HEAVY_PEAK'] ?? '', peak);
});
