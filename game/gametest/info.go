package gametest

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"crossplay/game"
)

// word is a name in commands and records, which people must be able to type.
var word = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// shapes are those that windows know.
var shapes = []game.Shape{
	game.Cross, game.Ring, game.Disc, game.Hole, game.Dot, game.Square, game.Burst, game.Bar, game.Crown,
	game.King, game.Queen, game.Rook, game.Bishop, game.Knight, game.Pawn,
	game.Die1, game.Die2, game.Die3, game.Die4, game.Die5, game.Die6, game.Glyph,
}

func describesItself(s *suite) error {
	in := s.info
	if !reflect.DeepEqual(in, s.rules.Info()) {
		return errors.New("the info differs from call to call")
	}
	if !word.MatchString(in.Name) {
		return fmt.Errorf("the name %q is not made of small letters, digits and dashes", in.Name)
	}
	for what, text := range map[string]string{
		"title": in.Title, "summary": in.Summary, "notation": in.Notation, "how-to": strings.ReplaceAll(in.HowTo, "\n", " "),
	} {
		if !printable(text) {
			return fmt.Errorf("the %s %q is empty or cannot be printed", what, text)
		}
	}
	if in.Version < 1 {
		return fmt.Errorf("the version is %d: they are counted from 1", in.Version)
	}
	if in.MinSeats < 1 || in.MaxSeats < in.MinSeats {
		return fmt.Errorf("%d to %d seats", in.MinSeats, in.MaxSeats)
	}
	if err := distinct("name", in.Names()); err != nil {
		return err
	}
	if len(in.Seats) != in.MaxSeats {
		return fmt.Errorf("%d of %d seats have a name", len(in.Seats), in.MaxSeats)
	}
	if err := distinct("seat", in.Seats); err != nil {
		return err
	}
	return errors.Join(coloursAreSane(in), optionsAreSane(in.Options), piecesAreSane(in))
}

// colours are those that windows know.
var colours = []game.Colour{game.Black, game.White, game.Red, game.Blue, game.Amber}

// colourWords are what a seat may be called only if its pieces have that colour.
var colourWords = strings.Fields("amber black blue brown green grey orange pink purple red silver white yellow")

// coloursAreSane checks that seats are called what one sees.
func coloursAreSane(in game.Info) error {
	if len(in.Colours) > 0 && len(in.Colours) != in.MaxSeats {
		return fmt.Errorf("%d of %d seats have a colour", len(in.Colours), in.MaxSeats)
	}
	for i, called := range in.Seats {
		colour := in.Colour(game.Seat(i))
		switch {
		case colour != "" && !slices.Contains(colours, colour):
			return fmt.Errorf("no window knows the colour %q", colour)
		case colour != "" && slices.Contains(in.Colours[:i], colour):
			return fmt.Errorf("two seats are %s", colour)
		case slices.Contains(colourWords, strings.ToLower(called)) && string(colour) != strings.ToLower(called):
			return fmt.Errorf("the seat %s has the colour %q", called, colour)
		}
	}
	return nil
}

func optionsAreSane(options []game.Option) error {
	var names, titles []string
	for _, o := range options {
		names, titles = append(names, o.Name), append(titles, o.Title)
		if !word.MatchString(o.Name) {
			return fmt.Errorf("the option %q is not made of small letters, digits and dashes", o.Name)
		}
		if len(o.Values) < 2 {
			return fmt.Errorf("the option %q leaves no choice", o.Name)
		}
		var values, valueTitles []string
		for _, v := range o.Values {
			values, valueTitles = append(values, v.Name), append(valueTitles, v.Title)
			if !word.MatchString(v.Name) {
				return fmt.Errorf("the value %q of the option %q is not made of small letters, digits and dashes", v.Name, o.Name)
			}
		}
		if err := errors.Join(distinct("value", values), distinct("value's title", valueTitles)); err != nil {
			return fmt.Errorf("the option %q: %w", o.Name, err)
		}
	}
	return errors.Join(distinct("option", names), distinct("option's title", titles))
}

func piecesAreSane(in game.Info) error {
	var names, titles, glyphs, ascii, drawings []string
	for _, p := range in.Pieces {
		names, titles = append(names, p.Name), append(titles, p.Title)
		glyphs, ascii = append(glyphs, p.Glyph), append(ascii, p.ASCII)
		drawing := fmt.Sprint(p.Shape, p.Hollow)
		if p.Shape == game.Glyph {
			drawing += p.Glyph
		}
		drawings = append(drawings, drawing)
		if p.Seat < game.Spectator || int(p.Seat) >= in.MaxSeats {
			return fmt.Errorf("the piece %q is of seat %d", p.Name, p.Seat)
		}
		if !slices.Contains(shapes, p.Shape) {
			return fmt.Errorf("the piece %q has the unknown shape %q", p.Name, p.Shape)
		}
		if !oneCell(p.Glyph) {
			return fmt.Errorf("the glyph %q of the piece %q is not one character cell wide everywhere", p.Glyph, p.Name)
		}
		if len(p.ASCII) != 1 || p.ASCII <= " " || p.ASCII > "~" {
			return fmt.Errorf("the piece %q is %q in ASCII, not one visible character", p.Name, p.ASCII)
		}
	}
	return errors.Join(distinct("piece", names), distinct("piece's title", titles), // all without colour
		distinct("glyph", glyphs), distinct("ASCII piece", ascii), distinct("drawing", drawings))
}

