package term

import "strconv"

// colour is one colour in the three ways that terminals are told: 24 bits, one
// of the 256, and an SGR number for terminals of 16 (zero: none).
type colour struct {
	rgb  uint32
	c256 uint8
	c16  uint8
}

// shade is a colour on a dark and on a light background.
type shade struct{ dark, light colour }

// foregrounds has a colour for each role; Text is the terminal's own. The seat
// colours differ in lightness as well as in hue: an amber and a blue stay apart
// for every kind of colour blindness.
var foregrounds = [roles]shade{
	Muted:    {colour{0x8f959e, 246, 90}, colour{0x646a73, 241, 90}},
	Accent:   {colour{0x4fd1b0, 79, 36}, colour{0x00796b, 30, 36}},
	First:    {colour{0xffb454, 215, 33}, colour{0x9a5b00, 94, 33}},
	Second:   {colour{0x6cb6ff, 75, 94}, colour{0x1d5fbf, 25, 34}},
	Third:    {colour{0xb5d56a, 149, 92}, colour{0x3e7a1e, 64, 32}},
	Fourth:   {colour{0xe29bd8, 176, 95}, colour{0x9a3a8c, 90, 35}},
	Good:     {colour{0x7fd88f, 114, 32}, colour{0x1f7a3a, 28, 32}},
	Bad:      {colour{0xff7b72, 210, 91}, colour{0xb42318, 124, 31}},
	Board:    {colour{0x5f6672, 241, 90}, colour{0x9aa0aa, 247, 90}},
	BoardAlt: {colour{0x7c838e, 244, 90}, colour{0x80868f, 244, 90}},
	// Without wood, black and white are not seen on every ground: then they are told
	// apart by other means, and of 16 colours have none.
	Black: {colour{0x9aa0aa, 247, 0}, colour{0x14161a, 233, 0}},
	White: {colour{0xffffff, 231, 0}, colour{0x646a73, 241, 0}},
	Red:   {colour{0xff7b72, 210, 91}, colour{0xc02a1c, 160, 31}},
}

// onWood are the foregrounds on wood, the same on dark and on light terminals.
var onWood = [roles]colour{
	Text:     {rgb: 0x0d0b08, c256: 232},
	Muted:    {rgb: 0x2b2116, c256: 234},
	Accent:   {rgb: 0xe6fff7, c256: 195},
	First:    {rgb: 0xffe3b0, c256: 223},
	Second:   {rgb: 0x0a2a66, c256: 17},
	Third:    {rgb: 0x16340a, c256: 22},
	Fourth:   {rgb: 0x4a0a42, c256: 53},
	Good:     {rgb: 0xf0ffd8, c256: 230},
	Bad:      {rgb: 0x5a0500, c256: 52},
	Board:    {rgb: 0x4d3a22, c256: 238},
	BoardAlt: {rgb: 0x2b2116, c256: 235},
	Black:    {rgb: 0x0a0907, c256: 16},
	White:    {rgb: 0xfffdf8, c256: 231},
	Red:      {rgb: 0x5a0500, c256: 52},
}

// wood are the backgrounds on wood, and wood itself. White is seen on each of them
// three times as bright as they are, and they are seen three times as bright as black:
// their luminance is between 0.10 and 0.30. Only the broad tongues of a board
// for which the pieces are larger are brighter.
var wood = [...]colour{
	0:              {rgb: 0xb08a57, c256: 137},
	OnChosen >> 12: {rgb: 0x5f7fa5, c256: 67},
	OnLast >> 12:   {rgb: 0x958a34, c256: 100},
	OnWin >> 12:    {rgb: 0x3f8a4f, c256: 65},
	OnTarget >> 12: {rgb: 0xa08468, c256: 138},
	OnPanel >> 12:  {rgb: 0x7a5a38, c256: 94},
	OnPale >> 12:   {rgb: 0xc3996a, c256: 173},
	OnDeep >> 12:   {rgb: 0x7a5a38, c256: 94},
	OnMove >> 12:   {rgb: 0x4f8f7f, c256: 66},
}

