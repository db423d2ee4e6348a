// Command book writes the opening book of package fours. It takes the longer the
// deeper the book, and stops by itself after the time given.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"time"

	"crossplay/game/bot/fours"
)

func main() {
	file := flag.String("o", "book.txt", "the `file` to write")
	limit := flag.Duration("for", 30*time.Minute, "how long to work on it")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), *limit)
	defer cancel()
	out, err := os.Create(*file)
	if err != nil {
		log.Fatal(err)
	}
	if err := fours.Write(ctx, out); err != nil {
		log.Fatal(err)
	}
	if err := out.Close(); err != nil {
		log.Fatal(err)
	}
}
