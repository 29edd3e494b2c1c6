// Reads one YAML scalar a line, as a JSON string, and writes what yaml.v3 makes of it as JSON. A point in time becomes "time".
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"gopkg.in/yaml.v3"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var scalar string
		if err := json.Unmarshal(lines.Bytes(), &scalar); err != nil {
			panic(err)
		}
		var document map[string]any
		if err := yaml.Unmarshal([]byte("value: "+scalar+"\n"), &document); err != nil {
			panic(err)
		}
		value := document["value"]
		if _, isTime := value.(time.Time); isTime {
			value = "time"
		}
		written, err := json.Marshal(value)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(written))
	}
}
