// torture is the plugin in Go that faults strike, on the real go-plugin. The variable TORTURE says which, and where; without it the plugin
// behaves well. It puts go-plugin's server together by hand, because plugin.Serve has no place for faults.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net"
	"os"
	"path/filepath"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"awfplugins.test/interop/internal/authority"
	"awfplugins.test/interop/internal/awf"
)

// victim is a plugin with its fault.
type victim struct {
	striker *striker
	wire    *wire
	tls     *tls.Config
	// printed is what the host gets as stdout. Nothing is written to silence, which must stay open.
	printed, silence *os.File
	broker           *plugin.GRPCBroker
	record           *record
	// attacked is closed when the attack at the broker has struck.
	attacked chan struct{}
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(realStderr, err)
		os.Exit(1)
	}
}

func run() error {
	s, err := newStriker()
	if err != nil {
		return err
	}
	v := &victim{striker: s, wire: &wire{}, record: newRecord(), attacked: make(chan struct{})}
	v.reach("before the handshake")
	own, err := authority.SelfSigned(nil)
	if err != nil {
		return err
	}
	v.tls = mutual(own, os.Getenv("PLUGIN_CLIENT_CERT"))
	listener, err := net.Listen("unix", filepath.Join(os.Getenv("PLUGIN_UNIX_SOCKET_DIR"), fmt.Sprintf("plugin%d", os.Getpid())))
	if err != nil {
		return err
	}
	defer listener.Close()
	server, err := v.server()
	if err != nil {
		return err
	}
	line := fmt.Sprintf("1|1|unix|%s|grpc|%s\n", listener.Addr(), base64.RawStdEncoding.EncodeToString(own.Certificate[0]))
	fmt.Fprint(realStdout, line[:len(line)/2])
	v.reach("half a line")
	fmt.Fprint(realStdout, line[len(line)/2:])
	v.reach("after the handshake")
	server.Serve(&watchedListener{listener, v, "connecting"})
	v.reach("after shutdown")
	return nil
}

// server is go-plugin's, with TLS that the victim watches.
func (v *victim) server() (*plugin.GRPCServer, error) {
	stdout, printed, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	stderr, silence, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	v.printed, v.silence = printed, silence
	server := &plugin.GRPCServer{
		Plugins: plugin.PluginSet{awf.Key: &servedPlugin{victim: v}},
		Server: func(options []grpc.ServerOption) *grpc.Server {
			return grpc.NewServer(append(options, grpc.Creds(newCredentials(v, v.tls, "TLS")))...)
		},
		TLS:    v.tls,
		DoneCh: make(chan struct{}),
		Stdout: stdout,
		Stderr: stderr,
	}
	return server, server.Init()
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
