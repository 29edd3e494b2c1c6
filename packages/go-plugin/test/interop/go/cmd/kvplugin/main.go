// kvplugin is a plugin for the contract of go-plugin's gRPC example, the key-value store: every key is a file kv_<key> in the
// working directory.
package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/examples/grpc/shared"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type files struct{}

func (files) Put(key string, value []byte) error {
	return os.WriteFile("kv_"+key, append(value, "\nkept by a plugin in Go\n"...), 0o600)
}

func (files) Get(key string) ([]byte, error) {
	value, err := os.ReadFile("kv_" + key)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, status.Errorf(codes.NotFound, "no value under %q", key)
	}
	return value, err
}

func main() {
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: shared.Handshake,
		Plugins:         plugin.PluginSet{shared.PluginGRPC: &shared.KVGRPCPlugin{Impl: files{}}},
		GRPCServer:      plugin.DefaultGRPCServer,
	})
}
