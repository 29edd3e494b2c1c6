import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

interface Workflow {
  readonly jobs: {
    readonly check: {
      readonly strategy: { readonly matrix: { readonly system: readonly string[]; readonly node: readonly string[] } };
      readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
    };
  };
}

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');

/** The commands that decide whether .ci/run passes, in their order: those that set its status, and those that are logged as well. */
function gates(script: string): readonly string[] {
  const commands = [...script.matchAll(/^((?:npm|node) [^|\n]+?)(?: 2>&1 \| tee .*| \|\| status=1)$/gm)];
  return commands.map(([, command = '']) => command);
}

describe('The workflow on GitHub', () => {
  const { matrix } = (parse(read('.github/workflows/check.yml')) as Workflow).jobs.check.strategy;
  const commands = (parse(read('.github/workflows/check.yml')) as Workflow).jobs.check.steps.flatMap(
    ({ run }) => run ?? [],
  );

  it('runs the commands of .ci/run in the same order; of the runtimes only those that the matrix does not have', () => {
    const script = read('.ci/run');
    const lines = script.split('\n').filter((line) => /^(npm|node) /.test(line));
    expect(gates(script)).to.have.length(lines.length);
    const nodes = 'npm run test:nodes -- --built';
    expect(gates(script)).to.include(nodes);
    const here = gates(script).map((command) => (command === nodes ? `${nodes} deno@2 bun@1` : command));
    expect(commands.slice(0, -1)).to.deep.equal(here);
  });

  it('runs every other runtime that tools/nodes.mjs knows', () => {
    const named = [...read('tools/nodes.mjs').matchAll(/name: '([^']+@\d+)'/g)].map(([, name]) => name);
    expect(named).to.have.length(2);
    expect(commands.find((command) => command.includes('test:nodes'))).to.match(
      new RegExp(`--built ${named.join(' ')}$`),
    );
  });

  it('fails, as .ci/run does, when the run leaves a file changed', () => {
    const clean = '-z "$(git status --porcelain)"';
    expect(commands.at(-1)).to.include(clean);
    expect(read('.ci/run')).to.include(clean);
  });

  it('runs on every supported Node, the oldest among them, and on three systems', () => {
    const { engines } = JSON.parse(read('package.json')) as { readonly engines: { readonly node: string } };
    expect(matrix.node).to.deep.equal(['20.19', '22', '24', '26']);
    expect(engines.node).to.equal(`>=${matrix.node[0] ?? ''}`);
    expect(matrix.system).to.deep.equal(['ubuntu-latest', 'macos-latest', 'windows-latest']);
  });

  it('includes the Node that .nvmrc gives to contributors', () => {
    expect(matrix.node).to.include(read('.nvmrc').trim());
  });

  it('calls only scripts that package.json has, and tools that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    for (const command of commands) {
      const script = /^npm run (\S+)/.exec(command)?.[1];
      if (script !== undefined) expect(scripts).to.have.property(script);
      const tool = /^node (\S+)/.exec(command)?.[1];
      if (tool !== undefined) expect(existsSync(join(projectRoot, tool)), tool).to.equal(true);
    }
  });
});

describe('The workflow of faults on GitHub', () => {
  it('runs a tenth of the faults of torture and a short soak, with seeds that change', () => {
    const { jobs } = parse(read('.github/workflows/faults.yml')) as {
      readonly jobs: { readonly faults: { readonly steps: readonly { readonly run?: string }[] } };
    };
    const seed = '--seed ${{ github.run_number }}';
    expect(jobs.faults.steps.flatMap(({ run }) => run ?? [])).to.deep.equal([
      'npm ci --no-audit --no-fund',
      `npm run torture -- --tenth ${seed}`,
      `npm run soak -- --minutes 2 ${seed}`,
    ]);
  });
});

describe('package.json', () => {
  for (const [folder, name] of [
    ['.', 'awf-plugins'],
    ['packages/go-plugin', 'go-plugin-node'],
    ['packages/sdk', 'awf-plugin-sdk'],
  ] as const)
    describe(`of ${name}`, () => {
      const fields = JSON.parse(read(join(folder, 'package.json'))) as Readonly<Record<string, unknown>>;

      it('names the repository, and its folder in it', () => {
        const directory = folder === '.' ? {} : { directory: folder };
        const url = 'git+https://github.com/awf-project/awf-plugins.git';
        expect(fields).to.deep.include({ name, repository: { type: 'git', url, ...directory } });
      });

      it('has keywords', () => {
        expect(fields.keywords).to.be.an('array').that.includes('go-plugin');
      });

      it('declares that its modules have no side effects', () => {
        expect(fields.sideEffects).to.equal(false);
      });

      it('is published for everybody', () => {
        expect(fields.publishConfig).to.deep.equal({ access: 'public' });
        expect(fields).to.not.have.property('private');
      });
    });
});

describe('The forms for an issue', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const forms = readdirSync(join(projectRoot, folder)).filter((name) => name !== 'config.yml');

  it('exist for a bug and for a feature', () => {
    expect(forms.sort()).to.deep.equal(['bug.yml', 'feature.yml']);
  });

  for (const form of forms)
    it(`${form} has a name, a description and fields with distinct ids`, () => {
      const { name, description, body } = parse(read(join(folder, form))) as {
        readonly name: string;
        readonly description: string;
        readonly body: readonly { readonly type: string; readonly id?: string }[];
      };
      expect(name).to.be.a('string');
      expect(description).to.be.a('string');
      const ids = body.filter(({ type }) => type !== 'markdown').map(({ id }) => id);
      expect(ids).not.to.include(undefined);
      expect(new Set(ids).size).to.equal(ids.length);
    });
});
