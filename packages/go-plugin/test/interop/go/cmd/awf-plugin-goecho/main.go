// awf-plugin-goecho is an AWF plugin on HashiCorp's go-plugin: the peer that proves our host against the real thing. Its
// operations are listed in ../../README.md; echo, fail, sleep, crash and types are those of the TypeScript echo plugin too.
package main

import (
	"fmt"
	"os"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"

	"awfplugins.test/interop/internal/awf"
)

func main() {
	// GOECHO_MARKER names a file that tells whether main came to its end, as it does after a graceful shutdown only.
	if marker := os.Getenv("GOECHO_MARKER"); marker != "" {
		defer func() {
			if err := os.WriteFile(marker, []byte("main returned\n"), 0o600); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}()
	}
	logger := hclog.New(&hclog.LoggerOptions{
		Name:       "goecho",
		Level:      hclog.Trace,
		Output:     os.Stderr, // the real one: go-plugin replaces os.Stderr when it serves
		JSONFormat: true,
	})
	service := &echoService{logger: logger}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: awf.Handshake,
		Plugins: plugin.PluginSet{awf.Key: &awf.Plugin{
			Lifecycle: service, Operations: service, StepTypes: service, Validator: service}},
		GRPCServer: plugin.DefaultGRPCServer,
		Logger:     logger,
	})
}
