// certificates makes an authority with a certificate for a host and one for a plugin in a directory, for TLS of one's own.
package main

import (
	"fmt"
	"os"

	"awfplugins.test/interop/internal/authority"
)

func main() {
	if err := authority.Write(os.Args[1], "host", "plugin"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
