package launch

import (
	"encoding/json"
	"fmt"
	"net"

	"github.com/hashicorp/go-plugin"
)

// reattachJSON is one plugin in the form that Terraform made customary in TF_REATTACH_PROVIDERS.
type reattachJSON struct {
	Protocol        string
	ProtocolVersion int
	Pid             int
	Test            bool
	Addr            addressJSON
}

type addressJSON struct{ Network, String string }

// FormatReattach writes configurations by the names of their plugins, on one line.
func FormatReattach(configs map[string]*plugin.ReattachConfig) (string, error) {
	all := map[string]reattachJSON{}
	for name, config := range configs {
		address := addressJSON{config.Addr.Network(), config.Addr.String()}
		all[name] = reattachJSON{string(config.Protocol), config.ProtocolVersion, config.Pid, config.Test, address}
	}
	text, err := json.Marshal(all)
	return string(text), err
}

// ParseReattach reads what FormatReattach or another program wrote, and gives the configuration of the named plugin.
func ParseReattach(text, name string) (*plugin.ReattachConfig, error) {
	all := map[string]reattachJSON{}
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, err
	}
	one, ok := all[name]
	if !ok {
		return nil, fmt.Errorf("nothing is said of %q", name)
	}
	address, err := resolve(one.Addr)
	return &plugin.ReattachConfig{
		Protocol:        plugin.Protocol(one.Protocol),
		ProtocolVersion: one.ProtocolVersion,
		Addr:            address,
		Pid:             one.Pid,
		Test:            one.Test,
	}, err
}

func resolve(address addressJSON) (net.Addr, error) {
	switch address.Network {
	case "unix":
		return net.ResolveUnixAddr("unix", address.String)
	case "tcp":
		return net.ResolveTCPAddr("tcp", address.String)
	}
	return nil, fmt.Errorf("unknown network %q", address.Network)
}
