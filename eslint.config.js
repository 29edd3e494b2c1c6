import * as regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/build/',
      '**/dist/',
      '.cache/',
      '**/generated/',
      '**/fixtures/violations/',
      'templates/',
      '**/*.mjs',
      '**/*.cjs',
      'eslint.config.js',
      '.dependency-cruiser.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 4],
      'no-console': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    // Texts come from plugins, commands and files: an expression that takes quadratic time on them stops the whole process.
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
  {
    files: ['src/**/*.ts', 'packages/*/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: '[accessibility=/private|protected/][key.name!="constructor"]', message: 'Use a #private name.' },
        { selector: 'TSParameterProperty[accessibility="private"]', message: 'Use a #private field.' },
      ],
    },
  },
  {
    // A time limit that fires before the event loop has read what arrived in time fails a call that was answered. startTimer reads first.
    files: ['src/**/*.ts', 'packages/*/src/**/*.ts'],
    ignores: [
      // Makes startTimer.
      'packages/async/src/timers.ts',
      // No time limit: a timer for each flush, which stays set because setting and clearing one costs more.
      'packages/go-plugin/src/http2/write-batch.ts',
      // A suite for foreign adapters imports ports and domain only.
      'src/contract/expectations.ts',
      // No time limit: ends a process whose work is done. The command line loads no toolkit for that.
      'src/app/cli/main.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', { name: 'setTimeout', message: 'Use startTimer of plugin-async.' }],
      'no-restricted-properties': [
        'error',
        { object: 'AbortSignal', property: 'timeout', message: 'Use limitCall of plugin-async.' },
        { property: 'toLocaleString', message: 'The first use loads ICU, which takes 30 ms.' },
        { property: 'localeCompare', message: 'The first use loads ICU, which takes 30 ms.' },
      ],
    },
  },
  {
    files: ['**/test/**/*.ts', 'src/contract/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-expressions': 'off',
      // Tests choose their own texts.
      'regexp/no-super-linear-backtracking': 'off',
      'regexp/no-super-linear-move': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'describe', property: 'only', message: 'A focused suite hides the others.' },
        { object: 'it', property: 'only', message: 'A focused test hides the others.' },
      ],
    },
  },
  {
    files: [
      'bench/**/*.ts',
      'torture/**/*.ts',
      '**/examples/**/*.ts',
      '**/test/consumer/**/*.ts',
      'test/fixtures/packages/**/*.ts',
    ],
    rules: { 'no-console': 'off' },
  },
);
