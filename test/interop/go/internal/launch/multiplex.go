//go:build !before_multiplexing

package launch

import "github.com/hashicorp/go-plugin"

func setMultiplex(config *plugin.ClientConfig, wanted bool) error {
	config.GRPCBrokerMultiplex = wanted
	return nil
}
