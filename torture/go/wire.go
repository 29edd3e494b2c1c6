package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/binary"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc/credentials"
)

const slowEvery = 300 * time.Millisecond

// wire has the newest connection of the host, below TLS and above it.
type wire struct {
	mutex   sync.Mutex
	raw     *slowConn
	secured net.Conn
}

func (w *wire) current() (*slowConn, net.Conn) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.raw, w.secured
}

func (w *wire) close() {
	if raw, _ := w.current(); raw != nil {
		_ = raw.Close()
	}
}

func (w *wire) halfClose() {
	if raw, _ := w.current(); raw != nil {
		_ = raw.Conn.(*net.UnixConn).CloseWrite()
	}
}

func (w *wire) garbage() {
	if raw, _ := w.current(); raw != nil {
		noise := make([]byte, 512)
		_, _ = rand.Read(noise)
		_, _ = raw.Conn.Write(noise)
	}
}

func (w *wire) slowDown() {
	if raw, _ := w.current(); raw != nil {
		raw.slow.Store(true)
	}
}

func (w *wire) attack(variant int) {
	if _, secured := w.current(); secured != nil {
		_, _ = secured.Write(attackBytes(variant))
	}
}

// slowConn writes byte by byte once it is slow, so that not even a short answer is in time.
type slowConn struct {
	net.Conn
	slow atomic.Bool
}

func (c *slowConn) Write(data []byte) (int, error) {
	if !c.slow.Load() {
		return c.Conn.Write(data)
	}
	for at := range data {
		if _, err := c.Conn.Write(data[at : at+1]); err != nil {
			return at, err
		}
		time.Sleep(slowEvery)
	}
	return len(data), nil
}

// watchedListener tells the victim of each connection.
type watchedListener struct {
	net.Listener
	victim *victim
	point  string
}

func (l *watchedListener) Accept() (net.Conn, error) {
	accepted, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	raw := &slowConn{Conn: accepted}
	l.victim.wire.mutex.Lock()
	l.victim.wire.raw = raw
	l.victim.wire.mutex.Unlock()
	if !l.victim.striker.faulty("HTTP/2 attack") {
		l.victim.reach(l.point)
	}
	return raw, nil
}

// watchedCredentials are those of TLS. They tell the victim when TLS is being spoken, and after that.
type watchedCredentials struct {
	credentials.TransportCredentials
	victim *victim
	point  string
}

func newCredentials(v *victim, config *tls.Config, point string) *watchedCredentials {
	watched := config.Clone()
	watched.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
		if !v.striker.faulty("HTTP/2 attack") {
			v.reach("TLS")
		}
		return nil, nil
	}
	return &watchedCredentials{credentials.NewTLS(watched), v, point}
}

func (c *watchedCredentials) ServerHandshake(raw net.Conn) (net.Conn, credentials.AuthInfo, error) {
	secured, info, err := c.TransportCredentials.ServerHandshake(raw)
	if err != nil {
		return nil, nil, err
	}
	c.victim.wire.mutex.Lock()
	c.victim.wire.secured = secured
	c.victim.wire.mutex.Unlock()
	if c.victim.striker.faulty("HTTP/2 attack") {
		// After grpc-go's own SETTINGS, which must be first.
		time.AfterFunc(5*time.Millisecond, func() {
			c.victim.reach(c.point)
			if c.point == "broker dial" {
				close(c.victim.attacked)
			}
		})
	}
	return secured, info, nil
}

func (c *watchedCredentials) ClientHandshake(ctx context.Context, authority string, raw net.Conn) (net.Conn, credentials.AuthInfo, error) {
	return c.TransportCredentials.ClientHandshake(ctx, authority, raw)
}

func (c *watchedCredentials) Clone() credentials.TransportCredentials {
	return &watchedCredentials{c.TransportCredentials.Clone(), c.victim, c.point}
}

// frame is one of HTTP/2.
func frame(kind, flags byte, stream uint32, payload []byte) []byte {
	header := make([]byte, 9, 9+len(payload))
	header[0], header[1], header[2] = byte(len(payload)>>16), byte(len(payload)>>8), byte(len(payload))
	header[3], header[4] = kind, flags
	binary.BigEndian.PutUint32(header[5:], stream)
	return append(header, payload...)
}

func many(data []byte, times int) []byte {
	all := make([]byte, 0, len(data)*times)
	for range times {
		all = append(all, data...)
	}
	return all
}

// attackBytes has the list of ../victim/frames.ts.
func attackBytes(variant int) []byte {
	const idle = 0x7ffffff1
	attacks := []func() []byte{
		func() []byte { return many(frame(6, 0, 0, make([]byte, 8)), 30_000) },
		func() []byte { return many(frame(4, 0, 0, nil), 30_000) },
		func() []byte {
			return append(frame(1, 0, idle, nil), many(frame(9, 0, idle, make([]byte, 16_384)), 1_000)...)
		},
		func() []byte { return frame(0, 0, idle, []byte("data")) },
		func() []byte { return frame(9, 4, idle, nil) },
		func() []byte { return frame(5, 4, 1, []byte{0, 0, 0, 2}) },
		func() []byte { return frame(8, 0, 0, make([]byte, 4)) },
		func() []byte { return many(frame(8, 0, 0, []byte{0x7f, 0xff, 0xff, 0xff}), 2) },
		func() []byte { return frame(0, 0, idle, make([]byte, megabyte)) },
		func() []byte { return frame(4, 0, 0, make([]byte, 5)) },
		func() []byte { return frame(6, 0, 0, make([]byte, 7)) },
	}
	return attacks[variant%len(attacks)]()
}
