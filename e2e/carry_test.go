package e2e

import (
	"image"
	"image/color"
	"regexp"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// A game that is begun in a terminal goes on in a browser, which scans what the terminal
// shows, and in another terminal. The other side sees one and the same player.
func TestAGameGoesOnInOtherWindows(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	ann := s.window(120, 50, "Ann", sshKey(t), "play", "chess")
	bob := s.terminal("Bob", sshKey(t), "join", ann.code())
	ann.see("Your turn")
	ann.press("e4\r")
	bob.see("Your turn")
	bob.press("e5\r")
	ann.see("Your turn", "e5")

	ann.menu("m")
	ann.see("works once", "carry#")
	link := scanned(t, ann.text())
	if !strings.HasPrefix(link, s.url("/carry#")) {
		t.Fatalf("the picture leads to %q", link)
	}
	phone := s.page(strings.TrimPrefix(link, s.url("")))
	phone.see("You are Ann in another window, at a game of Chess.")
	phone.press("Go on here")
	phone.await("the board", `document.querySelector('[data-phase=playing]')`)
	phone.see("Your turn")
	phone.schemes("a game that goes on")
	phone.types("N", "f", "3", "Enter")
	bob.see("Your turn", "Nf3")
	ann.press("\x1b")
	ann.see("Nf3", "Bob's turn")

	phone.click("#me")
	phone.press("Go on elsewhere")
	phone.see("carry ")
	command := regexp.MustCompile(`carry [a-z0-9]{4}-[a-z0-9]{4}`).FindString(phone.text())
	third := s.terminal("Carol", sshKey(t), strings.Fields(command)...)
	third.see("Nf3", "Bob's turn", "Ann")
	bob.press("Nc6\r")
	third.see("Your turn")
	third.press("Bb5\r")
	bob.see("Your turn", "Bb5")
	phone.press("Close")
	phone.see("Bb5")

	again := s.page(strings.TrimPrefix(link, s.url("")))
	again.press("Stay who I am")
	if strings.Contains(again.text(), "Ann") {
		t.Error("a link that was used is of use")
	}
}

// scanned is what the picture on a terminal's screen says to a phone's camera.
func scanned(t *testing.T, screen string) string {
	t.Helper()
	const dot = 4 // pixels
	lines := strings.Split(screen, "\n")
	wide := 0
	for _, l := range lines {
		wide = max(wide, len([]rune(l)))
	}
	picture := image.NewGray(image.Rect(0, 0, wide*dot, 2*len(lines)*dot))
	fill := func(x, y int, light bool) {
		for i := range dot * dot {
			shade := color.Gray{}
			if light {
				shade.Y = 255
			}
			picture.SetGray(x*dot+i%dot, y*dot+i/dot, shade)
		}
	}
	for y, l := range lines {
		for x, r := range []rune(l) {
			fill(x, 2*y, strings.ContainsRune("▀█", r))
			fill(x, 2*y+1, strings.ContainsRune("▄█", r))
		}
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	found, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatalf("a camera sees no code: %v\n%s", err, screen)
	}
	return found.GetText()
}
