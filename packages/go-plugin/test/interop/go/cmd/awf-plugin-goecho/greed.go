package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// held keeps what greed has taken, so that it is not given back.
var held [][]byte

// greed takes as much as it gets, and tells how far it came. The plugin in test/fixtures/greedy-plugins has the same operation.
func greed(c call) (string, map[string]any, error) {
	what, err := c.inputs.text("what")
	if err != nil {
		return "", nil, err
	}
	most := 0
	if _, given := c.inputs["most"]; given {
		if most, err = c.inputs.integer("most"); err != nil {
			return "", nil, err
		}
	}
	path, err := c.inputs.textOr("path", "")
	if err != nil {
		return "", nil, err
	}
	got, problem := take(what, most, path)
	return "", map[string]any{"got": got, "problem": problem}, nil
}

func take(what string, most int, path string) (int, string) {
	switch what {
	case "processes":
		return startProcesses(most)
	case "memory":
		for got := 0; got < most; got += 64 {
			block := make([]byte, 64<<20)
			for at := 0; at < len(block); at += 4096 {
				block[at] = 1
			}
			held = append(held, block)
		}
		return len(held) * 64, ""
	case "descriptors":
		for got := 0; got < most; got++ {
			if _, err := syscall.Open("/dev/null", syscall.O_RDONLY, 0); err != nil {
				return got, codeOf(err)
			}
		}
		return most, ""
	case "file":
		if err := os.WriteFile(path, []byte("here"), 0o600); err != nil {
			return 0, codeOf(err)
		}
		return 1, ""
	case "network":
		connection, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", most))
		if err != nil {
			return 0, codeOf(err)
		}
		connection.Close()
		return 1, ""
	case "time":
		for {
		}
	case "facts":
		status, _ := os.ReadFile("/proc/self/status")
		folder, _ := os.Getwd()
		if strings.Contains(string(status), "NoNewPrivs:\t1") {
			return 1, folder
		}
		return 0, folder
	}
	return -1, "there is no greed for " + what
}

func startProcesses(most int) (int, string) {
	var started []*exec.Cmd
	problem := ""
	for len(started) < most && problem == "" {
		command := exec.Command("sleep", "60")
		if err := command.Start(); err != nil {
			problem = codeOf(err)
		} else {
			started = append(started, command)
		}
	}
	for _, command := range started {
		command.Process.Kill()
		command.Wait()
	}
	return len(started), problem
}

func codeOf(err error) string {
	names := map[syscall.Errno]string{
		syscall.EAGAIN: "EAGAIN", syscall.EMFILE: "EMFILE", syscall.EROFS: "EROFS", syscall.EACCES: "EACCES",
		syscall.ENETUNREACH: "ENETUNREACH", syscall.ECONNREFUSED: "ECONNREFUSED", syscall.ENOMEM: "ENOMEM",
	}
	var errno syscall.Errno
	if errors.As(err, &errno) && names[errno] != "" {
		return names[errno]
	}
	return err.Error()
}
