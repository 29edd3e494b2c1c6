package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"awfplugins.test/interop/internal/capture"
	"awfplugins.test/interop/internal/interoptest"
	"awfplugins.test/interop/internal/launch"
)

// Checks of the plugin's process and of the files that it leaves.

func socketFile(s *subject) (any, error) {
	path := s.plugin.ReattachConfig().Addr.String()
	file, err := describe(path)
	if err != nil {
		return nil, err
	}
	directory, err := describe(filepath.Dir(path))
	return map[string]any{"file": file, "directory": directory}, err
}

func describe(path string) (map[string]any, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"path":  path,
		"mode":  fmt.Sprintf("%o", info.Mode().Perm()),
		"group": info.Sys().(*syscall.Stat_t).Gid,
	}, nil
}

func interrupted(s *subject) (any, error) {
	if syscall.Getpgrp() != os.Getpid() {
		return nil, skipped("this process leads no group of its own: others would be interrupted as well")
	}
	// As at a terminal, where host and plugin get it both.
	signal.Ignore(syscall.SIGINT)
	if err := syscall.Kill(0, syscall.SIGINT); err != nil {
		return nil, err
	}
	told := func(line capture.Line) bool {
		return line.Level == "trace" && line.Message == "plugin received interrupt signal, ignoring"
	}
	if err := eventually(s, "the plugin tells of it", func() bool { return slices.ContainsFunc(s.plugin.Log.Lines(), told) }); err != nil {
		return nil, err
	}
	return double(s)
}

func terminated(s *subject) (any, error) {
	if err := syscall.Kill(s.plugin.ReattachConfig().Pid, syscall.SIGTERM); err != nil {
		return nil, err
	}
	return nil, eventually(s, "the host sees the exit", s.plugin.Exited)
}

func waitForEver(s *subject) (any, error) {
	<-s.ctx.Done()
	return nil, s.ctx.Err()
}

// stuck is a writer that takes nothing until it is closed.
type stuck chan struct{}

func (w stuck) Write(data []byte) (int, error) {
	<-w
	return len(data), nil
}

func blockedStdout(s *subject) (any, error) {
	const size, times = 3 << 20, 32
	options := s.options
	writer := make(stuck)
	options.SyncStdout = writer
	p, client, handshake, err := another(&subject{ctx: s.ctx, options: options})
	if err != nil {
		return nil, err
	}
	defer p.Finish(handshake)
	defer close(writer)
	for range times {
		if _, err := client.PrintStdio(s.ctx, &interoptest.PrintStdioRequest{Stdout: make([]byte, size)}); err != nil {
			return nil, err
		}
	}
	if _, err := double(&subject{ctx: s.ctx, client: client}); err != nil {
		return nil, err
	}
	told := func() bool { return p.Log.Has("printed text was dropped: the host does not fetch it") }
	return nil, eventually(s, "the plugin tells of what is lost", told)
}

func late(s *subject) (any, error) {
	p, err := launch.New(s.options)
	if err != nil {
		return nil, err
	}
	defer p.Kill()
	begin := time.Now()
	if _, err := p.Start(); err != nil {
		return nil, err
	}
	if err := eventually(s, "the plugin ends", p.Exited); err != nil {
		return nil, err
	}
	if took := time.Since(begin); took < 4*time.Second {
		return nil, fmt.Errorf("it ended after %v", took)
	}
	if _, err := p.Client.Client(); err == nil {
		return nil, errors.New("it can be connected to")
	}
	return nil, nil
}
