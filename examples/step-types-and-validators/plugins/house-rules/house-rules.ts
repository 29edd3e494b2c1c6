import { BasePlugin, serve, type ValidationIssue, type Validator } from 'awf-plugins/sdk';

/** What the house allows. A team would keep such rules beside its workflows. */
const houseRules: Validator = {
  validateWorkflow: ({ version }) =>
    version === '' ? [{ severity: 'info', message: 'give the workflow a version', field: 'version' }] : [],

  validateStep({ steps }, name) {
    const step = steps[name];
    const issues: ValidationIssue[] = [];
    if (step === undefined) return issues;
    if (/\bsudo\b/u.test(step.command)) issues.push({ message: 'no step may use sudo', field: 'command' });
    if (step.type !== 'terminal' && step.timeout === 0)
      issues.push({ severity: 'warning', message: 'it may take forever: set a timeout', field: 'timeout' });
    return issues;
  },
};

class HouseRules extends BasePlugin {
  readonly validator = houseRules;
}

await serve(new HouseRules({ name: 'house-rules', version: '1.0.0' }));
