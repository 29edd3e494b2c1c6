// Packs what is published, and writes for each tarball what it contains (CycloneDX) and what it was made from (in-toto, SLSA provenance).
// `node tools/release.mjs [--out FOLDER] [--built] [--allow-dirty]`: --built packs what is in dist/; without it, everything is built first.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packages, root } from './packages.mjs';
import { pack } from './release/pack.mjs';
import { provenanceOf, run, sourceOf } from './release/provenance.mjs';
import { sbomOf } from './release/sbom.mjs';

const flags = process.argv.slice(2);
const out = path.resolve(flags.includes('--out') ? flags[flags.indexOf('--out') + 1] : path.join(root, 'release'));
const source = sourceOf(root);
if (source.changes.length > 0 && !flags.includes('--allow-dirty')) {
  process.stderr.write(
    `Commit or remove these changes first; a release is made from a commit:\n${source.changes.join('\n')}\n`,
  );
  process.exit(1);
}

mkdirSync(out, { recursive: true });
const startedOn = new Date();
const commands = [];
const step = (...command) => {
  commands.push(command.join(' '));
  run(command, root);
};
if (!flags.includes('--built')) {
  step('npm', 'ci');
  step('node', 'tools/build.mjs');
}
for (const { directory, private: hidden } of Object.values(packages)) {
  if (hidden) continue;
  const packed = pack(path.join(root, directory), out);
  const made = { commands: [...commands, packed.command], startedOn, finishedOn: new Date() };
  const write = (kind, content) =>
    writeFileSync(path.join(out, `${packed.file}.${kind}.json`), `${JSON.stringify(content, undefined, 2)}\n`);
  write('cdx', sbomOf(packed, source));
  write('intoto', provenanceOf(packed, source, made));
  process.stdout.write(`${packed.file}  sha256 ${packed.sha256}  ${packed.files.length} files\n`);
}
