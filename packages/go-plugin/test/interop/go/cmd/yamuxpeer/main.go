// yamuxpeer is the other end of a byte stream for tests of yamux: hashicorp's own, or no yamux at all for comparison.
//
//	yamuxpeer SOCKET
//
// It listens on the unix socket. Each connection begins with a line that says what to do:
//
//	yamux|plain server|client ACTION [NUMBER]
//
// and ends with a JSON object on stdout: what was received, what went wrong, what yamux logged.
//
//	yamuxpeer SOCKET drain|source NUMBER yamux|plain
//
// is the Go client of another yamuxpeer: it moves so many bytes through one stream, or the socket, and prints the milliseconds.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/yamux"
)

type report struct {
	Action string `json:"action"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256,omitempty"`
	Error  string `json:"error,omitempty"`
	Log    string `json:"log"`
}

type command struct {
	transport, role, action string
	number                  int64
}

func main() {
	if len(os.Args) == 5 {
		if err := measure(os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: yamuxpeer SOCKET [drain|source NUMBER yamux|plain]")
		os.Exit(2)
	}
	listener, err := net.Listen("unix", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var printing sync.Mutex
	encoder := json.NewEncoder(os.Stdout)
	fmt.Println(`{"action":"listening"}`)
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			r := serve(conn)
			printing.Lock()
			defer printing.Unlock()
			_ = encoder.Encode(r)
		}()
	}
}

func serve(conn net.Conn) *report {
	r := &report{}
	c, err := readCommand(conn)
	if err == nil {
		r.Action = c.action
		log := &syncBuffer{}
		if c.transport == "plain" {
			err = r.overStream(c, conn)
		} else {
			err = r.overSession(c, conn, log)
		}
		r.Log = log.String()
	}
	if err != nil {
		r.Error = err.Error()
	}
	return r
}

// readCommand reads no byte too many: what follows the line is yamux.
func readCommand(conn net.Conn) (*command, error) {
	line := []byte{}
	for one := make([]byte, 1); one[0] != '\n'; line = append(line, one[0]) {
		if _, err := conn.Read(one); err != nil {
			return nil, err
		}
	}
	c := &command{}
	_, err := fmt.Sscanf(strings.TrimSpace(string(line)), "%s %s %s %d", &c.transport, &c.role, &c.action, &c.number)
	return c, err
}

func (r *report) overSession(c *command, conn net.Conn, log io.Writer) error {
	config := yamux.DefaultConfig()
	config.LogOutput = log
	start := yamux.Server
	if c.role == "client" {
		start = yamux.Client
	}
	session, err := start(conn, config)
	if err != nil {
		return err
	}
	defer session.Close()
	switch c.action {
	case "ping":
		_, err := session.Ping()
		return err
	case "goaway":
		return r.goAway(session)
	case "echo":
		return r.echoAll(session, c.number)
	case "open-source", "open-sink":
		stream, err := session.OpenStream()
		if err != nil {
			return err
		}
		err = r.overStream(&command{action: strings.TrimPrefix(c.action, "open-"), number: c.number}, stream)
		<-session.CloseChan()
		return err
	}
	stream, err := session.AcceptStream()
	if err != nil {
		return err
	}
	err = r.overStream(c, stream)
	<-session.CloseChan()
	return err
}

// goAway answers one stream, says GoAway, and waits for the other side to end the session.
func (r *report) goAway(session *yamux.Session) error {
	stream, err := session.AcceptStream()
	if err != nil {
		return err
	}
	if err := session.GoAway(); err != nil {
		return err
	}
	if err := r.overStream(&command{action: "echo"}, stream); err != nil {
		return err
	}
	<-session.CloseChan()
	return nil
}

// echoAll echoes as many streams as are asked for, all at the same time.
func (r *report) echoAll(session *yamux.Session, count int64) error {
	var all sync.WaitGroup
	for range count {
		stream, err := session.AcceptStream()
		if err != nil {
			return err
		}
		all.Go(func() {
			_, _ = io.Copy(stream, stream)
			_ = stream.Close()
		})
	}
	all.Wait()
	<-session.CloseChan()
	return nil
}

func (r *report) overStream(c *command, stream net.Conn) (err error) {
	switch c.action {
	case "echo":
		r.Bytes, err = io.Copy(stream, stream)
	case "sink":
		hash := sha256.New()
		r.Bytes, err = io.CopyBuffer(hash, struct{ io.Reader }{stream}, make([]byte, 1<<18))
		r.SHA256 = hex.EncodeToString(hash.Sum(nil))
	case "drain": // as sink, without the cost of a checksum; one byte back says that all has come
		r.Bytes, err = io.CopyN(struct{ io.Writer }{io.Discard}, stream, c.number)
		if err == nil {
			_, err = stream.Write([]byte{1})
		}
	case "source":
		err = r.source(stream, c.number)
	case "reset": // reads a little, then hangs up with data on the way
		_, err = io.ReadFull(stream, make([]byte, c.number))
	case "slow": // half a window at a time, with pauses
		buffer := make([]byte, 1<<17)
		for err == nil {
			var n int
			n, err = io.ReadFull(stream, buffer)
			r.Bytes += int64(n)
			time.Sleep(2 * time.Millisecond)
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			err = nil
		}
	default:
		return fmt.Errorf("no action %q", c.action)
	}
	if closeErr := stream.Close(); err == nil {
		err = closeErr
	}
	return err
}

func (r *report) source(stream io.Writer, length int64) error {
	block := make([]byte, 1<<17)
	for i := range block {
		block[i] = byte(i * 31)
	}
	for r.Bytes < length {
		n, err := stream.Write(block[:min(int64(len(block)), length-r.Bytes)])
		r.Bytes += int64(n)
		if err != nil {
			return err
		}
	}
	return nil
}

func measure(socket, action, number, transport string) error {
	length, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return err
	}
	conn, err := net.Dial("unix", socket)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "%s server %s %d\n", transport, action, length); err != nil {
		return err
	}
	if transport == "plain" {
		return move(conn, action, length)
	}
	session, err := yamux.Client(conn, yamux.DefaultConfig())
	if err != nil {
		return err
	}
	defer session.Close()
	stream, err := session.OpenStream()
	if err != nil {
		return err
	}
	return move(stream, action, length)
}

func move(stream net.Conn, action string, length int64) error {
	var err error
	block := make([]byte, 1<<16)
	begin := time.Now()
	if action == "drain" {
		for sent := int64(0); sent < length; sent += int64(len(block)) {
			if _, err := stream.Write(block); err != nil {
				return err
			}
		}
		_, err = io.ReadFull(stream, block[:1])
	} else {
		_, err = io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{io.LimitReader(stream, length)}, block)
	}
	fmt.Println(float64(time.Since(begin).Microseconds()) / 1000)
	return err
}

type syncBuffer struct {
	mutex  sync.Mutex
	buffer bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.Write(p)
}

func (b *syncBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.String()
}
