// oddplugin is a plugin put together from go-plugin's server, because it does what plugin.Serve never would: it listens on tcp,
// and shows another certificate than it announces, or announces one unasked. It serves nothing but go-plugin's own services, and
// writes to stderr which method it has served.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"awfplugins.test/interop/internal/authority"
)

func main() {
	network := flag.String("network", "unix", "network to listen on: unix, tcp")
	announce := flag.String("announce", "own", "the certificate in the handshake line: own, other, unasked (and no TLS)")
	flag.Parse()
	if err := run(*network, *announce); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(network, announce string) error {
	shown, err := authority.SelfSigned(nil)
	if err != nil {
		return err
	}
	announced := shown
	if announce != "own" {
		if announced, err = authority.SelfSigned(nil); err != nil {
			return err
		}
	}
	host := os.Getenv("PLUGIN_CLIENT_CERT")
	listener, err := listen(network)
	if err != nil {
		return err
	}
	defer listener.Close()
	// Nothing is ever printed, and an end would be logged to a logger that only go-plugin can set.
	silence, _ := io.Pipe()
	server := &plugin.GRPCServer{
		Plugins: map[string]plugin.Plugin{},
		Server:  telling,
		DoneCh:  make(chan struct{}),
		Stdout:  silence,
		Stderr:  silence,
	}
	field := ""
	if host != "" || announce == "unasked" {
		field = base64.RawStdEncoding.EncodeToString(announced.Certificate[0])
	}
	if host != "" {
		server.TLS = mutual(shown, host)
	}
	if err := server.Init(); err != nil {
		return err
	}
	address := listener.Addr()
	fmt.Printf("1|1|%s|%s|grpc|%s\n", address.Network(), address, field)
	server.Serve(listener)
	return nil
}

func listen(network string) (net.Listener, error) {
	if network == "tcp" {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return net.Listen("unix", filepath.Join(os.Getenv("PLUGIN_UNIX_SOCKET_DIR"), fmt.Sprintf("plugin%d", os.Getpid())))
}

func mutual(own tls.Certificate, hostPEM string) *tls.Config {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(hostPEM))
	return &tls.Config{
		Certificates: []tls.Certificate{own},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    pool,
		RootCAs:      pool,
		ServerName:   "localhost",
	}
}

// telling is a server that tells of every call, so that a test can see that there was none.
func telling(options []grpc.ServerOption) *grpc.Server {
	tell := func(method string) { fmt.Fprintln(os.Stderr, "served", method) }
	return grpc.NewServer(append(options,
		grpc.UnaryInterceptor(func(ctx context.Context, request any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
			tell(info.FullMethod)
			return handle(ctx, request)
		}),
		grpc.StreamInterceptor(func(service any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
			tell(info.FullMethod)
			return handle(service, stream)
		}),
	)...)
}
