import { expect } from 'chai';
import { emptyPayload, type DomainEvent } from '../../../src/domain/event/domain-event.js';
import {
  answerMessage,
  emitAnswerMessage,
  emitMessage,
  eventMessage,
  mostAnswers,
  streamedEventMessage,
} from '../../../src/wire/event-messages.js';
import * as pb from '../../../src/wire/generated/plugin/v1/events_pb.cjs';

const event: DomainEvent = {
  id: '5f0c',
  type: 'deploy.done',
  timestamp: new Date('2026-01-02T03:04:05.678Z'),
  source: 'deploy',
  metadata: { stage: 'prod', größe: '5' },
  payload: Uint8Array.of(0, 255, 10),
  propagationDepth: 2,
};

const plain = (value: DomainEvent) => ({ ...value, metadata: { ...value.metadata } });

describe('Messages about events', () => {
  it('are what google-protobuf reads', () => {
    const read = pb.HandleEventRequest.deserializeBinary(eventMessage.encode(event));
    expect(read.getId()).to.equal('5f0c');
    expect(read.getType()).to.equal('deploy.done');
    expect(read.getTimestampUnixNanos()).to.equal(1_767_323_045_678_000_000);
    expect(read.getSource()).to.equal('deploy');
    expect(read.getMetadataMap().toObject()).to.have.deep.members([
      ['stage', 'prod'],
      ['größe', '5'],
    ]);
    expect(read.getPayload_asU8()).to.deep.equal(event.payload);
    expect(read.getPropagationDepth()).to.equal(2);

    const streamed = pb.EventStreamMessage.deserializeBinary(streamedEventMessage.encode({ event, sequence: 300 }));
    expect(streamed.getSequenceNumber()).to.equal(300);
    const emitted = pb.EmitRequest.deserializeBinary(emitMessage.encode(event));
    expect([emitted.getEventType(), emitted.getSourcePlugin(), emitted.getPropagationDepth()]).to.deep.equal([
      'deploy.done',
      'deploy',
      2,
    ]);
  });

  it('read what google-protobuf writes', () => {
    const message = new pb.HandleEventRequest()
      .setId('5f0c')
      .setType('deploy.done')
      .setTimestampUnixNanos(1_767_323_045_678_000_000)
      .setSource('deploy')
      .setPayload(event.payload)
      .setPropagationDepth(2);
    message.getMetadataMap().set('stage', 'prod').set('größe', '5');
    expect(plain(eventMessage.decode(message.serializeBinary()))).to.deep.equal(event);
    const answer = new pb.HandleEventResponse().setEmittedEventsList([message, new pb.HandleEventRequest()]);
    expect(answerMessage.decode(answer.serializeBinary()).map(({ type }) => type)).to.deep.equal(['deploy.done', '']);
    const denied = new pb.EmitResponse().setErrorMessage('no');
    expect(emitAnswerMessage.decode(denied.serializeBinary())).to.deep.equal({ accepted: false, problem: 'no' });
  });

  it('come back as they were', () => {
    expect(plain(eventMessage.decode(eventMessage.encode(event)))).to.deep.equal(event);
    const { event: back, sequence } = streamedEventMessage.decode(streamedEventMessage.encode({ event, sequence: 1 }));
    expect([plain(back), sequence]).to.deep.equal([event, 1]);
    expect(answerMessage.decode(answerMessage.encode([event, event]))).to.have.length(2);
    for (const answer of [
      { accepted: true, eventId: 'e' },
      { accepted: false, problem: 'no' },
    ] as const)
      expect(emitAnswerMessage.decode(emitAnswerMessage.encode(answer))).to.deep.equal(answer);
  });

  it('have no time if the sender set none, as Go’s zero time has', () => {
    const message = new pb.EmitRequest().setEventType('a');
    expect(emitMessage.decode(message.serializeBinary()).timestamp).to.equal(undefined);
    message.setTimestampUnixNanos(-6_795_364_578_871_345_000);
    expect(emitMessage.decode(message.serializeBinary()).timestamp).to.equal(undefined);
  });

  it('take no negative depth for a large one', () => {
    const message = new pb.EmitRequest().setPropagationDepth(-1);
    expect(emitMessage.decode(message.serializeBinary()).propagationDepth).to.be.at.most(0);
  });

  it('hold a limited number of answers, however many a plugin sends', () => {
    const many = Buffer.from([0x0a, 0x00]).toString('latin1').repeat(100_000);
    expect(answerMessage.decode(Buffer.from(many, 'latin1'))).to.have.length(mostAnswers + 1);
  });

  it('are refused when they are cut off', () => {
    const bytes = eventMessage.encode({ ...event, payload: emptyPayload });
    for (let length = 1; length < bytes.length; length += 1)
      try {
        eventMessage.decode(bytes.subarray(0, length));
      } catch (error) {
        expect(error).to.have.property('message', 'not a valid protobuf message');
      }
  });
});
