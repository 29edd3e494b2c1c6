import { expect } from 'chai';
import {
  debuggerFailureIn,
  debuggerOf,
  debuggerUrlIn,
  inspectAddressProblem,
} from '../../../../src/domain/plugin/debugger.js';

describe('The debugger of a plugin', () => {
  it('is the inspector for a program that Node runs, itself or from a shell', () => {
    expect(debuggerOf('#!/usr/bin/env node\nimport x')).to.equal('inspector');
    expect(debuggerOf('#!/bin/sh\nexec /opt/bin/node "$here/main.js"\n')).to.equal('inspector');
  });

  it('is attached to a program of machine code', () => {
    expect(debuggerOf('\x7fELF node')).to.equal('attach');
  });

  it('cannot be turned on in another script', () => {
    expect(debuggerOf('#!/bin/sh\nexec python3 "$here/main.py"\n')).to.equal('none');
  });

  it('listens at a port, or at an address and a port', () => {
    for (const address of ['9229', '0', '127.0.0.1:9229', 'localhost:1', '[::1]:9229'])
      expect(inspectAddressProblem(address), address).to.equal(undefined);
    for (const address of ['', 'x', '1:2:3', 'host:', '9229 --eval', '99999', 'a b:1'])
      expect(inspectAddressProblem(address), address).to.be.a('string');
  });

  it('is found in what Node writes', () => {
    const url = 'ws://127.0.0.1:9229/3d1c7b4e-1';
    expect(debuggerUrlIn(`Debugger listening on ${url}\n`)).to.equal(url);
    expect(debuggerUrlIn('Debugger attached.')).to.equal(undefined);
    const failure = 'Starting inspector on 127.0.0.1:9229 failed: address already in use';
    expect(debuggerFailureIn(failure)).to.equal(failure);
    expect(debuggerFailureIn('Starting')).to.equal(undefined);
  });
});
