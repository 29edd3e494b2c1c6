// compressingserver is grpc-go's interop service with gzip installed, which grpc-go's own interop server leaves out: it reads
// compressed requests and answers them compressed. Its errors have a detail, a google.protobuf.StringValue. It prints the address that
// it listens on. With -mux, each connection is a yamux session, and each of its streams a connection of gRPC, as with go-plugin's
// multiplexed broker. With -cert, -key and -ca, connections of gRPC have mutual TLS, as with go-plugin's AutoMTLS.
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

	"github.com/hashicorp/yamux"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
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
	certificate := flag.String("cert", "", "PEM file of the own certificate; without it connections are plain")
	key := flag.String("key", "", "PEM file of its key")
	ca := flag.String("ca", "", "PEM file of the certificate that clients must have")
	flag.Parse()
	transport := insecure.NewCredentials()
	if *certificate != "" {
		var err error
		if transport, err = mutualTLS(*certificate, *key, *ca); err != nil {
			log.Fatal(err)
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	server := grpc.NewServer(grpc.Creds(transport), grpc.UnaryInterceptor(withDetail))
	testgrpc.RegisterTestServiceServer(server, interop.NewTestServer())
	if *mux {
		log.Fatal(serveSessions(server, listener))
	}
	log.Fatal(server.Serve(listener))
}

func mutualTLS(certificate, key, ca string) (credentials.TransportCredentials, error) {
	own, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	pem, err := os.ReadFile(ca)
	if err != nil {
		return nil, err
	}
	clients := x509.NewCertPool()
	if !clients.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("no certificate in %s", ca)
	}
	return credentials.NewTLS(&tls.Config{
		Certificates: []tls.Certificate{own},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    clients,
		MinVersion:   tls.VersionTLS12,
	}), nil
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
