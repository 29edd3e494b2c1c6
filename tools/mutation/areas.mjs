// What is mutated, by area: the sources, and the specs that must notice. An area has no others, so that its score says how well its own specs
// describe it. Excluded are files that only move bytes or hold state of a connection.
const goPlugin = 'packages/go-plugin/src';
const goPluginSpecs = 'build/packages/go-plugin/test/unit';
const infrastructure = 'src/infrastructure';
const infrastructureSpecs = 'build/test/unit/infrastructure';

const files = (folder, ...names) => names.map((name) => `${folder}/${name}.ts`);

export const areas = {
  // The spec that is left out reads the sources as texts.
  domain: { mutate: ['src/domain/*.ts'], specs: ['build/test/unit/domain'], leftOut: ['names.spec.js'] },
  'domain/errors': { mutate: ['src/domain/errors/*.ts'], specs: ['build/test/unit/domain/errors'] },
  'domain/event': { mutate: ['src/domain/event/*.ts'], specs: ['build/test/unit/domain/event'] },
  'domain/plugin': {
    mutate: ['src/domain/plugin/*.ts', 'src/domain/project/*.ts'],
    specs: ['build/test/unit/domain/plugin', 'build/test/unit/domain/project'],
  },
  'domain/workflow': { mutate: ['src/domain/workflow/*.ts'], specs: ['build/test/unit/domain/workflow'] },
  hpack: {
    mutate: [`${goPlugin}/http2/hpack/*.ts`],
    specs: [`${goPluginSpecs}/http2/hpack.spec.js`, `${goPluginSpecs}/http2/hpack`],
  },
  http2: {
    mutate: files(
      `${goPlugin}/http2`,
      'frame',
      'frame-reader',
      'frame-writer',
      'settings',
      'header-rules',
      'error-code',
    ),
    specs: [`${goPluginSpecs}/http2`],
  },
  yamux: {
    mutate: files(`${goPlugin}/yamux`, 'frame', 'frame-decoder', 'frame-writer', 'byte-queue'),
    specs: [`${goPluginSpecs}/yamux`],
  },
  handshake: { mutate: [`${goPlugin}/handshake/*.ts`], specs: [`${goPluginSpecs}/handshake`] },
  broker: { mutate: files(`${goPlugin}/broker`, 'conn-info', 'broker-message'), specs: [`${goPluginSpecs}/broker`] },
  grpc: {
    mutate: files(
      `${goPlugin}/channel`,
      'message-framing',
      'grpc-timeout',
      'metadata-headers',
      'response-status',
      'status-mapping',
      'compression',
    ).concat(files(`${goPlugin}/grpc/server`, 'response-fields'), `${goPlugin}/protobuf-check.ts`),
    specs: [`${goPluginSpecs}/channel`, `${goPluginSpecs}/grpc`, `${goPluginSpecs}/protobuf-check.spec.js`],
  },
  log: {
    mutate: files(
      `${goPlugin}/log`,
      'hclog-line',
      'hclog-timestamp',
      'line-classifier',
      'line-splitter',
      'plain-value',
      'library-lines',
    ),
    specs: [`${goPluginSpecs}/log`],
  },
  certificate: {
    mutate: [
      `${goPlugin}/certificate/der.ts`,
      `${goPlugin}/process/program-header.ts`,
      `${goPlugin}/net/tcp-address.ts`,
      `${goPlugin}/services/file-descriptor.ts`,
    ],
    specs: ['certificate/der', 'process/program-header', 'net/tcp-address', 'services/file-descriptor'].map(
      (name) => `${goPluginSpecs}/${name}.spec.js`,
    ),
  },
  manifest: {
    mutate: files(`${infrastructure}/manifest_loader`, 'parse-manifest', 'manifest-schema'),
    specs: [`${infrastructureSpecs}/manifest_loader`],
  },
  'plugins.json': {
    mutate: files(
      `${infrastructure}/state_store`,
      'plugins-json',
      'json-outline',
      'state-members',
      'installation-members',
    ),
    specs: [`${infrastructureSpecs}/state_store`],
  },
  settings: {
    mutate: files(
      `${infrastructure}/project_settings`,
      'parse-settings',
      'settings-schema',
      'sandbox-schema',
      'setting-types',
    ),
    specs: [`${infrastructureSpecs}/project_settings`],
  },
  yaml: {
    mutate: files(`${infrastructure}/shared`, 'parse-yaml', 'yaml-faults', 'go-scalar'),
    specs: [`${infrastructureSpecs}/shared`],
  },
  'workflow files': {
    mutate: files(
      `${infrastructure}/workflow_file`,
      'field-reader',
      'findings',
      'pattern-compiler',
      're2-pattern',
      'read-input',
      'read-state',
      'read-template',
      'read-workflow',
    ),
    specs: [`${infrastructureSpecs}/workflow_file`],
  },
};
