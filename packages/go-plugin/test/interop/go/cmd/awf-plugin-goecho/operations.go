package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"awfplugins.test/interop/internal/pluginv1"
)

// call is one Execute.
type call struct {
	ctx     context.Context
	service *echoService
	inputs  inputs
}

type operation struct {
	schema *pluginv1.OperationSchema
	run    func(call) (output string, data map[string]any, err error)
}

func find(name string) (operation, bool) {
	for _, candidate := range operations {
		if candidate.schema.GetName() == name {
			return candidate, true
		}
	}
	return operation{}, false
}

func describe(name, description string, in []*pluginv1.InputSchema, out ...*pluginv1.OutputSchema) *pluginv1.OperationSchema {
	return &pluginv1.OperationSchema{Name: name, Description: description, Inputs: in, Outputs: out}
}

func in(list ...*pluginv1.InputSchema) []*pluginv1.InputSchema { return list }

func required(name, kind, description string) *pluginv1.InputSchema {
	return &pluginv1.InputSchema{Name: name, Type: kind, Required: true, Description: description}
}

func optional(name, kind, fallback, description string) *pluginv1.InputSchema {
	return &pluginv1.InputSchema{Name: name, Type: kind, Default: fallback, Description: description}
}

func out(name, kind, description string) *pluginv1.OutputSchema {
	return &pluginv1.OutputSchema{Name: name, Type: kind, Description: description}
}

// The first five are a contract with the plugins of other languages: see README.md before changing them.
var operations = []operation{
	{describe("echo", "Gives its text back",
		in(required("text", "string", "What to say"), optional("prefix", "string", "", "Put in front of the text")),
		out("text", "string", "Prefix and text"), out("length", "integer", "Its length in Unicode code points")), echo},
	{describe("fail", "Fails with the given message",
		in(required("message", "string", "The error to fail with"))), fail},
	{describe("sleep", "Waits before it answers",
		in(required("ms", "integer", "How long, in milliseconds")), out("ms", "integer", "How long it was")), sleep},
	{describe("crash", "Ends the plugin's process with exit code 3, in the middle of the call", in()), crash},
	{describe("types", "Gives every input back as it was decoded",
		in(optional("string", "string", "", ""), optional("integer", "integer", "", ""), optional("boolean", "boolean", "", ""),
			optional("array", "array", "", ""), optional("object", "object", "", ""))), types},
	{describe("env", "Tells about the plugin's environment",
		in(optional("name", "string", "", "A variable to look up")),
		out("names", "array", "Names of all variables"), out("value", "string", "The value of the one asked for")), env},
	{describe("log", "Logs one line at each level",
		in(optional("message", "string", "hello from the plugin", "The text of each"))), logLines},
	{describe("print", "Prints to its stdout and stderr",
		in(optional("stdout", "string", "", ""), optional("stderr", "string", "", ""))), printStdio},
	{describe("large", "Answers with that many bytes",
		in(required("bytes", "integer", "Length of the output"))), large},
	{describe("panic", "Panics; the process lives on",
		in(optional("message", "string", "on request", "What to panic with"))), panics},
	{describe("config", "Gives back what Init was given", in()), config},
	{describe("greed", "Takes as much as it gets",
		in(required("what", "string", "Of what"), optional("most", "integer", "", ""), optional("path", "string", "", "")),
		out("got", "integer", "How much it got"), out("problem", "string", "Why it got no more")), greed},
}

func echo(c call) (string, map[string]any, error) {
	text, err := c.inputs.text("text")
	prefix, err2 := c.inputs.textOr("prefix", "")
	if err := errors.Join(err, err2); err != nil {
		return "", nil, err
	}
	text = prefix + text
	return text, map[string]any{"text": text, "length": utf8.RuneCountInString(text)}, nil
}

func fail(c call) (string, map[string]any, error) {
	message, err := c.inputs.text("message")
	if err == nil {
		err = errors.New(message)
	}
	return "", nil, err
}

func sleep(c call) (string, map[string]any, error) {
	ms, err := c.inputs.integer("ms")
	if err != nil {
		return "", nil, err
	}
	timer := time.NewTimer(time.Duration(ms) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
		return fmt.Sprintf("slept %d ms", ms), map[string]any{"ms": ms}, nil
	case <-c.ctx.Done():
		c.service.logger.Info("sleep was cancelled", "ms", ms)
		return "", nil, c.ctx.Err()
	}
}

func crash(call) (string, map[string]any, error) {
	realStderr.WriteString("goecho: crashing on request\n")
	os.Exit(3)
	return "", nil, nil
}

// os.Stderr as it was before go-plugin replaced it: what is written here reaches the host even from a dying process.
var realStderr = os.Stderr

func types(c call) (string, map[string]any, error) {
	return fmt.Sprintf("%d values", len(c.inputs)), maps.Clone(c.inputs), nil
}

func env(c call) (string, map[string]any, error) {
	name, err := c.inputs.textOr("name", "")
	if err != nil {
		return "", nil, err
	}
	names := make([]string, 0)
	for _, entry := range os.Environ() {
		key, _, _ := strings.Cut(entry, "=")
		names = append(names, key)
	}
	sort.Strings(names)
	data := map[string]any{"names": names, "value": nil}
	value, found := os.LookupEnv(name)
	if found {
		data["value"] = value
	}
	return value, data, nil
}

func logLines(c call) (string, map[string]any, error) {
	message, err := c.inputs.textOr("message", "hello from the plugin")
	if err != nil {
		return "", nil, err
	}
	logger := c.service.logger.Named("op")
	fields := []any{"operation", "log", "number", 42, "list", []string{"a", "b"}}
	logger.Trace(message, fields...)
	logger.Debug(message, fields...)
	logger.Info(message, fields...)
	logger.Warn(message, fields...)
	logger.Error(message, fields...)
	return "logged 5 lines", nil, nil
}

func printStdio(c call) (string, map[string]any, error) {
	stdout, err := c.inputs.textOr("stdout", "")
	stderr, err2 := c.inputs.textOr("stderr", "")
	if err := errors.Join(err, err2); err != nil {
		return "", nil, err
	}
	fmt.Fprint(os.Stdout, stdout)
	fmt.Fprint(os.Stderr, stderr)
	return "printed", nil, nil
}

func large(c call) (string, map[string]any, error) {
	size, err := c.inputs.integer("bytes")
	if err != nil {
		return "", nil, err
	}
	return strings.Repeat("x", size), nil, nil
}

func panics(c call) (string, map[string]any, error) {
	message, err := c.inputs.textOr("message", "on request")
	if err != nil {
		return "", nil, err
	}
	panic(message)
}

func config(c call) (string, map[string]any, error) {
	c.service.mutex.Lock()
	defer c.service.mutex.Unlock()
	return "", maps.Clone(c.service.config), nil
}
