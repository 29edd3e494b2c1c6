// hpackpeer speaks HPACK as golang.org/x/net does. It reads batches on stdin and answers each on stdout. A batch is a kind, 'E' or 'D', the
// number of its bytes in 4 bytes, and its items:
//
//	'E': lists of fields, each behind a table size in 4 bytes (0xffffffff to leave it)  ->  their blocks
//	'D': blocks                                                                         ->  their lists of fields
//
// A list is its number of fields in 2 bytes, and each name and value behind their length in 2 bytes; a block is its length in 4 bytes and its
// bytes. An answer is the number of its bytes in 4 bytes, and its items. An error ends the program with the text on stderr.
//
// One encoder and one decoder live as long as the program, so that their dynamic tables are used.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"golang.org/x/net/http2/hpack"
)

const sameTable = 0xffffffff

func main() {
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	decoder := hpack.NewDecoder(4096, nil)
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	for {
		var head [5]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return
		}
		items := make([]byte, binary.BigEndian.Uint32(head[1:]))
		if _, err := io.ReadFull(in, items); err != nil {
			fail(err)
		}
		answer := []byte{}
		rest := reader{items}
		for len(rest.bytes) > 0 {
			if head[0] == 'E' {
				block.Reset()
				encode(encoder, &rest)
				answer = binary.BigEndian.AppendUint32(answer, uint32(block.Len()))
				answer = append(answer, block.Bytes()...)
			} else {
				fields, err := decoder.DecodeFull(rest.take(int(rest.uint32())))
				if err != nil {
					fail(err)
				}
				answer = appendFields(answer, fields)
			}
		}
		out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(answer))))
		out.Write(answer)
		out.Flush()
	}
}

func encode(encoder *hpack.Encoder, list *reader) {
	if size := list.uint32(); size != sameTable {
		encoder.SetMaxDynamicTableSize(size)
	}
	for count := list.uint16(); count > 0; count-- {
		name := string(list.take(int(list.uint16())))
		value := string(list.take(int(list.uint16())))
		if err := encoder.WriteField(hpack.HeaderField{Name: name, Value: value}); err != nil {
			fail(err)
		}
	}
}

func appendFields(answer []byte, fields []hpack.HeaderField) []byte {
	answer = binary.BigEndian.AppendUint16(answer, uint16(len(fields)))
	for _, field := range fields {
		for _, text := range []string{field.Name, field.Value} {
			answer = binary.BigEndian.AppendUint16(answer, uint16(len(text)))
			answer = append(answer, text...)
		}
	}
	return answer
}

type reader struct{ bytes []byte }

func (r *reader) take(length int) []byte {
	taken := r.bytes[:length]
	r.bytes = r.bytes[length:]
	return taken
}

func (r *reader) uint32() uint32 { return binary.BigEndian.Uint32(r.take(4)) }
func (r *reader) uint16() uint16 { return binary.BigEndian.Uint16(r.take(2)) }

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
