package main

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"plugin-name/internal/awf"
	"plugin-name/internal/pluginv1"
)

// connect serves the plugin in this process, and gives a host's connection to it.
func connect(t *testing.T) *grpc.ClientConn {
	t.Helper()
	client, server := plugin.TestPluginGRPCConn(t, false, plugin.PluginSet{awf.Key: newPlugin()})
	t.Cleanup(func() { _ = client.Close(); server.Stop() })
	connection, err := client.Dispense(awf.Key)
	if err != nil {
		t.Fatal(err)
	}
	return connection.(*grpc.ClientConn)
}

func TestPluginIsAsItsManifestSays(t *testing.T) {
	manifest, err := os.ReadFile("plugin.yaml")
	if err != nil {
		t.Fatal(err)
	}
	info, err := pluginv1.NewPluginServiceClient(connect(t)).GetInfo(context.Background(), &pluginv1.GetInfoRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"name: " + info.GetName(), "version: " + info.GetVersion(), "  - " + info.GetCapabilities()[0]} {
		if !strings.Contains(string(manifest), line+"\n") {
			t.Errorf("plugin.yaml has no line %q", line)
		}
	}
}

func TestPluginStartsAndShutsDown(t *testing.T) {
	client := pluginv1.NewPluginServiceClient(connect(t))
	if _, err := client.Init(context.Background(), &pluginv1.InitRequest{}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Shutdown(context.Background(), &pluginv1.ShutdownRequest{}); err != nil {
		t.Fatal(err)
	}
}
