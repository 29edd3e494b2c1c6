import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Runs a command and shows what it prints. @throws Error if it fails */
export function run([program, ...args], cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
}

function git(root, ...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd();
}

/** The commit that is checked out, and the files that differ from it. */
export function sourceOf(root) {
  const { repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return {
    repository: repository.url.replace(/\.git$/, ''),
    commit: git(root, 'rev-parse', 'HEAD'),
    date: new Date(git(root, 'log', '-1', '--format=%cI')).toISOString(),
    changes: git(root, 'status', '--porcelain').split('\n').filter(Boolean),
    lockSha256: createHash('sha256')
      .update(readFileSync(path.join(root, 'package-lock.json')))
      .digest('hex'),
  };
}

/** Says from which commit and by which commands a tarball was made: an in-toto statement with SLSA provenance. It is not signed. */
export function provenanceOf({ file, sha256, sha512 }, source, { commands, startedOn, finishedOn }) {
  const { repository, commit, changes, lockSha256 } = source;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: file, digest: { sha256, sha512 } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: `${repository.replace(/^git\+/, '')}/blob/main/docs/guide/release.md`,
        externalParameters: { repository, commit },
        internalParameters: {
          commands,
          node: process.version,
          platform: `${process.platform}-${process.arch}`,
          changes,
        },
        resolvedDependencies: [
          { uri: `${repository}@${commit}`, digest: { gitCommit: commit } },
          { uri: 'package-lock.json', digest: { sha256: lockSha256 } },
        ],
      },
      runDetails: {
        builder: { id: `${repository.replace(/^git\+/, '')}/blob/main/tools/release.mjs` },
        metadata: { startedOn: startedOn.toISOString(), finishedOn: finishedOn.toISOString() },
      },
    },
  };
}
