package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"awfplugins.test/interop/internal/interop"
	"awfplugins.test/interop/internal/interoptest"
)

// Checks of the broker that take time or ask much of it.

func brokerUnknown(s *subject) (any, error) {
	_, err := interop.PingOver(s.ctx, s.client.Broker, 4_000_000, "anybody?")
	if err == nil || !strings.Contains(err.Error(), "timeout waiting for") {
		return nil, fmt.Errorf("the dial ended with %w", err)
	}
	_, after := brokerPluginServes(s)
	return err.Error(), after
}

func brokerUnserved(s *subject) (any, error) {
	_, err := s.client.CallBack(s.ctx, &interoptest.CallBackRequest{BrokerId: 4_000_000, Message: "anybody?"})
	if err == nil {
		return nil, errors.New("the plugin got an answer")
	}
	_, after := brokerHostServes(s)
	return err.Error(), after
}

// brokerConcurrent has the plugin serve 20 ids and dials them all at once.
func brokerConcurrent(s *subject) (any, error) {
	const count = 20
	outcomes := make(chan error, count)
	for range count {
		served, err := s.client.Serve(s.ctx, &interoptest.ServeRequest{})
		if err != nil {
			return nil, err
		}
		go func() {
			answer, err := interop.PingOver(s.ctx, s.client.Broker, served.GetBrokerId(), "hello")
			if err == nil {
				err = expect(answer, "pong: hello from plugin")
			}
			outcomes <- err
		}()
	}
	var all error
	for range count {
		all = errors.Join(all, <-outcomes)
	}
	return nil, all
}

// brokerCycles wants a plugin that ends what it serves after one ping.
func brokerCycles(s *subject) (any, error) {
	const slack = 5
	pid := s.plugin.ReattachConfig().Pid
	cycle := func(times int) error {
		for round := range times {
			if _, err := brokerHostServes(s); err != nil {
				return fmt.Errorf("round %d, host serves: %w", round, err)
			}
			if _, err := brokerPluginServes(s); err != nil {
				return fmt.Errorf("round %d, plugin serves: %w", round, err)
			}
		}
		return nil
	}
	if err := cycle(5); err != nil {
		return nil, err
	}
	before, err := openFiles(pid)
	if err != nil {
		return nil, err
	}
	if err := cycle(s.cycles); err != nil {
		return nil, err
	}
	// What was closed last may be on its way still.
	return map[string]int{"before": before}, eventually(s, "the plugin frees its sockets", func() bool {
		after, err := openFiles(pid)
		return err == nil && after <= before+slack
	})
}

// openFiles counts a process's descriptors; always none where there is no /proc.
func openFiles(pid int) (int, error) {
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	return len(entries), err
}
