import {
  describePluginInspectorContract,
  describePluginInstallationsContract,
  pluginInspectorClauses,
  pluginInstallationsClauses,
  type PluginInspectorSubject,
  type PluginInstallationsSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { PluginInspector } from '../../src/ports/plugin-inspector.js';
import type { PluginInstallations, StagedPlugin } from '../../src/ports/plugin-installations.js';
import { memoryInspector, memoryInstallations } from '../support/install-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Subject = PluginInstallationsSubject;

const installations =
  (change: (original: PluginInstallations, subject: Subject) => Partial<PluginInstallations>) =>
  (subject: Subject): Subject => ({
    ...subject,
    installations: altered(subject.installations, change(subject.installations, subject)),
  });

const staging = (
  change: (staged: StagedPlugin, original: PluginInstallations) => Partial<StagedPlugin>,
): ((subject: Subject) => Subject) =>
  installations((original) => ({
    stage: async (path, options) => {
      const staged = await original.stage(path, options);
      return { ...staged, ...change(staged, original) };
    },
  }));

describeMutants(
  'PluginInstallations',
  describePluginInstallationsContract,
  pluginInstallationsClauses,
  memoryInstallations,
  {
    'PF-01': ['stages a plugin where it will be', staging(({ destination }) => ({ locator: destination }))],
    'PF-02': [
      'says another place than it uses',
      (subject) => ({
        ...subject,
        installed: async () => {
          const found = await subject.installed();
          return found.size === 1 && !found.has('memory:other')
            ? new Map([...found].map(([locator, version]) => [version === '1.0.0' ? `${locator}!` : locator, version]))
            : found;
        },
      }),
    ],
    'PF-03': ['keeps the old version', keepingTheFirst],
    'PF-04': ['does not discard', staging(() => ({ [Symbol.asyncDispose]: () => Promise.resolve() }))],
    'PF-05': [
      'stages what it can of a hostile source',
      installations((original, { source }) => ({
        stage: async (path, options) =>
          original.stage(path === 'hostile' ? await source('hostile', '0.0.0') : path, options),
      })),
    ],
    'PF-06': [
      'does not say which source there is none of',
      installations((original) => ({
        stage: (path, options) =>
          original.stage(path, options).catch((error: unknown) => {
            throw AwfError.is(error, 'USER.INPUT.MISSING_FILE')
              ? new AwfError('USER.INPUT.MISSING_FILE', { path: '' })
              : error;
          }),
      })),
    ],
    'PF-07': ['removes nothing', installations((original) => ({ remove: (locator) => keep(original, locator) }))],
    'PF-08': [
      'takes a plugin that is not there for removed',
      installations((original) => ({
        remove: (locator, options) => original.remove(locator, options).catch(() => undefined),
      })),
    ],
    'PF-09': ['does not look at the signal', staging((staged) => ({ commit: () => staged.commit() }))],
    'PF-10': [
      'lets everybody work at once',
      installations((original) => ({
        alone: (work, options) => (options?.signal === undefined ? work() : original.alone(work, options)),
      })),
    ],
    'PF-11': [
      'is stuck after a failure',
      (subject) => {
        let failed = false;
        return installations((original) => ({
          alone: (work, options) =>
            original.alone(async () => {
              if (failed) throw new Error('stuck');
              return work().catch((error: unknown) => {
                failed = true;
                throw error;
              });
            }, options),
        }))(subject);
      },
    ],
    'PF-12': [
      'lets nobody stage while somebody works',
      (subject) => {
        let alone = 0;
        return installations((original) => ({
          alone: (work, options) =>
            original.alone(() => {
              alone += 1;
              return work().finally(() => (alone -= 1));
            }, options),
          stage: (path, options) => original.stage(alone > 0 ? 'missing' : path, options),
        }))(subject);
      },
    ],
    'PF-13': [
      'begins whatever the signal says',
      installations((original) => ({ alone: (work) => original.alone(work) })),
    ],
  },
);

const keep = (original: PluginInstallations, locator: string): Promise<void> =>
  locator === 'memory:echo' &&
  (original as { readonly plugins?: ReadonlyMap<string, unknown> }).plugins?.has(locator) === true
    ? Promise.resolve()
    : original.remove(locator);

function keepingTheFirst(subject: Subject): Subject {
  const taken = new Set<string>();
  return staging((staged) => ({
    commit: async (options) => {
      if (taken.has(staged.destination)) return;
      await staged.commit(options);
      taken.add(staged.destination);
    },
  }))(subject);
}

type Inspected = PluginInspectorSubject;

const inspector =
  (change: (original: PluginInspector) => Partial<PluginInspector>) =>
  (subject: Inspected): Inspected => ({ ...subject, inspector: altered(subject.inspector, change(subject.inspector)) });

const hash = `h1:${'c'.repeat(43)}=`;

describeMutants('PluginInspector', describePluginInspectorContract, pluginInspectorClauses, memoryInspector, {
  'PX-01': [
    'gives checksums in capitals',
    inspector((original) => ({
      inspect: async (...call) => {
        const found = await original.inspect(...call);
        return { ...found, checksum: found.checksum.toUpperCase() };
      },
    })),
  ],
  'PX-02': [
    'always knows the same checksum',
    inspector((original) => ({
      inspect: async (...call) => ({ ...(await original.inspect(...call)), checksum: 'c'.repeat(64) }),
    })),
  ],
  'PX-03': [
    'hashes the program alone',
    inspector((original) => ({
      inspect: async (...call) => {
        const found = await original.inspect(...call);
        return { ...found, contents: found.checksum.startsWith('a') ? hash : found.contents };
      },
    })),
  ],
  'PX-04': [
    'is afraid of everybody',
    inspector((original) => ({
      exposureOf: async (...call) => (await original.exposureOf(...call)) ?? { path: '/', problem: 'is there' },
    })),
  ],
  'PX-05': [
    'trusts everybody',
    inspector((original) => ({
      exposureOf: async (...call) => {
        await original.exposureOf(...call);
        return undefined;
      },
    })),
  ],
  'PX-06': [
    'knows the hashes of what is not there',
    inspector((original) => ({
      inspect: (...call) =>
        original.inspect(...call).catch((error: unknown) => {
          if (AwfError.is(error, 'EXECUTION.PLUGIN.CANCELED')) throw error;
          return { checksum: 'a'.repeat(64), contents: hash };
        }),
    })),
  ],
  'PX-07': [
    'does not look at the signal',
    inspector((original) => ({ inspect: (locator) => original.inspect(locator) })),
  ],
});
