package main

import (
	"bytes"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
)

// realStderr and realStdout are those of the process, whatever serves as stderr later.
var (
	realStderr = os.Stderr
	realStdout = os.Stdout
)

const megabyte = 1 << 20

// reach strikes if the fault is due. It returns whether the place that was struck must stop its work.
func (v *victim) reach(point string) bool {
	if !v.striker.due(point) {
		return false
	}
	order := v.striker.order
	switch order.Fault {
	case "SIGKILL":
		return kill(syscall.SIGKILL)
	case "SIGSEGV":
		return kill(syscall.SIGSEGV)
	case "SIGSTOP":
		return kill(syscall.SIGSTOP)
	case "exit 0":
		os.Exit(0)
	case "exit 3":
		os.Exit(3)
	case "out of memory":
		exhaustMemory()
	case "uncaught exception":
		// In a goroutine of its own: grpc-go's handlers are not where a Go program panics unseen.
		go panic("uncaught, on request")
		select {}
	case "endless loop":
		// A loop is as endless at the lowest priority, and leaves the processor to the other lanes.
		runtime.LockOSThread()
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, 19)
		for {
		}
	case "closed socket":
		v.wire.close()
	case "half-closed socket":
		v.wire.halfClose()
	case "TLS garbage":
		v.wire.garbage()
	case "slow peer":
		v.wire.slowDown()
	case "HTTP/2 attack":
		v.wire.attack(order.Variant)
	case "stdout without newline":
		writeMuch(realStdout, bytes.Repeat([]byte("x"), megabyte), order.Size)
	case "log lines":
		writeLines(order.Size)
	case "broker ids":
		v.announceIds(order.Size)
	case "wait":
		v.striker.await()
	}
	return false
}

// kill sends a signal to this process, and waits for its effect.
func kill(signal syscall.Signal) bool {
	if err := syscall.Kill(os.Getpid(), signal); err != nil {
		panic(err)
	}
	select {}
}

// exhaustMemory uses up an address space that has been made small, because the machine's memory belongs to others.
func exhaustMemory() {
	debug.SetGCPercent(-1)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_AS, &limit); err != nil {
		panic(err)
	}
	limit.Cur = 256 * megabyte
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &limit); err != nil {
		panic(err)
	}
	var kept [][]byte
	for {
		block := make([]byte, 16*megabyte)
		for at := 0; at < len(block); at += 4096 {
			block[at] = 1
		}
		kept = append(kept, block)
		_ = kept
	}
}

func writeLines(count int) {
	const perBlock = 5_000
	line := `{"@level":"info","@message":"one of many","@module":"victim","@timestamp":"2026-01-01T00:00:00.000000Z"}` + "\n"
	writeMuch(realStderr, []byte(strings.Repeat(line, perBlock)), (count+perBlock-1)/perBlock)
}

// writeMuch ends when nobody reads any more.
func writeMuch(file *os.File, block []byte, times int) {
	for range times {
		if _, err := file.Write(block); err != nil {
			return
		}
	}
}
