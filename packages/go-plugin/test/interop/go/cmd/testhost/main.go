// testhost is a go-plugin host for plugins that offer the service Interop: it starts the one given after --, or attaches to one that
// runs already, runs checks by name and prints the outcomes as one JSON object. Exit status 1 where a check failed or the plugin could not be used.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/hashicorp/go-plugin"

	"awfplugins.test/interop/internal/capture"
	"awfplugins.test/interop/internal/interop"
	"awfplugins.test/interop/internal/launch"
)

type report struct {
	Handshake *launch.Handshake `json:"handshake"`
	Checks    []outcome         `json:"checks"`
	Logs      []capture.Line    `json:"logs"`
	Stdout    string            `json:"stdout"`
	Stderr    string            `json:"stderr"`
	RawStderr string            `json:"rawStderr"`
	// What go-plugin says of the plugin, for another host to attach to it.
	Reattach string `json:"reattach,omitempty"`
	launch.End
	Error string `json:"error,omitempty"`
}

type outcome struct {
	Name    string `json:"name"`
	OK      bool   `json:"ok"`
	Skipped string `json:"skipped,omitempty"`
	Detail  any    `json:"detail,omitempty"`
	Error   string `json:"error,omitempty"`
	Ms      int64  `json:"ms"`
}

func main() {
	s, err := parse()
	r := &report{Checks: []outcome{}, Logs: []capture.Line{}}
	if err == nil {
		err = r.fill(s)
	}
	if err != nil {
		r.Error = err.Error()
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if encoder.Encode(r) != nil || r.failed() {
		os.Exit(1)
	}
}

func (r *report) failed() bool {
	for _, check := range r.Checks {
		if !check.OK && check.Skipped == "" {
			return true
		}
	}
	return r.Error != ""
}

func (r *report) fill(s *settings) error {
	p, err := launch.New(s.launch)
	if err != nil {
		return err
	}
	defer func() {
		r.End = p.Finish(r.Handshake)
		r.Logs, r.Stdout, r.Stderr, r.RawStderr = p.Log.Lines(), p.Stdout.String(), p.Stderr.String(), p.Raw.String()
	}()
	dispensed, handshake, err := p.Connect(interop.Key)
	r.Handshake = handshake
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	r.Reattach, err = launch.FormatReattach(map[string]*plugin.ReattachConfig{interop.Key: p.ReattachConfig()})
	if err != nil {
		return err
	}
	if s.announce {
		if err := json.NewEncoder(os.Stderr).Encode(handshake); err != nil {
			return err
		}
	}
	for _, check := range s.checks {
		r.Checks = append(r.Checks, run(check, s, p, dispensed.(*interop.Client)))
	}
	return nil
}

func run(c check, s *settings, p *launch.Plugin, client *interop.Client) outcome {
	ctx, cancel := context.WithTimeout(context.Background(), s.timeout)
	defer cancel()
	begin := time.Now()
	detail, err := c.run(&subject{ctx, s.launch, p, client, s.cycles})
	o := outcome{Name: c.name, OK: err == nil, Detail: detail, Ms: time.Since(begin).Milliseconds()}
	if reason, ok := err.(skipped); ok {
		o.Skipped = string(reason)
	} else if err != nil {
		o.Error = err.Error()
	}
	return o
}
