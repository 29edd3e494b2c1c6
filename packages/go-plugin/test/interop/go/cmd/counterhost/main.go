// counterhost is a host for the contract of go-plugin's bidirectional example, the counter, with the choice of AutoMTLS that the
// example's own host lacks. It adds each number in turn and prints the sum that the plugin keeps:
//
//	counterhost [-automtls] KEY NUMBER... -- plugin args...
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/examples/bidirectional/shared"
)

type adder struct{}

func (adder) Sum(a, b int64) (int64, error) {
	return a + b, nil
}

func main() {
	autoMTLS := flag.Bool("automtls", false, "mutual TLS with certificates of the moment")
	flag.Parse()
	if err := run(*autoMTLS, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "counterhost:", err)
		os.Exit(1)
	}
}

func run(autoMTLS bool, args []string) error {
	separator := slices.Index(args, "--")
	if separator < 1 || separator == len(args)-1 {
		return errors.New("a key, numbers, -- and the plugin's command are needed")
	}
	key, numbers, command := args[0], args[1:separator], args[separator+1:]
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  shared.Handshake,
		Plugins:          shared.PluginMap,
		Cmd:              exec.Command(command[0], command[1:]...),
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         autoMTLS,
		Logger:           hclog.New(&hclog.LoggerOptions{Name: "counterhost", Level: hclog.Warn}),
	})
	defer client.Kill()
	protocol, err := client.Client()
	if err != nil {
		return err
	}
	dispensed, err := protocol.Dispense("counter")
	if err != nil {
		return err
	}
	counter := dispensed.(shared.Counter)
	for _, text := range numbers {
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return err
		}
		if err := counter.Put(key, number, adder{}); err != nil {
			return err
		}
	}
	sum, err := counter.Get(key)
	if err != nil {
		return err
	}
	_, err = fmt.Println(sum)
	return err
}
