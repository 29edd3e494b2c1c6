import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../packages.mjs';

const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;

const purlOf = (name, version) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

/** The entry of the lock file that an import of `name` in the package at `from` leads to. */
function resolved(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const entry = `${at}${at === '' ? '' : '/'}node_modules/${name}`;
    if (lock[entry] !== undefined) return entry;
    if (at === '') return undefined;
  }
}

/** What npm installs with a package: its dependencies and theirs, as the lock file has them. */
function installed(manifest) {
  const found = new Map();
  const visit = (dependencies = {}, from) => {
    for (const name of Object.keys(dependencies)) {
      const entry = resolved(name, from);
      if (entry === undefined) throw new Error(`package-lock.json does not have ${name}`);
      if (found.has(entry)) continue;
      found.set(entry, { name, ...lock[entry] });
      visit(lock[entry].dependencies, entry);
    }
  };
  visit(manifest.dependencies, '');
  return [...found.values()];
}

/** A licence of SPDX has an id; several of them are an expression. */
const licences = (license) =>
  license === undefined ? [] : [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }];

function component({ name, version, license, integrity }, relation) {
  const hash = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
  return {
    type: 'library',
    'bom-ref': `${relation}:${purlOf(name, version)}`,
    name,
    version,
    purl: purlOf(name, version),
    licenses: licences(license),
    ...(hash === undefined
      ? {}
      : { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
    // Contained: its code is in files of the tarball. Installed: npm installs it beside the package.
    properties: [{ name: 'awf:relation', value: relation }],
  };
}

/** A UUID that the same tarball always gets. */
const uuidOf = (sha256) =>
  [
    sha256.slice(0, 8),
    sha256.slice(8, 12),
    `8${sha256.slice(13, 16)}`,
    `8${sha256.slice(17, 20)}`,
    sha256.slice(20, 32),
  ].join('-');

/** The bill of materials of a tarball: its files, the packages that it contains, and those that are installed with it. */
export function sbomOf({ file, sha256, sha512, manifest, files, contained }, { date }) {
  const self = purlOf(manifest.name, manifest.version);
  const locked = contained.map((one) => ({ ...one, integrity: lock[`node_modules/${one.name}`]?.integrity }));
  const components = [
    ...locked.map((one) => component(one, 'contained')),
    ...installed(manifest).map((one) => component(one, 'installed')),
  ];
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(sha256)}`,
    version: 1,
    metadata: {
      timestamp: date,
      tools: { components: [{ type: 'application', name: 'tools/release.mjs' }] },
      component: {
        type: 'library',
        'bom-ref': self,
        name: manifest.name,
        version: manifest.version,
        purl: self,
        licenses: licences(manifest.license),
        hashes: [
          { alg: 'SHA-256', content: sha256 },
          { alg: 'SHA-512', content: sha512 },
        ],
        properties: [{ name: 'awf:tarball', value: file }],
        components: files.map((one) => ({
          type: 'file',
          name: one.path,
          hashes: [{ alg: 'SHA-256', content: one.sha256 }],
        })),
      },
    },
    components,
    dependencies: [{ ref: self, dependsOn: components.map((one) => one['bom-ref']) }],
  };
}
