// Verdicts reads handshake lines from stdin, one JSON object a line, and prints what go-plugin's host makes of each, in order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/go-plugin"
)

// question is a line with the settings of the host that reads it.
type question struct {
	Line      []byte `json:"line"` // base64, because a line may hold any bytes
	TLS       bool   `json:"tls"`
	Multiplex bool   `json:"multiplex"`
}

// answer is the class of the host's error, or what it understood.
type answer struct {
	Class    string `json:"class"`
	Error    string `json:"error,omitempty"`
	Version  int    `json:"version,omitempty"`
	Network  string `json:"network,omitempty"`
	Address  string `json:"address,omitempty"`
	Protocol string `json:"protocol,omitempty"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	directory, err := os.MkdirTemp("", "verdicts")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	encoder := json.NewEncoder(output)
	for input.Scan() {
		var asked question
		if err := json.Unmarshal(input.Bytes(), &asked); err != nil {
			return err
		}
		if err := encoder.Encode(judge(asked, directory)); err != nil {
			return err
		}
	}
	return input.Err()
}

// judge lets a host of its own read the line. A host that crashes over it is a verdict, too.
func judge(asked question, directory string) (verdict answer) {
	process := newPrinter(asked.Line)
	client := plugin.NewClient(configuration(asked, process, directory))
	defer func() {
		if crash := recover(); crash != nil {
			verdict = answer{Class: "panic", Error: fmt.Sprint(crash)}
		}
		process.end()
	}()
	address, err := client.Start()
	if err != nil {
		return answer{Class: classify(err), Error: err.Error()}
	}
	return answer{
		Class:    "accepted",
		Version:  client.NegotiatedVersion(),
		Network:  address.Network(),
		Address:  address.String(),
		Protocol: string(client.Protocol()),
	}
}
