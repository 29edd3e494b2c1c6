// kvhost is a host for the contract of go-plugin's gRPC example, the key-value store, with the choice of AutoMTLS that the
// example's own host lacks:
//
//	kvhost [-automtls] get KEY -- plugin args...
//	kvhost [-automtls] put KEY VALUE -- plugin args...
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/examples/grpc/shared"
)

func main() {
	autoMTLS := flag.Bool("automtls", false, "mutual TLS with certificates of the moment")
	flag.Parse()
	if err := run(*autoMTLS, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "kvhost:", err)
		os.Exit(1)
	}
}

func run(autoMTLS bool, args []string) error {
	separator := slices.Index(args, "--")
	if separator < 0 || separator == len(args)-1 {
		return errors.New("no plugin command: give it after --")
	}
	request, command := args[:separator], args[separator+1:]
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  shared.Handshake,
		Plugins:          shared.PluginMap,
		Cmd:              exec.Command(command[0], command[1:]...),
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         autoMTLS,
		Logger:           hclog.New(&hclog.LoggerOptions{Name: "kvhost", Level: hclog.Warn}),
	})
	defer client.Kill()
	protocol, err := client.Client()
	if err != nil {
		return err
	}
	dispensed, err := protocol.Dispense(shared.PluginGRPC)
	if err != nil {
		return err
	}
	store := dispensed.(shared.KV)
	switch {
	case len(request) == 2 && request[0] == "get":
		value, err := store.Get(request[1])
		if err != nil {
			return err
		}
		_, err = os.Stdout.Write(value)
		return err
	case len(request) == 3 && request[0] == "put":
		return store.Put(request[1], []byte(request[2]))
	}
	return errors.New("either get KEY or put KEY VALUE")
}
