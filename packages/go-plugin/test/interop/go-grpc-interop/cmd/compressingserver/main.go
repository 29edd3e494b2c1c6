// compressingserver is grpc-go's interop service with gzip installed, which grpc-go's own interop server leaves out: it reads
// compressed requests and answers them compressed. Its errors have a detail, a google.protobuf.StringValue. It prints the address that
// it listens on. With -mux, each connection is a yamux session, and each of its streams a connection of gRPC, as with go-plugin's
// multiplexed broker.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"

	"github.com/hashicorp/yamux"
	"google.golang.org/grpc"
	_ "google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/interop"
	testgrpc "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

func withDetail(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	answer, err := handler(ctx, request)
	if err == nil {
		return answer, nil
	}
	detailed, detailErr := status.Convert(err).WithDetails(wrapperspb.String("a detail of the error"))
	if detailErr != nil {
		return nil, detailErr
	}
	return nil, detailed.Err()
}

func main() {
	mux := flag.Bool("mux", false, "multiplex each connection")
	flag.Parse()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	server := grpc.NewServer(grpc.UnaryInterceptor(withDetail))
	testgrpc.RegisterTestServiceServer(server, interop.NewTestServer())
	if *mux {
		log.Fatal(serveSessions(server, listener))
	}
	log.Fatal(server.Serve(listener))
}

func serveSessions(server *grpc.Server, listener net.Listener) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		session, err := yamux.Server(connection, nil)
		if err != nil {
			return err
		}
		go server.Serve(session)
	}
}
