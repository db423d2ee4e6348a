package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"rsc.io/qr"

	"crossplay/rooms/room"
)

// quiet is the white border that readers of QR codes need, in modules.
const quiet = 4

// qr serves /qr/CODE.svg, the invitation to a room for a phone's camera.
func (s *Server) qr(w http.ResponseWriter, r *http.Request) {
	typed, ok := strings.CutSuffix(r.PathValue("file"), ".svg")
	code, err := room.ParseCode(typed)
	if !ok || err != nil {
		http.NotFound(w, r)
		return
	}
	picture, err := qrSVG(s.site.url(r) + "/r/" + string(code))
	if err != nil { // the address is too long for a QR code
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", types[".svg"])
	w.Header().Set("Cache-Control", "private, max-age=86400")
	w.Write(picture)
}

// qrSVG draws the text, black on white in every colour scheme.
func qrSVG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, err
	}
	size := code.Size + 2*quiet
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, size, size)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, size, size)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes(), nil
}
