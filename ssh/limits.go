package ssh

import "time"

// What a connection may cost. A person needs far less of everything.
const (
	// HelloTimeout is how long a connection may take to the end of the key
	// exchange, which programs do by themselves.
	HelloTimeout = 10 * time.Second
	// LoginTimeout is how long from then to the first session: people type the
	// yes to a new host key, and a passphrase, meanwhile.
	LoginTimeout = 60 * time.Second
	// StartTimeout is how long a session may be open without a shell or a command,
	// and a connection without a session after its last one.
	StartTimeout = 30 * time.Second
	// KeepaliveEvery is how often a client is asked whether it is there, and how
	// long it may take to answer: a vanished one is noticed within 45 seconds.
	KeepaliveEvery = 20 * time.Second
	// IdleTimeout is how long a person may press no key: longer than the longest
	// thought, shorter than a night with the lid closed.
	IdleTimeout = 2 * time.Hour
	// LingerTimeout is how long a client may take to close what we have closed.
	LingerTimeout = 5 * time.Second

	// MaxSessions is how many sessions share a connection; OpenSSH's multiplexing
	// opens one for each terminal.
	MaxSessions = 4
	// MaxRefused is how many channels are refused before the connection is closed.
	MaxRefused = 16
	// MaxAuthTries and MaxKeys are how many failures and how many keys a client
	// may go through before it is let in. We accept the first, so it is let in at
	// once, unless it plays tricks.
	MaxAuthTries = 6
	MaxKeys      = 20
	// MaxRSABits is how large an RSA key may be. To check a signature of this size
	// takes 1.3 ms, as long as a whole login; of 16,384 bits, the most that the
	// library takes, 5 ms, and up to 14 with an exponent to suit.
	MaxRSABits = 8192
	// MaxEnv and MaxEnvBytes bound the environment. OpenSSH sends a handful.
	MaxEnv      = 32
	MaxEnvBytes = 4 << 10
	// MaxCommand bounds the command line.
	MaxCommand = 256
	// maxWord bounds a word of it, and TERM, and whatever else is logged, in
	// characters.
	maxWord = 64
	// maxUser bounds the user name; players has its own idea of a name's length.
	maxUser = 32

	// ConnRate and ConnBurst are how many bytes a second a connection is read
	// with, and how many at once: the key exchange and a screenful of requests.
	// Typing takes 3 KB/s, with the pings by which OpenSSH hides when keys are
	// pressed. Floods of requests and channels wait at their sender, and so does
	// what a session does not take, but for the window of its channel: 32 KB.
	ConnRate  = 16 << 10
	ConnBurst = 64 << 10
	// NetworkRate and NetworkBurst are the same for all connections of a network:
	// forty people who type at once, and a class that comes in. A flood of the
	// smallest requests takes 12 % of a core at this rate.
	NetworkRate  = 128 << 10
	NetworkBurst = 1 << 20
	// maxRead is how much is read at once, so that those who share a network's
	// limit take turns.
	maxRead = 4 << 10
	// While a client waits for its turn to exchange keys, aheadSize is read at once, and
	// that maxAhead times: it has said all, but for the packet after a wrong guess.
	aheadSize = 512
	maxAhead  = 4
	// KnockRate and KnockBurst bound the connections that a network opens. What
	// comes beyond them is closed before a byte, which takes 40 µs.
	KnockRate  = 20
	KnockBurst = 256
	// ExchangeRate and ExchangeBurst bound the key exchanges of a network: 1 % of
	// a core, and as many at once as one address may have connections.
	ExchangeRate  = 10
	ExchangeBurst = 64
	// ExchangeRest is how long a processor's turn to exchange keys rests after
	// each one: a hundred logins a second, which take 10 % of it.
	ExchangeRest = 10 * time.Millisecond
	// A group of networks comes seldom that logs in seldomBurst times at once and then once
	// each seldomEvery: it goes before those who come again and again. Beside 600 addresses
	// of 200 groups that do, a login waited a second for its turn, and waits for two or three
	// of others.
	seldomEvery = 10 * time.Second
	seldomBurst = 4
	// maxWaiting is how many strangers wait for their turn at once: five seconds
	// with two processors, half of what a client has for its hello.
	maxWaiting = 1024
	// maxNetworks is how many networks are remembered for each of these, at
	// about 200 bytes.
	maxNetworks = 10_000
	// InputRate bounds the input of line mode, as term.InputRate that of screens.
	InputRate  = 8 << 10
	InputBurst = 8 << 10

	// The size of a terminal that does not tell one.
	defaultWidth  = 80
	defaultHeight = 24
)
