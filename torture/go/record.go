package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// record notes which calls this process has executed, for `npm run soak`. The file is in the folder of the variable SOAK_RECORDS.
type record struct {
	mutex sync.Mutex
	file  *os.File
}

func newRecord() *record { return &record{} }

// note is done when the system has the line, so that it outlives this process.
func (r *record) note(id string) error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.file == nil {
		name := filepath.Join(os.Getenv("SOAK_RECORDS"), fmt.Sprintf("%d", os.Getpid()))
		file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		r.file = file
	}
	_, err := fmt.Fprintln(r.file, id)
	return err
}
