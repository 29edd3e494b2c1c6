import type { Severity, ValidationResult } from '../domain/plugin/validation-result.js';
import * as pb from './generated/plugin/v1/plugin_pb.cjs';
import type { MessageShape } from 'go-plugin-node';
import { bufferOf, bytesOfText, textOfBytes } from './message-bytes.js';
import { checked } from './message-limits.js';
import type { Codec } from './plugin-messages.js';
import { unary } from './plugin-services.js';

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

const issuesShape: MessageShape = { 1: {} };

/** Both calls have the same answer, field by field. */
export const issuesMessage: Codec<readonly ValidationResult[]> = {
  encode(results) {
    const message = new pb.ValidateWorkflowResponse();
    message.setIssuesList(results.map(issueMessage));
    return bufferOf(message.serializeBinary());
  },
  decode: (bytes) =>
    pb.ValidateWorkflowResponse.deserializeBinary(checked(bytes, issuesShape)).getIssuesList().map(resultOf),
};

function issueMessage({ severity, message, step = '', field = '' }: ValidationResult): pb.ValidationIssue {
  const issue = new pb.ValidationIssue();
  issue.setSeverity(numbers[severity]);
  issue.setMessage(message.toWellFormed());
  issue.setStep(step.toWellFormed());
  issue.setField(field.toWellFormed());
  return issue;
}

function resultOf(issue: pb.ValidationIssue): ValidationResult {
  const [step, field] = [issue.getStep(), issue.getField()];
  return {
    severity: severityOf(issue.getSeverity()),
    message: issue.getMessage(),
    ...(step === '' ? {} : { step }),
    ...(field === '' ? {} : { field }),
  };
}

const numbers: { readonly [S in Severity]: pb.Severity } = {
  warning: pb.Severity.SEVERITY_WARNING,
  error: pb.Severity.SEVERITY_ERROR,
  info: pb.Severity.SEVERITY_INFO,
};

/** As in AWF, what is not specified is an error, and so is a severity of a later version. */
function severityOf(number: pb.Severity): Severity {
  if (number === pb.Severity.SEVERITY_WARNING) return 'warning';
  return number === pb.Severity.SEVERITY_INFO ? 'info' : 'error';
}

/** The rules of a plugin that workflows are checked against. */
export const validatorService = {
  validateWorkflow: unary('/plugin.v1.ValidatorService/ValidateWorkflow', workflowMessage, issuesMessage),
  validateStep: unary('/plugin.v1.ValidatorService/ValidateStep', stepToValidateMessage, issuesMessage),
};
