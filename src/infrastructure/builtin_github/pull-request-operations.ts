import type { Operations } from '../../sdk/operation.js';
import { fieldsOf } from './gh-values.js';
import { fields, filled, number, repositoryOperation, type OpenRepository } from './repository-operation.js';

/** The operations on pull requests alone. */
export const pullRequestOperations = (open: OpenRepository): Operations => ({
  get_pr: repositoryOperation(
    open,
    {
      description: 'Gives a pull request',
      inputs: { number, fields },
      outputs: [
        ...['number', 'title', 'body', 'state', 'headRefName', 'baseRefName'],
        ...['mergeable', 'mergedAt', 'labels'],
      ],
    },
    async (repository, inputs) => fieldsOf(await repository.pullRequest(inputs.number), inputs.fields),
  ),
  create_pr: repositoryOperation(
    open,
    {
      description: 'Opens a pull request, or gives the one that is open for these branches',
      inputs: {
        title: { type: 'string', required: true },
        head: { type: 'string', required: true, description: 'The branch with the changes' },
        base: { type: 'string', required: true, description: 'The branch that is to get them' },
        body: { type: 'string' },
        draft: { type: 'boolean' },
      },
      outputs: ['number', 'url', 'already_exists'],
    },
    (repository, { title, head, base, body, draft }) =>
      repository.createPullRequest({
        title: filled(title, 'title'),
        head: filled(head, 'head'),
        base: filled(base, 'base'),
        body: body?.trim() ?? '',
        draft: draft ?? false,
      }),
  ),
});
