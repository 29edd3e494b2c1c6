import { createReadStream } from 'node:fs';
import { AwfError } from '../../domain/errors/awf-error.js';
import { validateWorkflow } from '../../domain/workflow/validate-workflow.js';
import { asOneError } from '../../domain/workflow/workflow-problems.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { LoadedWorkflow, WorkflowSource } from '../../ports/workflow-source.js';
import { Findings } from './findings.js';
import { readWorkflow } from './read-workflow.js';
import { parseSource } from './source-tree.js';

/** More than any honest workflow; what is larger is most likely another file. */
const maxBytes = 4 * 1024 * 1024;

/** Reads workflows from YAML files. */
export class YamlWorkflowSource implements WorkflowSource {
  async load(path: string, options: CallOptions = {}): Promise<LoadedWorkflow> {
    return parseWorkflow(await readText(path, options.signal), path);
  }
}

/**
 * The workflow in a YAML text; `file` is what errors call it.
 *
 * @throws AwfError as {@link WorkflowSource.load}
 */
export function parseWorkflow(text: string, file: string): LoadedWorkflow {
  const findings = new Findings(file);
  const source = parseSource(text);
  const workflow = source.ok ? readWorkflow(source.root, findings) : undefined;
  if (source.ok) for (const { at, problem } of source.warnings) findings.warning(at, undefined, problem);
  else for (const { at, problem } of source.faults) findings.problem(at, problem);
  refuse(findings);
  if (workflow === undefined) throw new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: `${file} gave no workflow` });
  const verdict = validateWorkflow(workflow);
  findings.problems.push(...verdict.problems);
  refuse(findings);
  for (const { at, text: problem } of verdict.warnings) findings.warning(at, undefined, problem);
  return { workflow, warnings: findings.warnings };
}

function refuse(findings: Findings): void {
  const error = asOneError(findings.problems);
  if (error !== undefined) throw error;
}

async function readText(path: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    // A stream, because a workflow may come from a pipe, and must not come from /dev/zero.
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(path);
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (AwfError.is(error)) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new AwfError('USER.INPUT.MISSING_FILE', { path }, { cause: error });
    if (code === 'EISDIR')
      throw new AwfError('USER.INPUT.MISSING_FILE', { path, problem: 'is a folder, not a file' }, { cause: error });
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw notText(path, error);
    throw new AwfError('SYSTEM.IO.READ_FAILED', { path }, { cause: error });
  }
}

const tooLarge = (file: string): AwfError =>
  new AwfError('WORKFLOW.PARSE.YAML_SYNTAX', {
    file,
    line: 1,
    column: 1,
    problem: `the file is larger than ${maxBytes} bytes`,
  });

const notText = (file: string, cause: unknown): AwfError =>
  new AwfError(
    'WORKFLOW.PARSE.YAML_SYNTAX',
    { file, line: 1, column: 1, problem: 'the file is not UTF-8 text' },
    { cause },
  );
