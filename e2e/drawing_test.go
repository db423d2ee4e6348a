package e2e

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// The terminal of the pictures. DejaVu Sans Mono is as wide as these cells at
// this size.
const (
	cellWidth  = 10
	cellHeight = 19
	fontSize   = 16.61
	foreground = "#d6dae0"
	background = "#15181c"
)

// html is the screen as a page, each cell where it belongs.
func (x *terminal) html() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var grounds, texts strings.Builder
	box := x.screen.Bounds()
	for row := range box.Dy() {
		for col := range box.Dx() {
			c := x.screen.CellAt(col, row)
			if c == nil || c.Width == 0 {
				continue
			}
			fg, bg := css(c.Style.Fg, foreground), css(c.Style.Bg, "")
			if c.Style.Attrs&uv.AttrReverse != 0 {
				fg, bg = css(c.Style.Bg, background), fg
			}
			at := fmt.Sprintf("left:%dpx;top:%dpx;width:%dpx", col*cellWidth, row*cellHeight, c.Width*cellWidth)
			if bg != "" {
				fmt.Fprintf(&grounds, `<i style="%s;background:%s"></i>`, at, bg)
			}
			if strings.TrimSpace(c.Content) == "" && c.Style.Underline == 0 {
				continue
			}
			if c.Style.Attrs&uv.AttrBold != 0 {
				at += ";font-weight:bold"
			}
			if c.Style.Underline != 0 {
				at += ";text-decoration:underline"
			}
			fmt.Fprintf(&texts, `<i style="%s;color:%s">%s</i>`, at, fg, html.EscapeString(c.Content))
		}
	}
	return fmt.Sprintf(`<!doctype html><meta charset="utf-8"><style>
		main { position: relative; width: %dpx; height: %dpx; padding: 12px; background: %s; overflow: hidden; background-clip: border-box }
		div { position: absolute }
		i { position: absolute; height: %dpx; font: %gpx/%dpx "DejaVu Sans Mono", monospace; white-space: pre; text-rendering: geometricPrecision }
		</style><main><div>%s</div><div>%s</div></main>`,
		box.Dx()*cellWidth, box.Dy()*cellHeight, background, cellHeight, fontSize, cellHeight, grounds.String(), texts.String())
}

func css(c color.Color, otherwise string) string {
	if c == nil {
		return otherwise
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// reduce makes a picture smaller: it keeps the colours that there is most of and
// that can be told apart.
func reduce(file []byte) ([]byte, error) {
	const most, apart = 256, 6
	full, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	box := full.Bounds()
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(full.At(x, y)).(color.RGBA) }
	count := make(map[color.RGBA]int)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			count[at(x, y)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var palette color.Palette
	index := make(map[color.RGBA]uint8, len(colours))
	for _, c := range colours {
		near := palette.Index(c)
		if len(palette) < most && (len(palette) == 0 || distance(palette[near].(color.RGBA), c) >= apart) {
			near = len(palette)
			palette = append(palette, c)
		}
		index[c] = uint8(near)
	}
	small := image.NewPaletted(box, palette)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			small.SetColorIndex(x, y, index[at(x, y)])
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small)
	return out.Bytes(), err
}

// distance is how much red, green and blue differ, all together.
func distance(a, b color.RGBA) int {
	d := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return d(a.R, b.R) + d(a.G, b.G) + d(a.B, b.B)
}
