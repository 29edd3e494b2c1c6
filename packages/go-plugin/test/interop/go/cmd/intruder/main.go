// intruder calls a gRPC server over TLS that only one client may use: as that client and in the guise of others. It prints one JSON
// object: for each guise "answered", or why not. With -mux each comes in a stream of its own over the one connection that a
// multiplexing plugin takes.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"github.com/hashicorp/yamux"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/authority"
)

const genuineHost = "the host itself"

// attempt is long for a refusal, short for a server that says nothing at all. The host itself is answered, however busy the machine is.
func attempt(name string) time.Duration {
	if name == genuineHost {
		return 30 * time.Second
	}
	return 3 * time.Second
}

func main() {
	certificate := flag.String("certificate", "", "the client's certificate, a PEM file")
	key := flag.String("key", "", "its key, a PEM file")
	network := flag.String("network", "unix", "network of the address")
	mux := flag.Bool("mux", false, "yamux over one connection")
	flag.Parse()
	dial, err := dialer(*network, flag.Arg(0), *mux)
	if err == nil {
		err = run(*certificate, *key, dial)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type dialFunc func(context.Context) (net.Conn, error)

// dialer gives what opens a connection to the address, or a stream of the one connection.
func dialer(network, address string, mux bool) (dialFunc, error) {
	if !mux {
		return func(ctx context.Context) (net.Conn, error) { return (&net.Dialer{}).DialContext(ctx, network, address) }, nil
	}
	raw, err := net.Dial(network, address)
	if err != nil {
		return nil, err
	}
	config := yamux.DefaultConfig()
	config.LogOutput = io.Discard // a reset may meet a stream that is closed already
	session, err := yamux.Client(raw, config)
	return func(context.Context) (net.Conn, error) { return session.Open() }, err
}

func run(certificateFile, keyFile string, dial dialFunc) error {
	genuine, err := tls.LoadX509KeyPair(certificateFile, keyFile)
	if err != nil {
		return err
	}
	guises, err := guisesOf(genuine)
	if err != nil {
		return err
	}
	outcomes := map[string]string{}
	for name, config := range guises {
		outcomes[name] = call(dial, config, attempt(name))
	}
	return json.NewEncoder(os.Stdout).Encode(outcomes)
}

// guisesOf gives who there is. Without a configuration somebody talks plaintext. All trust whoever answers.
func guisesOf(genuine tls.Certificate) (map[string]*tls.Config, error) {
	leaf, err := x509.ParseCertificate(genuine.Certificate[0])
	if err != nil {
		return nil, err
	}
	own, err := authority.SelfSigned(nil)
	if err != nil {
		return nil, err
	}
	namesake, err := authority.SelfSigned(leaf)
	if err != nil {
		return nil, err
	}
	as := func(certificates ...tls.Certificate) *tls.Config {
		return &tls.Config{Certificates: certificates, InsecureSkipVerify: true, ServerName: "localhost", NextProtos: []string{"h2"}}
	}
	old, silent := as(genuine), as(genuine)
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	silent.NextProtos = nil
	return map[string]*tls.Config{
		genuineHost:                         as(genuine),
		"without a certificate":             as(),
		"with a certificate of its own":     as(own),
		"with the right names, another key": as(namesake),
		"with the host's key, TLS 1.1":      old,
		"with the host's key, without ALPN": silent,
		"in plaintext":                      nil,
	}, nil
}

// call makes one call over a connection whose TLS is not grpc-go's, which would not go below its own standards.
func call(open dialFunc, config *tls.Config, patience time.Duration) string {
	dial := func(ctx context.Context, _ string) (net.Conn, error) {
		raw, err := open(ctx)
		if err != nil || config == nil {
			return raw, err
		}
		secure := tls.Client(raw, config)
		return secure, secure.HandshakeContext(ctx)
	}
	connection, err := grpc.NewClient("passthrough:///localhost", grpc.WithContextDialer(dial),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err.Error()
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err = grpc_health_v1.NewHealthClient(connection).Check(ctx, &grpc_health_v1.HealthCheckRequest{})
	// Any other status than these two comes from the server.
	if code := status.Code(err); code == codes.Unavailable || code == codes.DeadlineExceeded {
		return err.Error()
	}
	return "answered"
}
