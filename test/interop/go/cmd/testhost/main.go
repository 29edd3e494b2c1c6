// testhost is a go-plugin host for plugins that offer the service Interop: it starts the one given after --, or attaches to one that
// runs already, runs checks by name and prints the outcomes as one JSON object. Exit status 1 where a check failed or the plugin could not be used.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
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

type settings struct {
	launch  launch.Options
	checks  []check
	timeout time.Duration
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

func parse() (*settings, error) {
	s := &settings{}
	var versions, names, reattach string
	var list bool
	flag.BoolVar(&s.launch.AutoMTLS, "automtls", false, "mutual TLS with certificates of the moment")
	flag.BoolVar(&s.launch.Mux, "mux", false, "all connections over one socket")
	flag.DurationVar(&s.launch.StartTimeout, "start-timeout", 0, "for the handshake; 0: go-plugin's default")
	flag.StringVar(&versions, "versions", "1", "app protocol versions to accept, separated by commas")
	flag.StringVar(&reattach, "reattach", "", "attach to the plugin \"interop\" of this JSON, in the form of TF_REATTACH_PROVIDERS")
	flag.StringVar(&names, "check", "all", "checks to run, separated by commas; none: only connect and end")
	flag.DurationVar(&s.timeout, "timeout", 20*time.Second, "for each check")
	flag.BoolVar(&list, "list", false, "name the checks")
	flag.Parse()
	if list {
		for _, check := range checks {
			fmt.Printf("%-22s %s\n", check.name, check.about)
		}
		os.Exit(0)
	}
	accepted := []int{}
	for text := range strings.SplitSeq(versions, ",") {
		version, err := strconv.Atoi(text)
		if err != nil {
			return nil, fmt.Errorf("-versions: %w", err)
		}
		accepted = append(accepted, version)
	}
	s.launch.Handshake = interop.Handshake
	s.launch.Versions = interop.Versions(accepted, nil)
	s.launch.Command = flag.Args()
	if reattach != "" {
		config, err := launch.ParseReattach(reattach, interop.Key)
		if err != nil {
			return nil, fmt.Errorf("-reattach: %w", err)
		}
		s.launch.Reattach = config
	}
	var err error
	s.checks, err = choose(names)
	return s, err
}

func choose(names string) ([]check, error) {
	if names == "all" {
		return checks, nil
	}
	chosen := []check{}
	for name := range strings.SplitSeq(names, ",") {
		if name == "none" {
			continue
		}
		found := false
		for _, check := range checks {
			if check.name == name {
				chosen, found = append(chosen, check), true
			}
		}
		if !found {
			return nil, fmt.Errorf("-check: no check is called %q; -list names them", name)
		}
	}
	return chosen, nil
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
	for _, check := range s.checks {
		r.Checks = append(r.Checks, run(check, s, p, dispensed.(*interop.Client)))
	}
	return nil
}

func run(c check, s *settings, p *launch.Plugin, client *interop.Client) outcome {
	ctx, cancel := context.WithTimeout(context.Background(), s.timeout)
	defer cancel()
	begin := time.Now()
	detail, err := c.run(&subject{ctx, s.launch, p, client})
	o := outcome{Name: c.name, OK: err == nil, Detail: detail, Ms: time.Since(begin).Milliseconds()}
	if reason, ok := err.(skipped); ok {
		o.Skipped = string(reason)
	} else if err != nil {
		o.Error = err.Error()
	}
	return o
}
