// A buffer whose flush loses nothing, in Go, and the scene that a wrong one fails: go run docs/languages/buffer.go
package main

import (
	"fmt"
	"os"
	"sync"
)

// Buffer adds up counts. Any goroutine may record and flush.
type Buffer struct {
	mu     sync.Mutex
	totals map[string]int64
}

func (b *Buffer) Record(key string, n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.totals[key] += n
}

func (b *Buffer) Flush(emit func(key string, n int64)) {
	b.mu.Lock()
	taken := b.totals
	b.totals = make(map[string]int64)
	b.mu.Unlock() // not deferred: the sink is called without the lock
	for key, n := range taken {
		emit(key, n)
	}
} // Flush

func main() {
	buffer := &Buffer{totals: make(map[string]int64)}
	buffer.Record("a", 1)
	buffer.Record("b", 1)
	var delivered int64
	disturbed := false
	sink := func(key string, n int64) {
		delivered += n
		if !disturbed { // another goroutine records, while the flush is in the sink
			disturbed = true
			done := make(chan struct{})
			go func() {
				buffer.Record(key, 10)
				buffer.Record("first seen", 10)
				close(done)
			}()
			<-done
		}
	}
	buffer.Flush(sink)
	buffer.Flush(sink)
	fmt.Println("22 recorded,", delivered, "delivered")
	if delivered != 22 {
		os.Exit(1)
	}
}
