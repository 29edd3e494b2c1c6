// stream moves bytes through one gRPC stream of grpc-go over a unix socket: `stream serve SOCKET`, or
// `stream up|down SOCKET BYTES` as the client. The client prints its figures as JSON.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

const messageBytes = 64 * 1024

var (
	collect = grpc.StreamDesc{StreamName: "Collect", ClientStreams: true, Handler: serveCollect}
	expand  = grpc.StreamDesc{StreamName: "Expand", ServerStreams: true, Handler: serveExpand}
)

// message is plain bytes when it is sent, and a length when it has come.
type message struct {
	bytes  []byte
	length int
}

type rawCodec struct{}

func (rawCodec) Name() string                      { return "raw" }
func (rawCodec) Marshal(value any) ([]byte, error) { return value.(*message).bytes, nil }
func (rawCodec) Unmarshal(data []byte, value any) error {
	received := value.(*message)
	received.length = len(data)
	if len(data) < 32 {
		received.bytes = append([]byte(nil), data...)
	}
	return nil
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "stream:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "serve":
		return serve(args[1])
	case len(args) == 3 && (args[0] == "up" || args[0] == "down"):
		bytes, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		return transfer(args[0], args[1], bytes)
	}
	return errors.New("serve SOCKET, or up|down SOCKET BYTES")
}

func serve(socket string) error {
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.ForceServerCodec(rawCodec{}))
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: "test.Raw",
		HandlerType: (*any)(nil),
		Streams:     []grpc.StreamDesc{collect, expand},
	}, nil)
	fmt.Println("ready")
	return server.Serve(listener)
}

// serveCollect answers with the number of bytes that came.
func serveCollect(_ any, stream grpc.ServerStream) error {
	received, err := receiveAll(stream)
	if err != nil {
		return err
	}
	return stream.SendMsg(&message{bytes: []byte(strconv.Itoa(received))})
}

// serveExpand sends as many bytes as the request says.
func serveExpand(_ any, stream grpc.ServerStream) error {
	var request message
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	bytes, err := strconv.Atoi(string(request.bytes))
	if err != nil {
		return err
	}
	return sendAll(stream.SendMsg, bytes)
}

func transfer(direction, socket string, bytes int) error {
	connection, err := grpc.NewClient("unix:"+socket,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.ForceCodec(rawCodec{})))
	if err != nil {
		return err
	}
	defer connection.Close()
	move := map[string]func(*grpc.ClientConn, int) error{"up": up, "down": down}[direction]
	// The first megabyte opens the connection and its windows.
	if err := move(connection, 1<<20); err != nil {
		return err
	}
	before := memory("VmRSS")
	begin := time.Now()
	if err := move(connection, bytes); err != nil {
		return err
	}
	took := time.Since(begin).Seconds()
	return json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"mbPerSecond": float64(bytes) / (1 << 20) / took,
		"peakMb":      memory("VmHWM") - before,
	})
}

func up(connection *grpc.ClientConn, bytes int) error {
	stream, err := connection.NewStream(context.Background(), &collect, "/test.Raw/Collect")
	if err != nil {
		return err
	}
	if err := sendAll(stream.SendMsg, bytes); err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	var answer message
	if err := stream.RecvMsg(&answer); err != nil {
		return err
	}
	if string(answer.bytes) != strconv.Itoa(bytes) {
		return fmt.Errorf("%s of %d bytes arrived", answer.bytes, bytes)
	}
	return nil
}

func down(connection *grpc.ClientConn, bytes int) error {
	stream, err := connection.NewStream(context.Background(), &expand, "/test.Raw/Expand")
	if err != nil {
		return err
	}
	if err := stream.SendMsg(&message{bytes: []byte(strconv.Itoa(bytes))}); err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	received, err := receiveAll(stream)
	if err == nil && received != bytes {
		err = fmt.Errorf("%d of %d bytes arrived", received, bytes)
	}
	return err
}

func receiveAll(stream grpc.Stream) (int, error) {
	total := 0
	for {
		var one message
		if err := stream.RecvMsg(&one); errors.Is(err, io.EOF) {
			return total, nil
		} else if err != nil {
			return total, err
		}
		total += one.length
	}
}

func sendAll(send func(any) error, bytes int) error {
	block := &message{bytes: make([]byte, messageBytes)}
	for sent := 0; sent < bytes; sent += messageBytes {
		if err := send(block); err != nil {
			return err
		}
	}
	return nil
}

// memory reads a figure of this process from Linux, in megabytes.
func memory(name string) float64 {
	status, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer status.Close()
	for lines := bufio.NewScanner(status); lines.Scan(); {
		if value, found := strings.CutPrefix(lines.Text(), name+":"); found {
			kilobytes, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
			return kilobytes / 1024
		}
	}
	return 0
}
