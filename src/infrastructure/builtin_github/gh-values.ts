import { isJsonObject, recordOf, type JsonObject, type JsonValue } from '../../domain/json.js';

// What GitHub's REST API answers, in the form in which `gh --json` prints it: AWF runs `gh`, and its workflows use these names.

/** An issue, or a pull request as an issue. */
export const issueOf = (issue: JsonObject): JsonObject => ({
  number: issue.number ?? null,
  title: issue.title ?? '',
  body: issue.body ?? '',
  state: stateOf(issue, isJsonObject(issue.pull_request) ? issue.pull_request.merged_at : null),
  labels: labelsOf(issue.labels),
});

/** A pull request. */
export const pullRequestOf = (pull: JsonObject): JsonObject => ({
  number: pull.number ?? null,
  title: pull.title ?? '',
  body: pull.body ?? '',
  state: stateOf(pull, pull.merged_at),
  headRefName: refOf(pull.head),
  baseRefName: refOf(pull.base),
  mergeable: pull.mergeable === true ? 'MERGEABLE' : pull.mergeable === false ? 'CONFLICTING' : 'UNKNOWN',
  mergedAt: pull.merged_at ?? null,
  labels: labelsOf(pull.labels),
});

/** A comment. */
export const commentOf = (comment: JsonObject): JsonObject => ({
  id: comment.node_id ?? '',
  author: { login: isJsonObject(comment.user) ? (comment.user.login ?? '') : '' },
  authorAssociation: comment.author_association ?? '',
  body: comment.body ?? '',
  createdAt: comment.created_at ?? null,
  url: comment.html_url ?? '',
});

/** The objects of a list. */
export const objectsOf = (list: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(list) ? (list as readonly JsonValue[]).filter(isJsonObject) : [];

/** The wanted fields of an object; all, if none are named. */
export function fieldsOf(value: JsonObject, wanted: readonly JsonValue[] | null | undefined): JsonObject {
  if (wanted === null || wanted === undefined || wanted.length === 0) return value;
  const unknown = wanted.filter((name) => typeof name !== 'string' || !Object.hasOwn(value, name));
  if (unknown.length > 0) throw new Error(`fields may have ${Object.keys(value).join(', ')}`);
  return recordOf((wanted as readonly string[]).map((name) => [name, value[name] ?? null]));
}

const stateOf = ({ state }: JsonObject, mergedAt: JsonValue | undefined): string =>
  typeof mergedAt === 'string' ? 'MERGED' : typeof state === 'string' ? state.toUpperCase() : '';

const refOf = (branch: JsonValue | undefined): JsonValue => (isJsonObject(branch) ? (branch.ref ?? '') : '');

const labelsOf = (labels: JsonValue | undefined): readonly JsonObject[] =>
  objectsOf(labels).map((label) => ({
    id: label.node_id ?? '',
    name: label.name ?? '',
    description: label.description ?? '',
    color: label.color ?? '',
  }));
