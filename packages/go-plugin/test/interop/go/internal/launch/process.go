//go:build !before_multiplexing

package launch

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/hashicorp/go-plugin"
)

// inside is the directory of the sockets as a contained plugin sees it, from its working directory.
const inside = "sockets"

// process is a runner: a child process that, where it is contained, sees the directory of the sockets under another name than its host.
type process struct {
	*exec.Cmd
	stdout, stderr io.ReadCloser
	socketDir      string
	contained      bool
}

func newProcess(command *exec.Cmd, socketDir, container string) (*process, error) {
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	stderr, err := command.StderrPipe()
	if err != nil {
		return nil, err
	}
	if container != "" {
		if err := os.Symlink(socketDir, filepath.Join(container, inside)); err != nil {
			return nil, err
		}
		command.Dir = container
		command.Env = append(command.Env, plugin.EnvUnixSocketDir+"="+inside)
	}
	return &process{command, stdout, stderr, socketDir, container != ""}, nil
}

func (p *process) Start(context.Context) error     { return p.Cmd.Start() }
func (p *process) Wait(context.Context) error      { return p.Cmd.Wait() }
func (p *process) Kill(context.Context) error      { return p.Process.Kill() }
func (p *process) Stdout() io.ReadCloser           { return p.stdout }
func (p *process) Stderr() io.ReadCloser           { return p.stderr }
func (p *process) Diagnose(context.Context) string { return "" }
func (p *process) Name() string                    { return p.Path }
func (p *process) ID() string                      { return strconv.Itoa(p.Process.Pid) }

func (p *process) PluginToHost(network, address string) (string, string, error) {
	return p.translate(network, address, inside, p.socketDir)
}

func (p *process) HostToPlugin(network, address string) (string, string, error) {
	return p.translate(network, address, p.socketDir, inside)
}

func (p *process) translate(network, address, from, to string) (string, string, error) {
	if !p.contained {
		return network, address, nil
	}
	relative, err := filepath.Rel(from, address)
	return network, filepath.Join(to, relative), err
}
