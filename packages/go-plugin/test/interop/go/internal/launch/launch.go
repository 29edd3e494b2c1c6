// Package launch starts a plugin with go-plugin and records all that can be seen of it from outside.
package launch

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/hashicorp/go-plugin"

	"awfplugins.test/interop/internal/capture"
)

// Options are the settings that tests vary.
type Options struct {
	Handshake plugin.HandshakeConfig
	Versions  map[int]plugin.PluginSet
	Command   []string
	AutoMTLS  bool
	Mux       bool
	// Zero: go-plugin's own minute.
	StartTimeout time.Duration
	// Attaches to a plugin that runs already, instead of starting Command.
	Reattach *plugin.ReattachConfig
	// Zero: go-plugin's own range.
	MinPort, MaxPort uint
	// In hex, the SHA-256 that the program must have; empty: any.
	Checksum string
	// TLS of one's own instead of AutoMTLS.
	TLS         *tls.Config
	SkipHostEnv bool
	Sockets     Sockets
	// Nil: what the plugin prints is collected.
	SyncStdout io.Writer
}

// Sockets says where unix sockets are and for whom.
type Sockets struct {
	Group, TempDir string
	// Directory in which the plugin runs, and in which alone its paths lead somewhere.
	Container string
}

// Plugin is a plugin process, started or not.
type Plugin struct {
	*plugin.Client
	Log    *capture.Log
	Stdout capture.Buffer // through GRPCStdio
	Stderr capture.Buffer // through GRPCStdio
	Raw    capture.Buffer // the process's real stderr
	cmd    *exec.Cmd      // nil where the plugin was attached to
}

// New prepares a plugin process, or the attaching to one.
func New(options Options) (*Plugin, error) {
	p := &Plugin{Log: capture.NewLog("host")}
	config := &plugin.ClientConfig{
		HandshakeConfig:  options.Handshake,
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         options.AutoMTLS,
		StartTimeout:     options.StartTimeout,
		MinPort:          options.MinPort,
		MaxPort:          options.MaxPort,
		TLSConfig:        options.TLS,
		Logger:           p.Log,
		SyncStdout:       &p.Stdout,
		SyncStderr:       &p.Stderr,
		Stderr:           &p.Raw,
	}
	switch {
	case options.Reattach != nil:
		config.Reattach = options.Reattach
		// go-plugin negotiates nothing with a plugin that it attaches to: it takes the unversioned set.
		config.Plugins = options.Versions[options.Reattach.ProtocolVersion]
	case len(options.Command) == 0:
		return nil, errors.New("no plugin command: give it after --")
	default:
		p.cmd = exec.Command(options.Command[0], options.Command[1:]...)
		config.Cmd, config.VersionedPlugins = p.cmd, options.Versions
	}
	if options.SyncStdout != nil {
		config.SyncStdout = options.SyncStdout
	}
	if options.Checksum != "" {
		checksum, err := hex.DecodeString(options.Checksum)
		if err != nil {
			return nil, err
		}
		config.SecureConfig = &plugin.SecureConfig{Checksum: checksum, Hash: sha256.New()}
	}
	if err := setRecent(config, options); err != nil {
		return nil, err
	}
	p.Client = plugin.NewClient(config)
	return p, nil
}

// Handshake is what the plugin's line said.
type Handshake struct {
	Protocol        string `json:"protocol"`
	ProtocolVersion int    `json:"protocolVersion"`
	Network         string `json:"network"`
	Address         string `json:"address"`
	Pid             int    `json:"pid"`
	StartMs         int64  `json:"startMs"`
}

// Connect starts the plugin or attaches to it, connects to it and dispenses the named one.
func (p *Plugin) Connect(name string) (any, *Handshake, error) {
	begin := time.Now()
	if _, err := p.Start(); err != nil {
		return nil, nil, err
	}
	attach := p.ReattachConfig()
	handshake := &Handshake{
		Protocol:        string(p.Protocol()),
		ProtocolVersion: p.NegotiatedVersion(),
		Network:         attach.Addr.Network(),
		Address:         attach.Addr.String(),
		Pid:             attach.Pid,
		StartMs:         time.Since(begin).Milliseconds(),
	}
	protocol, err := p.Client.Client()
	if err != nil {
		return nil, handshake, err
	}
	dispensed, err := protocol.Dispense(name)
	return dispensed, handshake, err
}

// End is how the plugin's process ended.
type End struct {
	Exited bool `json:"exited"`
	// False where go-plugin had to kill the process.
	Graceful bool  `json:"graceful"`
	KillMs   int64 `json:"killMs"`
	// -1 where a signal ended it, absent where it could not be learnt.
	ExitCode *int `json:"exitCode,omitempty"`
	// Whether the socket file is still there.
	SocketLeft bool `json:"socketLeft"`
}

// Finish ends the plugin. The handshake may be nil.
func (p *Plugin) Finish(handshake *Handshake) End {
	begin := time.Now()
	p.Kill()
	end := End{
		Exited:   p.Exited(),
		Graceful: !p.Log.Has("plugin failed to exit gracefully"),
		KillMs:   time.Since(begin).Milliseconds(),
	}
	// go-plugin has waited for the process where it was started by it; its state is in the command.
	if p.cmd != nil && p.cmd.ProcessState != nil {
		code := p.cmd.ProcessState.ExitCode()
		end.ExitCode = &code
	}
	if handshake != nil && handshake.Network == "unix" {
		_, err := os.Stat(handshake.Address)
		end.SocketLeft = err == nil
	}
	return end
}
