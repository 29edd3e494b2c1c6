import type { OperationResult } from '../../domain/plugin/operation.js';
import { readInputs } from '../../sdk/inputs.js';
import type { Operation, OperationCall } from '../../sdk/operation.js';
import type { Plugin } from '../../sdk/plugin.js';
import { operationSchema } from '../../sdk/schemas.js';
import { answeringFailures } from '../shared/expected-failures.js';
import { OutboundClient } from '../shared/outbound/outbound-client.js';
import { proxiesIn } from '../shared/outbound/proxy-settings.js';
import { batchOperation } from './batch-operation.js';
import type { BatchItem } from './batch.js';
import { gitHubServer, repositoryOf, type GitHubMachine } from './github-account.js';
import { GitHubApi, type GitHubServer } from './github-api.js';
import { issueOperations } from './issue-operations.js';
import { pullRequestOperations } from './pull-request-operations.js';
import type { OpenRepository } from './repository-operation.js';
import { Repository } from './repository.js';

/** AWF's built-in plugin `github`: issues and pull requests, through GitHub's REST API. */
export function gitHubPlugin(about: Pick<Plugin, 'name' | 'version' | 'description'>, machine: GitHubMachine): Plugin {
  // Kept, because asking `gh` for its token takes as long as a request. A failure is not kept.
  let known: GitHubServer | undefined;
  const open: OpenRepository = async (given, signal) => {
    known ??= await gitHubServer(machine, signal);
    // The user has named this server, so it may be anywhere.
    const policy = { linkLocal: true, inwardRedirects: false, publicOnly: false };
    const client = new OutboundClient({ policy, proxies: proxiesIn(machine.env) });
    return new Repository(new GitHubApi(known, client), await repositoryOf(given, machine, signal), signal);
  };
  const single: Readonly<Record<string, Operation>> = { ...issueOperations(open), ...pullRequestOperations(open) };
  const execute = async (item: BatchItem, call: OperationCall): Promise<OperationResult> => {
    const name = item.name.replace(/^github\./, '');
    const found = Object.hasOwn(single, name) ? single[name] : undefined;
    if (found === undefined) throw new Error(`a batch may have ${Object.keys(single).join(', ')}, not ${item.name}`);
    const inputs = readInputs(operationSchema(about, name, found), item.inputs);
    return await found.handler({ ...call, inputs } as OperationCall<never>);
  };
  const all = { ...single, batch: batchOperation(execute) };
  const operations = Object.entries(all).map(([name, operation]) => [
    name,
    { ...operation, handler: answeringFailures(async (call: OperationCall<never>) => operation.handler(call)) },
  ]);
  return { ...about, operations: Object.fromEntries(operations) as Record<string, Operation> };
}