// distinct refuses empty and repeated texts.
func distinct(what string, texts []string) error {
	for i, t := range texts {
		if !printable(t) {
			return fmt.Errorf("the %s %q is empty or cannot be printed", what, t)
		}
		if slices.Contains(texts[:i], t) {
			return fmt.Errorf("two %ss are %q", what, t)
		}
	}
	return nil
}

func printable(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) })
}

// lastNarrow is where the scripts and pictures begin that most terminals draw
// two cells wide, and about the rest of which few agree.
const lastNarrow = 0x2E7F

// wide are the characters before lastNarrow that are two cells wide: East Asian
// Width W and F in Unicode 16.
var wide = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x1100, Hi: 0x115F, Stride: 1},
	{Lo: 0x231A, Hi: 0x231B, Stride: 1},
	{Lo: 0x2329, Hi: 0x232A, Stride: 1},
	{Lo: 0x23E9, Hi: 0x23EC, Stride: 1},
	{Lo: 0x23F0, Hi: 0x23F3, Stride: 3},
	{Lo: 0x25FD, Hi: 0x25FE, Stride: 1},
	{Lo: 0x2614, Hi: 0x2615, Stride: 1},
	{Lo: 0x2630, Hi: 0x2637, Stride: 1},
	{Lo: 0x2648, Hi: 0x2653, Stride: 1},
	{Lo: 0x267F, Hi: 0x267F, Stride: 1},
	{Lo: 0x268A, Hi: 0x268F, Stride: 1},
	{Lo: 0x2693, Hi: 0x26A1, Stride: 14},
	{Lo: 0x26AA, Hi: 0x26AB, Stride: 1},
	{Lo: 0x26BD, Hi: 0x26BE, Stride: 1},
	{Lo: 0x26C4, Hi: 0x26C5, Stride: 1},
	{Lo: 0x26CE, Hi: 0x26D4, Stride: 6},
	{Lo: 0x26EA, Hi: 0x26EA, Stride: 1},
	{Lo: 0x26F2, Hi: 0x26F3, Stride: 1},
	{Lo: 0x26F5, Hi: 0x26FA, Stride: 5},
	{Lo: 0x26FD, Hi: 0x2705, Stride: 8},
	{Lo: 0x270A, Hi: 0x270B, Stride: 1},
	{Lo: 0x2728, Hi: 0x2728, Stride: 1},
	{Lo: 0x274C, Hi: 0x274E, Stride: 2},
	{Lo: 0x2753, Hi: 0x2755, Stride: 1},
	{Lo: 0x2757, Hi: 0x2757, Stride: 1},
	{Lo: 0x2795, Hi: 0x2797, Stride: 1},
	{Lo: 0x27B0, Hi: 0x27BF, Stride: 15},
	{Lo: 0x2B1B, Hi: 0x2B1C, Stride: 1},
	{Lo: 0x2B50, Hi: 0x2B55, Stride: 5},
}}

// oneCell reports whether the text is a single character of width one.
func oneCell(s string) bool {
	r := []rune(s)
	return len(r) == 1 && r[0] > ' ' && r[0] <= lastNarrow && unicode.IsPrint(r[0]) &&
		!unicode.In(r[0], unicode.M, wide)
}

func starts(s *suite) error {
	for _, setup := range s.setups {
		if _, err := s.rules.Start(setup); err != nil {
			return fmt.Errorf("%+v is refused: %w", setup, err)
		}
	}
	in := s.info
	bad := []game.Setup{
		{Seats: in.MinSeats - 1},
		{Seats: in.MaxSeats + 1},
		{Seats: -1},
		{Seats: in.MinSeats, Options: map[string]string{"": ""}},
		{Seats: in.MinSeats, Options: map[string]string{"no such option": "1"}},
	}
	for _, o := range in.Options {
		for _, v := range []string{"", "no such value", strings.ToUpper(o.Values[0].Name) + " "} {
			bad = append(bad, game.Setup{Seats: in.MinSeats, Options: map[string]string{o.Name: v}})
		}
	}
	for _, setup := range bad {
		if _, err := s.rules.Start(setup); !errors.Is(err, game.ErrSetup) {
			return fmt.Errorf("%+v is answered with %v, not with ErrSetup", setup, err)
		}
	}
	return nil
}
