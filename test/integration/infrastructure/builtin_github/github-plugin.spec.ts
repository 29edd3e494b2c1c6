import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { awfBuiltIns } from '../../../../src/app/composition/awf-built-ins.js';
import type { JsonObject } from '../../../../src/domain/json.js';
import type { OperationResult } from '../../../../src/domain/plugin/operation.js';
import { BuiltInOperationProvider } from '../../../../src/infrastructure/in_memory/built-in-operation-provider.js';
import { builtInPorts } from '../../../support/built-in-ports.js';
import { answerJson, localServer, type LocalServer } from '../../../support/local-server.js';

const issue = { number: 4, title: 'T', body: 'B', state: 'open', labels: [] };
const comment = (id: number) => ({
  id,
  node_id: `C${id}`,
  user: { login: 'me' },
  body: `text ${id}`,
  html_url: `u${id}`,
});

/** A part of GitHub's API, for the repository a/b. */
const gitHub = (): Promise<LocalServer> =>
  localServer(({ method, path, body }, response) => {
    const json = body === '' ? {} : (JSON.parse(body) as JsonObject);
    const page = Number(/[?&]page=(\d+)/u.exec(path)?.[1]);
    switch (`${method} ${path.split('?')[0]}`) {
      case 'GET /api/v3/repos/a/b/issues/4': {
        answerJson(response, issue);
        return;
      }
      case 'GET /api/v3/repos/a/b/pulls/5': {
        answerJson(response, { ...issue, number: 5, head: { ref: 'h' }, base: { ref: 'm' }, mergeable: null });
        return;
      }
      case 'GET /api/v3/repos/a/b/pulls': {
        answerJson(response, [{ number: 9, html_url: 'https://github.com/a/b/pull/9' }]);
        return;
      }
      case 'POST /api/v3/repos/a/b/pulls': {
        json.head === 'twice'
          ? answerJson(
              response,
              { message: 'Validation Failed', errors: [{ message: 'A pull request already exists' }] },
              422,
            )
          : answerJson(response, { number: 8, html_url: 'https://github.com/a/b/pull/8' }, 201);
        return;
      }
      case 'POST /api/v3/repos/a/b/issues': {
        answerJson(response, { number: 7, html_url: 'https://github.com/a/b/issues/7' }, 201);
        return;
      }
      case 'POST /api/v3/repos/a/b/issues/4/labels': {
        answerJson(response, []);
        return;
      }
      case 'POST /api/v3/repos/a/b/issues/4/comments': {
        answerJson(response, comment(77), 201);
        return;
      }
      case 'GET /api/v3/repos/a/b/issues/4/comments': {
        answerJson(
          response,
          Array.from({ length: page === 1 ? 100 : 30 }, (_, index) => comment(index)),
        );
        return;
      }
      default: {
        answerJson(response, { message: 'Not Found for token top-secret' }, 404);
        return;
      }
    }
  });

const call = (
  server: LocalServer,
  operation: string,
  inputs: JsonObject,
  env: Readonly<Record<string, string>> = { GITHUB_TOKEN: 'top-secret' },
): Promise<OperationResult> => {
  const machine = {
    env: { GITHUB_API_URL: `${server.url}/api/v3/`, GH_REPO: 'a/b', PATH: '/nowhere', ...env },
    cwd: () => '/',
  };
  return new BuiltInOperationProvider(awfBuiltIns(machine), builtInPorts()).execute(`github.${operation}`, inputs);
};

