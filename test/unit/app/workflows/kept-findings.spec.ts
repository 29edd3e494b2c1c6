import { expect } from 'chai';
import { KeptFindings } from '../../../../src/app/workflows/kept-findings.js';
import type { Severity, ValidationResult } from '../../../../src/domain/plugin/validation-result.js';

const finding = (message: string, severity: Severity = 'error'): ValidationResult => ({ severity, message });

const messages = (findings: KeptFindings, others = new Set<string>()) => {
  const { results, omitted } = findings.unlike(others);
  return { messages: results.map(({ message }) => message), omitted };
};

describe('KeptFindings', () => {
  it('keeps all in their order while there is room, each once', () => {
    const findings = new KeptFindings(3);
    for (const given of [finding('b', 'info'), finding('a'), finding('b', 'info')]) findings.add(given);
    expect(messages(findings)).to.deep.equal({ messages: ['b', 'a'], omitted: 0 });
  });

  it('keeps the most serious ones when there is no room, and counts the others', () => {
    const findings = new KeptFindings(2);
    for (const given of [finding('i', 'info'), finding('w', 'warning'), finding('e1'), finding('e2'), finding('e3')])
      findings.add(given);
    expect(messages(findings)).to.deep.equal({ messages: ['e1', 'e2'], omitted: 3 });
  });

  it('leaves out what another plugin has found', () => {
    const others = new Set<string>();
    const [first, second] = [new KeptFindings(2), new KeptFindings(2)];
    first.add(finding('a'));
    for (const message of ['a', 'b']) second.add(finding(message));
    expect(messages(first, others).messages).to.deep.equal(['a']);
    expect(messages(second, others)).to.deep.equal({ messages: ['b'], omitted: 0 });
  });

  it('does not grow with what a plugin finds', () => {
    const findings = new KeptFindings(10);
    let read = 0;
    const endless = function* (): Generator<ValidationResult> {
      for (; read < 100_000; read += 1) yield finding(`${read}`, read % 2 === 0 ? 'info' : 'warning');
    };
    for (const given of endless()) findings.add(given);
    expect(findings.size).to.equal(20);
    expect(messages(findings)).to.have.property('omitted', 99_990);
  });

  it('shortens texts when it gets them', () => {
    const findings = new KeptFindings(1);
    findings.add({ severity: 'error', message: 'm'.repeat(5_000), step: 's'.repeat(500), field: 'f'.repeat(500) });
    const [kept] = findings.unlike(new Set()).results;
    expect([kept?.message.length, kept?.step?.length, kept?.field?.length]).to.deep.equal([2_001, 201, 201]);
  });
});
