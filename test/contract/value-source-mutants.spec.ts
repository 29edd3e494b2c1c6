import { describeValueSourceContract, valueSourceClauses, type ValueSourceSubject } from '../../src/contract/index.js';
import type { SecretFile, ValueSource } from '../../src/ports/value-source.js';
import { memoryValues } from '../support/contract-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Subject = ValueSourceSubject;

const sources =
  (change: (original: ValueSource) => Partial<ValueSource>) =>
  (subject: Subject): Subject => ({
    ...subject,
    open: (env) => {
      const original = subject.open(env);
      return altered(original, change(original));
    },
  });

const answering = (change: (found: SecretFile, path: string) => SecretFile): ((subject: Subject) => Subject) =>
  sources((original) => ({
    secretFile: async (path, options) => change(await original.secretFile(path, options), path),
  }));

/** Values in memory, with files that others can read. */
async function exposable(): Promise<Subject> {
  const subject = await memoryValues();
  const exposed = new Set<string>();
  return {
    ...subject,
    expose: (path) => Promise.resolve(void exposed.add(path)),
    open: (env) => {
      const original = subject.open(env);
      return altered(original, {
        secretFile: (path, options) =>
          exposed.has(path)
            ? Promise.resolve({ ok: false, problem: `${path} can be read by every user of this machine` })
            : original.secretFile(path, options),
      });
    },
  };
}

describeMutants('ValueSource', describeValueSourceContract, valueSourceClauses, exposable, {
  'VS-01': [
    'takes an empty variable for one that is not set',
    sources((original) => ({ variable: (name) => original.variable(name) || undefined })),
  ],
  'VS-02': [
    'looks variables up in an object',
    sources((original) => ({ variable: (name) => original.variable(name) ?? ({} as Record<string, string>)[name] })),
  ],
  'VS-03': [
    'lists no variable that is empty',
    sources((original) => ({
      variableNames: () => original.variableNames().filter((name) => original.variable(name)),
    })),
  ],
  'VS-04': ['trims secrets', answering((found) => (found.ok ? { ok: true, secret: found.secret.trim() } : found))],
  'VS-05': [
    'does not say which file',
    answering((found) =>
      !found.ok && found.problem.endsWith('exist') ? { ok: false, problem: 'a file does not exist' } : found,
    ),
  ],
  'VS-06': [
    'uses an empty file',
    answering((found) => (!found.ok && found.problem.endsWith('empty') ? { ok: true, secret: '' } : found)),
  ],
  'VS-07': [
    'repeats the secret',
    answering((found) =>
      !found.ok && found.problem.includes('every user') ? { ok: false, problem: `${found.problem}: canary` } : found,
    ),
  ],
  'VS-08': [
    'does not look at the signal',
    sources((original) => ({ secretFile: (path) => original.secretFile(path) })),
  ],
});
