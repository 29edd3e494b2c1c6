//go:build before_multiplexing

package launch

import (
	"errors"

	"github.com/hashicorp/go-plugin"
)

// Before v1.6 go-plugin has no multiplexing, nor a field to ask for it.
func setMultiplex(_ *plugin.ClientConfig, wanted bool) error {
	if wanted {
		return errors.New("-mux: this go-plugin has no multiplexing")
	}
	return nil
}