describe('github', () => {
  const calls: readonly (readonly [operation: string, inputs: JsonObject, outputs: JsonObject])[] = [
    ['get_issue', { number: '4' }, { number: 4, title: 'T', body: 'B', state: 'OPEN', labels: [] }],
    ['get_issue', { number: 4, repo: 'a/b', fields: ['title'] }, { title: 'T' }],
    ['get_pr', { number: 5, fields: ['headRefName', 'mergeable'] }, { headRefName: 'h', mergeable: 'UNKNOWN' }],
    [
      'create_pr',
      { title: 'T', head: 'h', base: 'm', draft: 'true' },
      { number: '8', url: 'https://github.com/a/b/pull/8', already_exists: 'false' },
    ],
    [
      'create_pr',
      { title: 'T', head: 'twice', base: 'm' },
      { number: '9', url: 'https://github.com/a/b/pull/9', already_exists: 'true' },
    ],
    ['create_issue', { title: 'T', labels: ['bug'] }, { number: '7', url: 'https://github.com/a/b/issues/7' }],
    ['add_labels', { number: 4, labels: ['a', 'b'] }, { labels: 'a,b' }],
    ['add_comment', { number: 4, body: 'text' }, { comment_id: '77', url: 'u77' }],
  ];
  for (const [operation, inputs, outputs] of calls)
    it(`does ${operation} with ${JSON.stringify(inputs)}`, async () => {
      await using server = await gitHub();
      const result = await call(server, operation, inputs);
      expect({ ...result.outputs }).to.deep.equal(outputs);
      expect(server.requests[0]?.headers).to.include({ authorization: 'Bearer top-secret' });
    });

  it('reads all pages of comments, or as many as limit says', async () => {
    await using server = await gitHub();
    const all = await call(server, 'list_comments', { number: 4 });
    expect(all.outputs.total).to.equal(130);
    expect((all.outputs.comments as readonly JsonObject[])[3]).to.deep.include({
      id: 'C3',
      author: { login: 'me' },
      body: 'text 3',
    });
    expect((await call(server, 'list_comments', { number: 4, limit: 2 })).outputs.total).to.equal(2);
    expect(server.requests).to.have.length(3);
  });

  it('executes a batch as AWF’s page has it', async () => {
    await using server = await gitHub();
    const operations = [
      { name: 'github.add_labels', number: 4, labels: ['a'] },
      { name: 'get_issue', inputs: { number: 999 } },
      { name: 'github.get_issue', number: '4' },
      { name: 'github.batch', operations: [] },
      { name: 'github.add_labels', number: 4 },
    ];
    const { success, outputs } = await call(server, 'batch', { operations, strategy: 'any_succeed', concurrency: 5 });
    expect(success).to.equal(true);
    expect(outputs.total).to.equal(5);
    const errors = (outputs.results as readonly JsonObject[]).map(({ Error: error }) => error as string);
    expect(errors[3]).to.contain('a batch may have');
    expect(errors[4]).to.contain('"labels" is required');
  });

  it('fails with what GitHub says, without the token', async () => {
    await using server = await gitHub();
    const result = await call(server, 'get_issue', { number: 1 });
    expect(result).to.include({
      success: false,
      error: `${server.url} answered with status 404: Not Found for token ***`,
    });
  });

  it('says how to log in when it has no token', async () => {
    await using server = await gitHub();
    const result = await call(server, 'get_issue', { number: 1 }, {});
    expect(result).to.have.property('error').that.contains('set GITHUB_TOKEN, or log in with gh auth login');
    expect(server.requests[0]?.headers).not.to.have.property('authorization');
  });

  it('takes the token that gh has stored for this server, and the repository of the remote', async () => {
    await using server = await gitHub();
    const folder = await mkdtemp(join(tmpdir(), 'gh-'));
    try {
      await writeProgram(join(folder, 'gh'), '[ "$3 $4" = "--hostname 127.0.0.1" ] && echo stored-token');
      await writeProgram(join(folder, 'git'), 'echo git@github.com:a/b.git');
      const result = await call(server, 'get_issue', { number: 4 }, { PATH: `${folder}:/usr/bin:/bin`, GH_REPO: '' });
      expect(result.success).to.equal(true);
      expect(server.requests[0]?.headers).to.include({ authorization: 'Bearer stored-token' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses numbers that are none, before anything is sent', async () => {
    await using server = await gitHub();
    for (const number of [0, -1, 1e300]) expect((await call(server, 'get_issue', { number })).success).to.equal(false);
    expect(server.requests).to.deep.equal([]);
  });

  it('does not follow a redirect with the token to another server', async () => {
    await using other = await localServer((_, response) => answerJson(response, issue));
    await using server = await localServer((_, response) => response.writeHead(301, { location: other.url }).end());
    await call(server, 'get_issue', { number: 4 });
    expect(other.requests[0]?.headers ?? {}).not.to.have.property('authorization');
  });
});

async function writeProgram(path: string, line: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${line}\n`);
  await chmod(path, 0o700);
}
