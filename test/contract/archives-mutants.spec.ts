import {
  describePluginArchivesContract,
  pluginArchivesClauses,
  type PluginArchivesSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { PluginArchives } from '../../src/ports/plugin-archives.js';
import { memoryArchives } from '../support/archive-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Subject = PluginArchivesSubject;

const archives =
  (change: (original: PluginArchives) => Partial<PluginArchives>) =>
  (subject: Subject): Subject => ({ ...subject, archives: altered(subject.archives, change(subject.archives)) });

describeMutants('PluginArchives', describePluginArchivesContract, pluginArchivesClauses, memoryArchives, {
  'PA-01': [
    'leaves something behind',
    (subject) => ({
      ...subject,
      written: async () => {
        const names = await subject.written();
        return names.length === 3 ? [...names, '.one.tar.gz.tmp'] : names;
      },
    }),
  ],
  'PA-02': [
    'lists the first archive only',
    (subject) => ({
      ...subject,
      checksums: async () => {
        const [first = '', second = '', ...rest] = (await subject.checksums()).split(/(?<=\n)/u);
        return first.startsWith('a ') && second.startsWith('a ') ? first : [first, second, ...rest].join('');
      },
    }),
  ],
  'PA-03': [
    'forgets other archives',
    (subject) => ({
      ...subject,
      checksums: async () => {
        const lines = (await subject.checksums()).split(/(?<=\n)/u);
        return lines.some((line) => line.startsWith('c ')) ? lines.slice(1).join('') : lines.join('');
      },
    }),
  ],
  'PA-04': [
    'writes the name into the archive',
    archives((original) => ({
      write: async (request, options) => {
        const written = await original.write(request, options);
        return request.names.length === 1 && request.names[0] !== 'one.tar.gz' && written[0]?.sha256 === 'a'
          ? written.map((archive) => ({ ...archive, bytes: archive.bytes + 1 }))
          : written;
      },
    })),
  ],
  'PA-05': [
    'takes every plugin for a script',
    archives((original) => ({
      platformsOf: async (...call) => {
        await original.platformsOf(...call);
        return [];
      },
    })),
  ],
  'PA-06': [
    'packs what is not there',
    archives((original) => ({
      platformsOf: (...call) =>
        original.platformsOf(...call).catch((error: unknown) => {
          if (AwfError.is(error, 'USER.INPUT.MISSING_FILE')) return [];
          throw error;
        }),
    })),
  ],
  'PA-07': [
    'says nothing of a directory that cannot be written to',
    archives((original) => ({
      write: (...call) =>
        original.write(...call).catch((error: unknown) => {
          if (AwfError.is(error, 'SYSTEM.IO.WRITE_FAILED')) return [];
          throw error;
        }),
    })),
  ],
  'PA-08': ['does not look at the signal', archives((original) => ({ write: (request) => original.write(request) }))],
});
