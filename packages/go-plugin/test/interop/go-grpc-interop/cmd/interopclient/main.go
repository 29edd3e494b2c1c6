// interopclient runs one of gRPC's interop cases, as grpc-go implements them for its client, against the server at an address.
// It exits with status 0 if the case passes; otherwise grpc-go says why on stderr. The case status_details is not one of gRPC's: the
// server's errors must have a detail, a google.protobuf.StringValue. With -mux, the address is a unix socket whose connection is a yamux
// session, and gRPC uses one of its streams. With -ca, it speaks TLS, with -cert and -key mutual TLS, as with go-plugin's AutoMTLS.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"time"

	"github.com/hashicorp/yamux"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop"
	testgrpc "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

type testCase func(context.Context, testgrpc.TestServiceClient, ...grpc.CallOption)

var cases = map[string]testCase{
	"empty_unary":                 interop.DoEmptyUnaryCall,
	"large_unary":                 interop.DoLargeUnaryCall,
	"client_streaming":            interop.DoClientStreaming,
	"server_streaming":            interop.DoServerStreaming,
	"ping_pong":                   interop.DoPingPong,
	"empty_stream":                interop.DoEmptyStream,
	"custom_metadata":             interop.DoCustomMetadata,
	"status_code_and_message":     interop.DoStatusCodeAndMessage,
	"special_status_message":      interop.DoSpecialStatusMessage,
	"cancel_after_begin":          interop.DoCancelAfterBegin,
	"cancel_after_first_response": interop.DoCancelAfterFirstResponse,
	"timeout_on_sleeping_server":  interop.DoTimeoutOnSleepingServer,
}

func main() {
	address := flag.String("address", "", "target in gRPC's syntax, such as unix:/tmp/socket")
	name := flag.String("case", "", "name of the case")
	mux := flag.Bool("mux", false, "multiplex the connection")
	ca := flag.String("ca", "", "PEM file of the certificate to trust; without it the connection is plain")
	certificate := flag.String("cert", "", "PEM file of the own certificate; without it the client has none")
	key := flag.String("key", "", "PEM file of its key")
	flag.Parse()

	transport := insecure.NewCredentials()
	if *ca != "" {
		var err error
		if transport, err = clientTLS(*ca, *certificate, *key); err != nil {
			log.Fatal(err)
		}
	}
	target := *address
	options := []grpc.DialOption{grpc.WithTransportCredentials(transport)}
	if *mux {
		target = "passthrough:///multiplexed"
		options = append(options, grpc.WithContextDialer(func(context.Context, string) (net.Conn, error) {
			return openStream(*address)
		}))
	}
	connection, err := grpc.NewClient(target, options...)
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()

	switch *name {
	case "status_details":
		checkDetails(ctx, testgrpc.NewTestServiceClient(connection))
	case "unimplemented_method":
		interop.DoUnimplementedMethod(ctx, connection)
	case "unimplemented_service":
		interop.DoUnimplementedService(ctx, testgrpc.NewUnimplementedServiceClient(connection))
	default:
		run, known := cases[*name]
		if !known {
			log.Fatalf("no case %q", *name)
		}
		run(ctx, testgrpc.NewTestServiceClient(connection))
	}
}

func checkDetails(ctx context.Context, client testgrpc.TestServiceClient) {
	wish := &testgrpc.EchoStatus{Code: int32(codes.FailedPrecondition), Message: "with a detail"}
	_, err := client.UnaryCall(ctx, &testgrpc.SimpleRequest{ResponseStatus: wish})
	answer := status.Convert(err)
	if answer.Code() != codes.FailedPrecondition || answer.Message() != wish.Message || len(answer.Details()) != 1 {
		log.Fatalf("status is %v with details %v", answer, answer.Details())
	}
	detail, isText := answer.Details()[0].(*wrapperspb.StringValue)
	if !isText || detail.Value != "a detail of the error" {
		log.Fatalf("detail is %v", answer.Details()[0])
	}
}

func clientTLS(ca, certificate, key string) (credentials.TransportCredentials, error) {
	pem, err := os.ReadFile(ca)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("no certificate in %s", ca)
	}
	config := &tls.Config{RootCAs: roots, ServerName: "localhost", MinVersion: tls.VersionTLS12}
	if certificate != "" {
		own, err := tls.LoadX509KeyPair(certificate, key)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{own}
	}
	return credentials.NewTLS(config), nil
}

func openStream(path string) (net.Conn, error) {
	connection, err := net.Dial("unix", path)
	if err != nil {
		return nil, err
	}
	session, err := yamux.Client(connection, nil)
	if err != nil {
		return nil, err
	}
	return session.Open()
}
