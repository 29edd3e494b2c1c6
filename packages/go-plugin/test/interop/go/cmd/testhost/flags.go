package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"awfplugins.test/interop/internal/authority"
	"awfplugins.test/interop/internal/interop"
	"awfplugins.test/interop/internal/launch"
)

type settings struct {
	launch  launch.Options
	checks  []check
	timeout time.Duration
	cycles  int
	// Tells on stderr where the plugin is, for who looks at it from outside.
	announce bool
}

func parse() (*settings, error) {
	s := &settings{}
	o := &s.launch
	var versions, names, reattach, cookie, ownTLS string
	var list bool
	flag.BoolVar(&o.AutoMTLS, "automtls", false, "mutual TLS with certificates of the moment")
	flag.StringVar(&ownTLS, "tls", "", "directory with certificates of one's own (see cmd/certificates)")
	flag.BoolVar(&o.Mux, "mux", false, "all connections over one socket")
	flag.DurationVar(&o.StartTimeout, "start-timeout", 0, "for the handshake; 0: go-plugin's default")
	flag.StringVar(&cookie, "cookie", interop.Handshake.MagicCookieValue, "value of the magic cookie")
	flag.UintVar(&o.MinPort, "min-port", 0, "lowest port for plugins on tcp; 0: go-plugin's default")
	flag.UintVar(&o.MaxPort, "max-port", 0, "highest port for plugins on tcp; 0: go-plugin's default")
	flag.StringVar(&o.Checksum, "checksum", "", "SHA-256 of the program, in hex")
	flag.BoolVar(&o.SkipHostEnv, "skip-host-env", false, "no environment but the protocol's")
	flag.StringVar(&o.Sockets.Group, "socket-group", "", "group that may use the sockets; implies a runner")
	flag.StringVar(&o.Sockets.TempDir, "socket-temp-dir", "", "where the directory of the sockets is made; implies a runner")
	flag.StringVar(&o.Sockets.Container, "container", "", "directory to run in, with other socket paths; implies a runner")
	flag.StringVar(&versions, "versions", "1", "app protocol versions to accept, separated by commas")
	flag.StringVar(&reattach, "reattach", "", "attach to the plugin \"interop\" of this JSON, in the form of TF_REATTACH_PROVIDERS")
	flag.StringVar(&names, "check", "all", "checks to run, separated by commas; none: only connect and end")
	flag.DurationVar(&s.timeout, "timeout", 20*time.Second, "for each check")
	flag.IntVar(&s.cycles, "cycles", 1_000, "for the check broker-cycles")
	flag.BoolVar(&s.announce, "announce", false, "write the handshake to stderr as one line of JSON")
	flag.BoolVar(&list, "list", false, "name the checks")
	flag.Parse()
	if list {
		listChecks()
	}
	accepted, err := numbers(versions)
	if err != nil {
		return nil, fmt.Errorf("-versions: %w", err)
	}
	o.Handshake = interop.Handshake
	o.Handshake.MagicCookieValue = cookie
	o.Versions = interop.Versions(accepted, nil)
	o.Command = flag.Args()
	if reattach != "" {
		if o.Reattach, err = launch.ParseReattach(reattach, interop.Key); err != nil {
			return nil, fmt.Errorf("-reattach: %w", err)
		}
	}
	if ownTLS != "" {
		if o.TLS, err = authority.Load(ownTLS, "host"); err != nil {
			return nil, fmt.Errorf("-tls: %w", err)
		}
	}
	s.checks, err = choose(names)
	return s, err
}

func listChecks() {
	for _, check := range checks {
		fmt.Printf("%-22s %s\n", check.name, check.about)
	}
	os.Exit(0)
}

func numbers(list string) ([]int, error) {
	all := []int{}
	for text := range strings.SplitSeq(list, ",") {
		number, err := strconv.Atoi(text)
		if err != nil {
			return nil, err
		}
		all = append(all, number)
	}
	return all, nil
}

// choose finds checks by name; all are those that need nothing special of the host or the plugin.
func choose(names string) ([]check, error) {
	chosen := []check{}
	if names == "all" {
		for _, check := range checks {
			if !check.special {
				chosen = append(chosen, check)
			}
		}
		return chosen, nil
	}
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
