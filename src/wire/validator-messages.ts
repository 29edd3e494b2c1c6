import type { Severity, ValidationResult } from '../domain/plugin/validation-result.js';
import * as pb from './generated/plugin/v1/plugin_pb.cjs';
import { bufferOf, bytesOfText, textOfBytes } from './message-bytes.js';
import { checked, checkLength, mostIssues } from './message-limits.js';
import type { Codec } from './plugin-messages.js';
import { unary } from './plugin-services.js';
import { ProtobufReader } from './protobuf-reader.js';

/** A workflow as JSON, and the step that is asked about. */
export interface StepToValidate {
  readonly workflowJson: string;
  readonly stepName: string;
}

export const workflowMessage: Codec<string> = {
  encode: (json) => bufferOf(new pb.ValidateWorkflowRequest().setWorkflowJson(bytesOfText(json)).serializeBinary()),
  decode: (bytes) => textOfBytes(pb.ValidateWorkflowRequest.deserializeBinary(checked(bytes)).getWorkflowJson_asU8()),
};

export const stepToValidateMessage: Codec<StepToValidate> = {
  encode({ workflowJson, stepName }) {
    const message = new pb.ValidateStepRequest();
    message.setWorkflowJson(bytesOfText(workflowJson));
    message.setStepName(stepName.toWellFormed());
    return bufferOf(message.serializeBinary());
  },
  decode(bytes) {
    const message = pb.ValidateStepRequest.deserializeBinary(checked(bytes));
    return { workflowJson: textOfBytes(message.getWorkflowJson_asU8()), stepName: message.getStepName() };
  },
};

/** Both calls have the same answer, field by field. A validator may find 100,000 issues, which google-protobuf would make large objects of. */
export const issuesMessage: Codec<readonly ValidationResult[]> = {
  encode(results) {
    const message = new pb.ValidateWorkflowResponse();
    message.setIssuesList(results.map(issueMessage));
    return bufferOf(message.serializeBinary());
  },
  decode(bytes, textBytes) {
    const reader = ProtobufReader.of(bytes, textBytes);
    const results: ValidationResult[] = [];
    for (let field = reader.next(); field !== 0; field = reader.next()) {
      if (field !== 1) {
        reader.skip();
        continue;
      }
      const issue = reader.message();
      if (issue !== undefined) results.push(resultOf(issue));
      checkLength(results, 'issues', mostIssues);
    }
    return results;
  },
};

function issueMessage({ severity, message, step = '', field = '' }: ValidationResult): pb.ValidationIssue {
  const issue = new pb.ValidationIssue();
  issue.setSeverity(numbers[severity]);
  issue.setMessage(message.toWellFormed());
  issue.setStep(step.toWellFormed());
  issue.setField(field.toWellFormed());
  return issue;
}

function resultOf(reader: ProtobufReader): ValidationResult {
  let severity = 0;
  let [message, step, field] = ['', '', ''];
  for (let number = reader.next(); number !== 0; number = reader.next())
    if (number === 1) severity = reader.integer() ?? severity;
    else if (number === 2) message = reader.text() ?? message;
    else if (number === 3) step = reader.text() ?? step;
    else if (number === 4) field = reader.text() ?? field;
    else reader.skip();
  return {
    severity: severityOf(severity),
    message,
    ...(step === '' ? {} : { step }),
    ...(field === '' ? {} : { field }),
  };
}

const numbers: { readonly [S in Severity]: pb.Severity } = {
  warning: pb.Severity.SEVERITY_WARNING,
  error: pb.Severity.SEVERITY_ERROR,
  info: pb.Severity.SEVERITY_INFO,
};

const severities: ReadonlyMap<number, Severity> = new Map([
  [pb.Severity.SEVERITY_WARNING, 'warning'],
  [pb.Severity.SEVERITY_INFO, 'info'],
]);

/** As in AWF, what is not specified is an error, and so is a severity of a later version. */
const severityOf = (number: number): Severity => severities.get(number) ?? 'error';

/** The rules of a plugin that workflows are checked against. */
export const validatorService = {
  validateWorkflow: unary('/plugin.v1.ValidatorService/ValidateWorkflow', workflowMessage, issuesMessage),
  validateStep: unary('/plugin.v1.ValidatorService/ValidateStep', stepToValidateMessage, issuesMessage),
};
