package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// order is what the host asks of a victim, as JSON in the variable TORTURE: see ../victim/order.ts.
type order struct {
	Dir     string `json:"dir"`
	Fault   string `json:"fault"`
	Point   string `json:"point"`
	Lives   int    `json:"lives"`
	Size    int    `json:"size"`
	Variant int    `json:"variant"`
}

// striker is one life of a victim. It knows whether the fault strikes in it, and strikes once.
type striker struct {
	order *order
	life  int

	mutex  sync.Mutex
	struck bool
}

// newStriker reads the order. Without one, nothing strikes.
func newStriker() (*striker, error) {
	text := os.Getenv("TORTURE")
	if text == "" {
		return &striker{}, nil
	}
	given := &order{}
	if err := json.Unmarshal([]byte(text), given); err != nil {
		return nil, fmt.Errorf("TORTURE: %w", err)
	}
	life, err := beginLife(given.Dir)
	return &striker{order: given, life: life}, err
}

// beginLife counts the lives of this plugin by folders, because a folder is made in one step.
func beginLife(dir string) (int, error) {
	for life := 1; ; life++ {
		err := os.Mkdir(filepath.Join(dir, fmt.Sprintf("life-%d", life)), 0o700)
		if err == nil || !errors.Is(err, os.ErrExist) {
			return life, err
		}
	}
}

// due tells whether this life's fault is yet to come, and comes at this point. It marks the fault as struck.
func (s *striker) due(point string) bool {
	if s.order == nil || s.order.Point != point || s.life > s.order.Lives {
		return false
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.struck {
		return false
	}
	s.struck = true
	name := filepath.Join(s.order.Dir, fmt.Sprintf("struck-%d", s.life))
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		fmt.Fprintln(realStderr, err)
	}
	return true
}

// faulty tells whether the order has one of these faults.
func (s *striker) faulty(faults ...string) bool {
	if s.order == nil {
		return false
	}
	for _, fault := range faults {
		if s.order.Fault == fault {
			return true
		}
	}
	return false
}

// await waits until the host has had its own fault.
func (s *striker) await() {
	for {
		if _, err := os.Stat(filepath.Join(s.order.Dir, "go")); err == nil {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
}
