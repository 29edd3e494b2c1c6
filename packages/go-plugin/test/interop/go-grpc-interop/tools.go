//go:build tools

// Package grpcinterop pins the version of grpc-go whose interop server the specs build.
package grpcinterop

import _ "google.golang.org/grpc/interop/server"
