// Writes etc/<entry>.api.md, the public API of each entry point. With --check, fails if it differs from the committed
// file.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const root = new URL('..', import.meta.url).pathname;
const check = process.argv.includes('--check');
const entries = {
  host: 'dist/types/src/index',
  sdk: 'packages/sdk/dist/types/src/sdk/index',
  'sdk-testing': 'packages/sdk/dist/types/src/sdk/testing/index',
  'go-plugin': 'packages/go-plugin/dist/types/packages/go-plugin/src/index',
  'go-plugin-connect': 'packages/go-plugin/dist/types/packages/go-plugin/src/connect/index',
  contract: 'dist/types/src/contract/index',
};

let failed = false;
mkdirSync(join(root, 'etc'), { recursive: true });
for (const [name, file] of Object.entries(entries)) {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(root, 'api-extractor.json'),
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      newlineKind: 'lf',
      mainEntryPointFilePath: join(root, `${file}.d.ts`),
      bundledPackages: [],
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            module: 'nodenext',
            moduleResolution: 'nodenext',
            target: 'es2022',
            lib: ['es2023', 'esnext.disposable'],
            types: ['node'],
            skipLibCheck: true,
            strict: true,
          },
          include: [`${file}.d.ts`],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: join(root, 'etc'),
        reportTempFolder: join(root, '.cache/api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: { default: { logLevel: 'none' } },
        compilerMessageReporting: { default: { logLevel: 'error' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
  const result = Extractor.invoke(config, {
    localBuild: !check,
    messageCallback: (message) => (message.handled = message.logLevel !== 'error'),
  });
  if (result.apiReportChanged && check) {
    process.stderr.write(
      `etc/${name}.api.md is out of date: npm run build && node tools/api-report.mjs, then look at what changed\n`,
    );
    failed = true;
  }
}
process.exitCode = failed ? 1 : 0;
