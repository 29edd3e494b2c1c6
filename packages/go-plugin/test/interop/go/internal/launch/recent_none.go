//go:build before_multiplexing

package launch

import (
	"errors"

	"github.com/hashicorp/go-plugin"
)

// Before v1.5 go-plugin has neither runners nor multiplexing, nor fields to ask for them.
func setRecent(_ *plugin.ClientConfig, options Options) error {
	if options.Mux || options.SkipHostEnv || options.Sockets != (Sockets{}) {
		return errors.New("this go-plugin has neither multiplexing nor runners")
	}
	return nil
}
