package term

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Model is a screen. Its methods are called by one goroutine only.
type Model interface {
	// Update takes a message and changes the model. The command it returns, if
	// any, is run elsewhere and its result comes back as a message. Update must
	// not block.
	//
	// The messages are tea.KeyPressMsg, tea.MouseClickMsg, tea.MouseWheelMsg,
	// tea.PasteMsg, tea.WindowSizeMsg, tea.BackgroundColorMsg, WakeMsg, TickMsg,
	// NoticeMsg, and whatever commands return; tea.Batch works, tea.Sequence does
	// not. The first message is the tea.WindowSizeMsg.
	Update(tea.Msg) tea.Cmd
	// Draw paints the whole screen on a blank canvas.
	Draw(*Canvas)
	// Title is the title of the terminal's window.
	Title() string
}

// Dater is a [Model] that wants to know when something was typed: long before the
// model hears of it, where the program has much else to do.
type Dater interface {
	// Typed says when that came from the network of which the next message tells.
	Typed(at time.Time)
}

// WakeMsg says that somebody called the wake function given to build: there is
// something to take. Several calls may be told by one message.
type WakeMsg struct{}

// TickMsg answers [Tick].
type TickMsg time.Time

// NoticeMsg is something of the window itself that the person should be told, by
// a name: "paste" of one that was cut, "smaller" of a picture that [Config.Fit] made
// so. The model has the words.
type NoticeMsg string

// Tick asks for one [TickMsg] after d. A later Tick replaces one that is still
// pending; without a Tick an idle screen costs nothing.
func Tick(d time.Duration) tea.Cmd { return func() tea.Msg { return tickCmd{d} } }

// Quit ends the program. The text, which may have several lines, is left on
// the person's own screen.
func Quit(text string) tea.Cmd { return func() tea.Msg { return quitCmd{text} } }

// Bell rings the terminal's bell.
func Bell() tea.Msg { return bellCmd{} }

// Copy puts text on the person's clipboard, where the terminal allows it
// (OSC 52). Nobody learns whether it did, so show the text as well.
func Copy(text string) tea.Cmd { return func() tea.Msg { return copyCmd{text} } }

// Notify shows a desktop notification, where the terminal can (OSC 9 and 777).
func Notify(text string) tea.Cmd { return func() tea.Msg { return notifyCmd{text} } }

// What the functions above return is for the loop, and never reaches Update.
type (
	tickCmd   struct{ after time.Duration }
	quitCmd   struct{ text string }
	bellCmd   struct{}
	copyCmd   struct{ text string }
	notifyCmd struct{ text string }
)
