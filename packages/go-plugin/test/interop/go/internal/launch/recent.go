//go:build !before_multiplexing

package launch

import (
	"os/exec"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"
)

// setRecent sets what go-plugin has since v1.5 or v1.6 only.
func setRecent(config *plugin.ClientConfig, options Options) error {
	config.GRPCBrokerMultiplex = options.Mux
	config.SkipHostEnv = options.SkipHostEnv
	if options.Sockets == (Sockets{}) {
		return nil
	}
	config.UnixSocketConfig = &plugin.UnixSocketConfig{Group: options.Sockets.Group, TempDir: options.Sockets.TempDir}
	// go-plugin makes a directory for the sockets only where a runner starts the plugin.
	command := config.Cmd
	config.Cmd = nil
	config.RunnerFunc = func(_ hclog.Logger, described *exec.Cmd, socketDir string) (runner.Runner, error) {
		command.Env = append(command.Env, described.Env...)
		return newProcess(command, socketDir, options.Sockets.Container)
	}
	return nil
}
