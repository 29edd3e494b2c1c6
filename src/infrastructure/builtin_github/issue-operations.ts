import type { Operations } from '../../sdk/operation.js';
import { fieldsOf } from './gh-values.js';
import { fields, filled, number, repositoryOperation, textsOf, type OpenRepository } from './repository-operation.js';

/** The operations on issues, and on what issues and pull requests have in common. */
export const issueOperations = (open: OpenRepository): Operations => ({
  get_issue: repositoryOperation(
    open,
    {
      description: 'Gives an issue',
      inputs: { number, fields },
      outputs: ['number', 'title', 'body', 'state', 'labels'],
    },
    async (repository, inputs) => fieldsOf(await repository.issue(inputs.number), inputs.fields),
  ),
  create_issue: repositoryOperation(
    open,
    {
      description: 'Opens an issue',
      inputs: {
        title: { type: 'string', required: true },
        body: { type: 'string' },
        labels: { type: 'array', description: 'Names of labels' },
        assignees: { type: 'array', description: 'Names of users' },
      },
      outputs: ['number', 'url'],
    },
    (repository, { title, body, labels, assignees }) =>
      repository.createIssue({
        title: filled(title, 'title'),
        body: body?.trim() ?? '',
        labels: textsOf(labels, 'labels'),
        assignees: textsOf(assignees, 'assignees'),
      }),
  ),
  add_labels: repositoryOperation(
    open,
    {
      description: 'Adds labels to an issue or a pull request',
      inputs: { number, labels: { type: 'array', required: true, description: 'Names of labels' } },
      outputs: ['labels'],
    },
    (repository, inputs) => {
      const labels = textsOf(inputs.labels, 'labels');
      if (labels.length === 0) throw new Error('labels is empty');
      return repository.addLabels(inputs.number, labels);
    },
  ),
  list_comments: repositoryOperation(
    open,
    {
      description: 'Lists the comments on an issue or a pull request',
      inputs: { number, limit: { type: 'integer', description: 'The most comments that are wanted (default: all)' } },
      outputs: ['comments', 'total'],
    },
    (repository, { number: issue, limit }) =>
      repository.comments(issue, limit !== null && limit !== undefined && limit > 0 ? limit : undefined),
  ),
  add_comment: repositoryOperation(
    open,
    {
      description: 'Adds a comment to an issue or a pull request',
      inputs: { number, body: { type: 'string', required: true } },
      outputs: ['comment_id', 'url'],
    },
    (repository, inputs) => repository.addComment(inputs.number, filled(inputs.body, 'body')),
  ),
});
