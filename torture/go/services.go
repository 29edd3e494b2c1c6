package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"awfplugins.test/interop/internal/pluginv1"
)

const (
	// printedLines is what is printed while an event is awaited.
	printedLines = 60
	// flush is how long sent bytes may take to leave the process.
	flush = 25 * time.Millisecond
	// brokerID and brokeredService are those of ../victim/order.ts.
	brokerID        = 7
	brokeredService = "torture.Brokered"
)

// servedPlugin registers the services by hand: as streams of plain bytes, so that an answer can stop anywhere. On the wire, nobody sees a
// difference.
type servedPlugin struct {
	plugin.NetRPCUnsupportedPlugin
	victim *victim
}

// GRPCServer is called once, before the plugin serves.
func (p *servedPlugin) GRPCServer(broker *plugin.GRPCBroker, server *grpc.Server) error {
	v := p.victim
	v.broker = broker
	server.RegisterService(service("plugin.v1.PluginService", map[string]grpc.StreamHandler{
		"GetInfo":  v.answering("info", &pluginv1.GetInfoResponse{Name: "victim", Version: "1.0.0", Capabilities: []string{"operations"}}),
		"Init":     v.answering("init", &pluginv1.InitResponse{}),
		"Shutdown": v.answering("shutdown", &pluginv1.ShutdownResponse{}),
	}), nil)
	server.RegisterService(service("plugin.v1.OperationService", map[string]grpc.StreamHandler{
		"ListOperations": v.answering("list", &pluginv1.ListOperationsResponse{
			Operations: []*pluginv1.OperationSchema{operation("work"), operation("broker"), operation("record")},
		}),
		"Execute": v.execute,
	}), nil)
	return nil
}

// GRPCClient is for hosts.
func (p *servedPlugin) GRPCClient(context.Context, *plugin.GRPCBroker, *grpc.ClientConn) (any, error) {
	return nil, errors.New("this is a plugin, no host")
}

func service(name string, methods map[string]grpc.StreamHandler) *grpc.ServiceDesc {
	description := &grpc.ServiceDesc{ServiceName: name, HandlerType: (*any)(nil)}
	for method, handler := range methods {
		description.Streams = append(description.Streams, grpc.StreamDesc{StreamName: method, Handler: handler, ServerStreams: true})
	}
	return description
}

func operation(name string) *pluginv1.OperationSchema {
	return &pluginv1.OperationSchema{Name: name, Inputs: []*pluginv1.InputSchema{{Name: "id", Type: "string"}}}
}

// raw is a message of any bytes.
func raw(data []byte) proto.Message {
	message := &pluginv1.InitResponse{}
	message.ProtoReflect().SetUnknown(data)
	return message
}

func (v *victim) answering(point string, answer proto.Message) grpc.StreamHandler {
	return func(_ any, stream grpc.ServerStream) error {
		if err := stream.RecvMsg(&pluginv1.InitRequest{}); err != nil {
			return err
		}
		if v.wantsBadAnswer() && v.striker.due(point) {
			return v.answerBadly(stream, answer, "")
		}
		v.reach(point)
		return stream.SendMsg(answer)
	}
}

func (v *victim) execute(_ any, stream grpc.ServerStream) error {
	request := &pluginv1.ExecuteRequest{}
	if err := stream.RecvMsg(request); err != nil {
		return err
	}
	id := ""
	if err := json.Unmarshal(request.GetInputs()["id"], &id); err != nil {
		return err
	}
	switch request.GetOperation() {
	case "broker":
		if err := v.serveBrokered(); err != nil {
			return err
		}
	case "record":
		if err := v.record.note(id); err != nil {
			return err
		}
	}
	v.reach("execute: before")
	if v.striker.order != nil && v.striker.order.Point == "event" {
		v.emit()
	}
	return v.answerExecute(stream, id)
}

func (v *victim) answerExecute(stream grpc.ServerStream, id string) error {
	answer := result(id, nil)
	if v.wantsBadAnswer() && v.striker.due("execute: during") {
		return v.answerBadly(stream, answer, id)
	}
	if err := stream.SendMsg(answer); err != nil {
		return err
	}
	if order := v.striker.order; order != nil {
		switch order.Point {
		case "execute: during":
			time.Sleep(flush)
			v.reach(order.Point)
		case "execute: after":
			time.AfterFunc(flush, func() { v.reach(order.Point) })
		}
	}
	return nil
}

