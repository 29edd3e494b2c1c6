// hpackpeer speaks HPACK as golang.org/x/net does, one JSON object a line on stdin and stdout.
//
//	{"encode": [["name", "value"], ...], "tableSize": 4096}  ->  {"block": "hex"}
//	{"decode": "hex"}                                        ->  {"fields": [["name", "value"], ...]}
//
// One encoder and one decoder live as long as the program, so that their dynamic tables are used. Names and values are bytes, one a character.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/net/http2/hpack"
)

type request struct {
	Encode    [][2]string `json:"encode"`
	TableSize *uint32     `json:"tableSize"`
	Decode    *string     `json:"decode"`
}

type response struct {
	Block  string      `json:"block"`
	Fields [][2]string `json:"fields"`
	Error  string      `json:"error,omitempty"`
}

func main() {
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	decoder := hpack.NewDecoder(4096, nil)
	out := bufio.NewWriter(os.Stdout)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var req request
		if err := json.Unmarshal(lines.Bytes(), &req); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		answer := response{Fields: [][2]string{}}
		if req.Decode != nil {
			answer = decode(decoder, *req.Decode)
		} else {
			block.Reset()
			if req.TableSize != nil {
				encoder.SetMaxDynamicTableSize(*req.TableSize)
			}
			for _, field := range req.Encode {
				encoder.WriteField(hpack.HeaderField{Name: toBytes(field[0]), Value: toBytes(field[1])})
			}
			answer.Block = hex.EncodeToString(block.Bytes())
		}
		text, _ := json.Marshal(answer)
		out.Write(text)
		out.WriteByte('\n')
		out.Flush()
	}
}

func decode(decoder *hpack.Decoder, text string) response {
	bytes, err := hex.DecodeString(text)
	if err != nil {
		return response{Error: err.Error()}
	}
	fields, err := decoder.DecodeFull(bytes)
	if err != nil {
		return response{Error: err.Error()}
	}
	answer := response{Fields: [][2]string{}}
	for _, field := range fields {
		answer.Fields = append(answer.Fields, [2]string{fromBytes(field.Name), fromBytes(field.Value)})
	}
	return answer
}

func toBytes(text string) string {
	bytes := make([]byte, 0, len(text))
	for _, r := range text {
		bytes = append(bytes, byte(r))
	}
	return string(bytes)
}

func fromBytes(bytes string) string {
	runes := make([]rune, 0, len(bytes))
	for i := 0; i < len(bytes); i++ {
		runes = append(runes, rune(bytes[i]))
	}
	return string(runes)
}
