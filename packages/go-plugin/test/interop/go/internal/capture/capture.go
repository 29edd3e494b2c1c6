// Package capture collects what a plugin writes and logs, for a report.
package capture

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"

	"github.com/hashicorp/go-hclog"
)

// Buffer is a bytes.Buffer for many writers. The zero value is empty.
type Buffer struct {
	mutex sync.Mutex
	bytes bytes.Buffer
}

func (b *Buffer) Write(data []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.bytes.Write(data)
}

func (b *Buffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.bytes.String()
}

// Line is one line of go-plugin's own log or, forwarded by it, of the plugin's.
type Line struct {
	Level   string         `json:"level"`
	Logger  string         `json:"logger,omitempty"`
	Message string         `json:"message"`
	Fields  map[string]any `json:"fields"`
}

// Log is a logger and what was logged to it.
type Log struct {
	hclog.Logger
	written *Buffer
}

// NewLog gives a logger of the lowest level whose name is the given one.
func NewLog(name string) *Log {
	written := &Buffer{}
	return &Log{hclog.New(&hclog.LoggerOptions{Name: name, Level: hclog.Trace, Output: written, JSONFormat: true}), written}
}

// Lines are the lines so far.
func (l *Log) Lines() []Line {
	lines := []Line{}
	for text := range strings.Lines(l.written.String()) {
		var fields map[string]any
		if json.Unmarshal([]byte(text), &fields) != nil {
			lines = append(lines, Line{Level: "unparsable", Message: text})
			continue
		}
		line := Line{Fields: fields}
		line.Level, _ = fields["@level"].(string)
		line.Logger, _ = fields["@module"].(string)
		line.Message, _ = fields["@message"].(string)
		for _, key := range []string{"@level", "@module", "@message", "@timestamp"} {
			delete(fields, key)
		}
		lines = append(lines, line)
	}
	return lines
}

// Has tells whether a line with this message was logged.
func (l *Log) Has(message string) bool {
	for _, line := range l.Lines() {
		if line.Message == message {
			return true
		}
	}
	return false
}