func result(id string, others map[string][]byte) *pluginv1.ExecuteResponse {
	text, _ := json.Marshal(id)
	data := map[string][]byte{"text": text, "pid": fmt.Append(nil, os.Getpid())}
	for name, value := range others {
		data[name] = value
	}
	return &pluginv1.ExecuteResponse{Success: true, Data: data}
}

func (v *victim) wantsBadAnswer() bool {
	return v.striker.faulty("large answer", "no protobuf", "wrong JSON types", "endless stream")
}

// answerBadly gives the bad answer that is asked for, instead of a right one.
func (v *victim) answerBadly(stream grpc.ServerStream, right proto.Message, id string) error {
	order := v.striker.order
	switch order.Fault {
	case "large answer":
		data, err := proto.Marshal(right)
		if err != nil {
			return err
		}
		return stream.SendMsg(raw(padded(data, order.Size*megabyte)))
	case "no protobuf":
		if order.Variant%2 == 0 {
			noise := make([]byte, 64)
			for at := range noise {
				noise[at] = 0xff
			}
			return stream.SendMsg(raw(noise))
		}
		return stream.SendMsg(raw([]byte{0x0a, 0x7f, 0x00}))
	case "wrong JSON types":
		if order.Point == "list" {
			odd := &pluginv1.InputSchema{Name: "id", Type: "banana", Default: `{"a"`, Validation: "nothing"}
			return stream.SendMsg(&pluginv1.ListOperationsResponse{
				Operations: []*pluginv1.OperationSchema{{Name: "work", Inputs: []*pluginv1.InputSchema{odd}}},
			})
		}
		return stream.SendMsg(result(id, map[string][]byte{
			"number": []byte("NaN"), "object": []byte(`{"a":`), "list": []byte("[1,2"), "empty": nil,
		}))
	}
	for {
		if err := stream.SendMsg(right); err != nil {
			return err
		}
	}
}

// padded appends a field that nobody knows.
func padded(message []byte, length int) []byte {
	all := append(make([]byte, 0, len(message)+length+8), message...)
	all = append(all, 15<<3|2)
	rest := length
	for ; rest >= 128; rest >>= 7 {
		all = append(all, byte(rest)|128)
	}
	all = append(all, byte(rest))
	return append(all, make([]byte, length)...)
}

// emit prints and logs, and strikes meanwhile.
func (v *victim) emit() {
	for line := range printedLines {
		v.emitLine(line)
	}
	time.Sleep(flush)
	if !v.striker.faulty("endless stream") {
		v.reach("event")
		return
	}
	if v.striker.due("event") {
		go func() {
			for line := 0; ; line++ {
				v.emitLine(line)
				if line%printedLines == 0 {
					time.Sleep(time.Millisecond)
				}
			}
		}()
	}
}

func (v *victim) emitLine(line int) {
	fmt.Fprintf(v.printed, "printed %d\n", line)
	fmt.Fprintf(realStderr, `{"@level":"info","@message":"logged","@module":"victim","line":%d}`+"\n", line)
}

// serveBrokered serves the brokered method under the id that the host knows.
func (v *victim) serveBrokered() error {
	listener, err := v.broker.Accept(brokerID)
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.Creds(newCredentials(v, v.tls, "broker dial")))
	server.RegisterService(service(brokeredService, map[string]grpc.StreamHandler{
		"Ping": func(_ any, stream grpc.ServerStream) error {
			request := &pluginv1.InitRequest{}
			if err := stream.RecvMsg(request); err != nil {
				return err
			}
			if v.striker.faulty("HTTP/2 attack") {
				// The host has got what it wants with the answer, and ends the plugin.
				<-v.attacked
			}
			return stream.SendMsg(request)
		},
	}), nil)
	go func() { _ = server.Serve(&watchedListener{listener, v, "broker dial"}) }()
	return nil
}

// announceIds offers that many brokered connections.
func (v *victim) announceIds(count int) {
	go func() {
		for id := range count {
			if _, err := v.broker.Accept(uint32(1_000 + id)); err != nil {
				return
			}
		}
	}()
}