// backgrounds is indexed by the bits of Style that name one. In 16 colours a
// background would hide some foreground or other, so an attribute stands in.
var backgrounds = [...]struct {
	shade
	attribute string
}{
	OnChosen >> 12: {shade{colour{rgb: 0x2f3947, c256: 237}, colour{rgb: 0xdbe5f3, c256: 254}}, ";7"},
	OnLast >> 12:   {shade{colour{rgb: 0x463a1e, c256: 58}, colour{rgb: 0xfaecc9, c256: 230}}, ";4"},
	OnWin >> 12:    {shade{colour{rgb: 0x1f4a33, c256: 22}, colour{rgb: 0xcdefd9, c256: 194}}, ";7"},
	OnTarget >> 12: {shade{colour{rgb: 0x26303c, c256: 236}, colour{rgb: 0xe9eff7, c256: 255}}, ""},
	OnPanel >> 12:  {shade{colour{rgb: 0x1f242b, c256: 235}, colour{rgb: 0xf0f2f5, c256: 255}}, ""},
	OnPale >> 12:   {shade{colour{rgb: 0x454c58, c256: 239}, colour{rgb: 0xf1f3f6, c256: 255}}, ""},
	OnDeep >> 12:   {shade{colour{rgb: 0x272c34, c256: 235}, colour{rgb: 0xd5dbe4, c256: 252}}, ""},
	OnMove >> 12:   {shade{colour{rgb: 0x1f5148, c256: 23}, colour{rgb: 0xbfe6dc, c256: 152}}, ""},
}

// appendSGR appends the sequence that sets exactly the style.
func (l Look) appendSGR(b []byte, s Style) []byte {
	b = append(b, "\x1b[0"...)
	role := s & 0xff
	if s&Bold != 0 || l.Profile == NoColour && role == Accent {
		b = append(b, ";1"...)
	}
	if s&Underline != 0 {
		b = append(b, ";4"...)
	}
	if s&Reverse != 0 {
		b = append(b, ";7"...)
	}
	lies := s&Wood != 0 && l.Profile > Colours16
	switch {
	case lies && role < roles:
		b = l.appendColour(b, shade{onWood[role], onWood[role]}, "38")
	case role == Text:
	case role < roles:
		b = l.appendColour(b, foregrounds[role], "38")
	case l.Profile > Colours16:
		b = l.appendColour(b, inkOf(role-roles), "38")
	}
	if i := int(s >> 12); lies && i < len(wood) {
		b = l.appendColour(b, shade{wood[i], wood[i]}, "48")
	} else if i > 0 && i < len(backgrounds) {
		if l.Profile <= Colours16 {
			b = append(b, backgrounds[i].attribute...)
		} else {
			b = l.appendColour(b, backgrounds[i].shade, "48")
		}
	}
	return append(b, 'm')
}

// inkOf is the colour of a background, as a foreground: see [Ink].
func inkOf(n Style) shade {
	switch i := int(n); {
	case i < len(backgrounds):
		return backgrounds[i].shade
	case i >= woodInks && i < woodInks+len(wood):
		return shade{wood[i-woodInks], wood[i-woodInks]}
	}
	return shade{}
}

func (l Look) appendColour(b []byte, s shade, kind string) []byte {
	c := s.dark
	if l.Light {
		c = s.light
	}
	switch l.Profile {
	case Colours16:
		if c.c16 == 0 {
			return b
		}
		b = append(b, ';')
		b = strconv.AppendUint(b, uint64(c.c16), 10)
	case Colours256:
		b = append(append(append(b, ';'), kind...), ";5;"...)
		b = strconv.AppendUint(b, uint64(c.c256), 10)
	case TrueColour:
		b = append(append(append(b, ';'), kind...), ";2"...)
		for _, part := range [3]uint8{uint8(c.rgb >> 16), uint8(c.rgb >> 8), uint8(c.rgb)} {
			b = append(b, ';')
			b = strconv.AppendUint(b, uint64(part), 10)
		}
	}
	return b
}
