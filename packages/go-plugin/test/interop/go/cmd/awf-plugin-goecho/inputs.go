package main

import (
	"fmt"
	"math"
)

// inputs are decoded JSON values. The host checks them against the schema; a plugin can not rely on that.
type inputs map[string]any

func (i inputs) text(name string) (string, error) {
	if _, given := i[name]; !given {
		return "", fmt.Errorf("input %q is required", name)
	}
	return i.textOr(name, "")
}

func (i inputs) textOr(name, fallback string) (string, error) {
	value, given := i[name]
	if !given {
		return fallback, nil
	}
	text, ok := value.(string)
	if !ok {
		return "", fmt.Errorf("input %q must be a string", name)
	}
	return text, nil
}

func (i inputs) integer(name string) (int, error) {
	value, given := i[name]
	if !given {
		return 0, fmt.Errorf("input %q is required", name)
	}
	number, ok := value.(float64)
	if !ok || number != math.Trunc(number) || number < 0 || number > math.MaxInt32 {
		return 0, fmt.Errorf("input %q must be an integer from 0 to %d", name, math.MaxInt32)
	}
	return int(number), nil
}
