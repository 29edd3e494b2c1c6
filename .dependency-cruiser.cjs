// The layers of docs/architecture.md as rules. tools/check-layers.mjs applies them; test/integration/layers proves that each can fail.
'use strict';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'The domain imports nothing outside itself, not even Node: a rule that needs the world belongs behind a port.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'ports-know-only-domain',
      comment:
        'A port says what the application needs in terms of the domain; an import of anything else would tie it to one adapter.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: '^src/(ports|domain)/' },
    },
    {
      name: 'go-plugin-stands-alone',
      comment:
        'go-plugin-node is a package of its own: it knows nothing of AWF, and of this repository only the async toolkit.',
      severity: 'error',
      from: { path: '^packages/go-plugin/src/' },
      to: { path: '^(src|packages)/', pathNot: '^packages/(go-plugin|async|stdio)/src/' },
    },
    {
      name: 'go-plugin-vocabulary-stands-alone',
      comment:
        'The files beside index.ts are what every folder of go-plugin speaks of; one that imports a folder would tie all of them to it.',
      severity: 'error',
      from: { path: '^packages/go-plugin/src/[^/]+$', pathNot: '^packages/go-plugin/src/(index|guard-stdout)\\.ts$' },
      to: { path: '^packages/go-plugin/src/[^/]+/' },
    },
    {
      name: 'connect-in-its-folder',
      comment:
        'Connect is an optional peer: one import of it outside its subpath would make every plugin and host install it.',
      severity: 'error',
      from: { path: '^packages/go-plugin/src/', pathNot: '^packages/go-plugin/src/connect/' },
      to: { path: ['(^|/)node_modules/(@connectrpc|@bufbuild)/', '^packages/go-plugin/src/connect/'] },
    },
    {
      name: 'packages-through-their-entry',
      comment: 'What a package does not export is its own business, also for the code beside it in this repository.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^packages/[^/]+/', pathNot: '^packages/[^/]+/src/(index|guard-stdout)\\.ts$' },
    },
    {
      name: 'go-plugin-behind-one-adapter',
      comment:
        'go-plugin is how grpc_host reaches plugins; to every other adapter, and to the application, it is a detail.',
      severity: 'error',
      from: { path: '^src/(app|infrastructure)/', pathNot: '^src/infrastructure/grpc_host/' },
      to: { path: '^packages/go-plugin/' },
    },
    {
      name: 'wire-only-translates',
      comment:
        'wire turns messages into values of the domain and back; it neither sends them nor knows who does. Of go-plugin it has the check of hostile bytes and the handshake (ADR 0007).',
      severity: 'error',
      from: { path: '^src/wire/' },
      to: { path: '^src/', pathNot: '^src/(wire|domain)/' },
    },
    {
      name: 'sdk-not-infrastructure',
      comment:
        "The SDK is loaded by every plugin process; nothing of the host's adapters or application may come with it.",
      severity: 'error',
      from: { path: '^src/sdk/' },
      to: { path: '^src/(infrastructure|app|contract)/' },
    },
    {
      name: 'adapters-are-islands',
      comment: 'Adapters meet in the container alone; one that imports another cannot be replaced without it.',
      severity: 'error',
      from: { path: '^src/infrastructure/([^/]+)/' },
      to: { path: '^src/infrastructure/', pathNot: '^src/infrastructure/($1|shared)/' },
    },
    {
      name: 'shared-is-no-adapter',
      comment:
        'What adapters share is technique: it implements no port and binds nothing, and so has nothing to ask of a port.',
      severity: 'error',
      from: { path: '^src/infrastructure/shared/' },
      to: {
        path: '^src/',
        pathNot: '^src/(infrastructure|domain|app|contract)/',
      },
    },
    {
      name: 'async-is-technique',
      comment:
        'Timers, deadlines, shared work and pipes are the same for every layer; one that knew a layer could not be used by the others.',
      severity: 'error',
      from: { path: '^packages/(async|stdio|code-cache)/src/' },
      to: { path: '^(src|packages)/', pathNot: '^packages/$1/src/' },
    },
    {
      name: 'use-cases-know-only-ports',
      comment:
        'A use case says what the application does, in terms of ports and domain; it must not know which adapter does it, nor another use case.',
      severity: 'error',
      from: { path: '^src/app/(plugins|workflows)/' },
      to: { pathNot: ['^(src/(app/$1|ports|domain)|packages/async/src)/', '^(node:)?(path|timers/promises)$'] },
    },
    {
      name: 'composition-alone-knows-adapters',
      comment: 'One folder chooses the adapters. Whoever else imports one has chosen, and nobody can choose otherwise.',
      severity: 'error',
      from: { path: '^src/(app/|index\\.ts$)', pathNot: '^src/app/composition/' },
      to: { path: '^src/infrastructure/' },
    },
    {
      name: 'nothing-knows-the-command-line',
      comment: 'The command line is a driving adapter: it calls the application, which works without it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app/cli|infrastructure)/' },
      to: { path: '^src/app/cli/' },
    },
    {
      name: 'infrastructure-not-application',
      comment: 'The application is composed of adapters; an adapter that imports it turns the arrow round.',
      severity: 'error',
      from: { path: '^src/infrastructure/' },
      to: { path: '^src/(app|contract)/' },
    },
    {
      name: 'inversify-only-in-composition',
      comment:
        'Dependency injection is a detail of composition: src/app/composition and the modules of adapters, nothing else.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/app/composition/', '\\.module\\.ts$'] },
      to: { path: '(^|/)node_modules/(@?inversify|reflect-metadata)(js)?/' },
    },
    {
      name: 'generated-only-in-converters',
      comment: 'Protobuf messages stay where they are converted: in wire, and in the services of go-plugin.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/wire/' },
      to: { path: '/generated/' },
    },
    {
      name: 'contract-only-ports',
      comment:
        'A contract suite judges adapters through their ports; it must not know any of them. Its plugin is written with the SDK, as any plugin is.',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: {
        pathNot: [
          '^src/(contract|ports|domain)/',
          '^src/sdk/(events|operation|plugin|result|serve|step-type|validator)\\.ts$',
          '(^|/)node_modules/(@types/)?(chai|mocha)/',
          '^node:',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'no-circular',
      comment: 'Files that need each other are one file, or one of them knows too much.',
      severity: 'error',
      from: { path: '^(src|packages)/', pathNot: '/generated/' },
      to: { circular: true },
    },
    {
      name: 'no-folder-cycles',
      comment:
        'Folders that need each other are one folder in two places; what both need belongs into a third, which needs neither.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(src|packages)/', pathNot: '/generated' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is dead.',
      severity: 'error',
      from: { path: '^(src|packages)/', pathNot: '/generated/', orphan: true },
      to: {},
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that cannot be followed would slip past every other rule.',
      severity: 'error',
      from: { path: '^(src|packages)/', pathNot: '/generated/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    // import type counts: a type from the wrong layer ties the layers together as well.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.json` },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
