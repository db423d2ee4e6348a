package rooms

import "time"

const (
	// returnGrace is how long somebody who comes back to their turn is not silent: long
	// enough to look at the board and say a word.
	returnGrace = time.Minute

	// MaxLog is how many moves a snapshot lists, the newest: more than all but the
	// strangest games have, and little enough to send whole with each move.
	MaxLog = 1000
	// MaxListed is how many rooms each list of the lobby shows.
	MaxListed = 50
	// MaxWaiting is in how many rooms one person may wait for an opponent. Of those
	// where they do not look, the oldest closes for a new one.
	MaxWaiting = 5
	// MaxGames is in how many unfinished games one person may sit: enough for a
	// simultaneous display, too few to fill the server.
	MaxGames = 50
	// maxCards is how many unfinished games the lists remember, at some 400 bytes
	// for each: BenchmarkManyDailyGames. Beyond it those untouched for longest are left out, as they are
	// after forgetAfter.
	maxCards = 120_000
	// maxCardsOfNetwork is how many of them are of rooms that one network has made:
	// 25 for each of a school of 200. It forgets its own, not those of others.
	maxCardsOfNetwork = 5_000

	// A person says chatBurst lines at once and then one each chatEvery.
	chatEvery = time.Second
	chatBurst = 5
	// A person commands rooms commandBurst times at once and then once each
	// commandEvery: faster than anyone plays, slower than a flood.
	commandEvery = 50 * time.Millisecond
	commandBurst = 60
	// planWeight is for how many of them it counts to answer in advance, which a network
	// does planBurst times at once and then once each planEvery: two dozen moves of Go are
	// read in up to 15 ms.
	planWeight = 10
	planEvery  = time.Second
	planBurst  = 30
	// premoveWeight is the same for a premove, and for what there are to choose from, which a
	// network asks for premoveBurst times at once and then once each premoveEvery: it takes 2 ms
	// to look at what the other may play. A class of 200 plays fast games so, of whom each looks
	// every ten seconds, and a flood takes a twentieth of a processor, and at its beginning as
	// much as two seconds of that: BenchmarkFloodOfPremoves.
	premoveWeight = 3
	premoveEvery  = 50 * time.Millisecond
	premoveBurst  = 40
	// A network has readBurst rooms read back that left the memory, and then one each
	// readEvery: a school that comes back after a restart. One of five hundred moves takes
	// 8 ms of a processor.
	readEvery = 250 * time.Millisecond
	readBurst = 200
	// maxPaces is for how many people that is remembered, at about 200 bytes for
	// each.
	maxPaces = 20_000
	// A network makes makeBurst rooms at once and then one each makeEvery: a class
	// of 200 begins together. All networks make makeAllBurst at once and then one
	// each makeAllEvery, so that dozens of them which flood still leave the disk and
	// a processor to those who move. Who comes too fast for that waits for makeWait
	// at most; longer would hold up who asks for a match. Beside forty networks that
	// flood, 99 of 100 moves take less than 4 ms so, and 24 without it:
	// BenchmarkRoomsOfManyNetworks.
	makeEvery    = 500 * time.Millisecond
	makeBurst    = 200
	makeAllEvery = 10 * time.Millisecond
	makeAllBurst = 200
	makeWait     = 300 * time.Millisecond
	// A network makes few rooms that makes makeFew at once and then one each
	// makeFewEvery, as a home does; whoever goes on meanwhile makes no few. A group of
	// networks has what makeFewGroup of them have: its owner has any number.
	makeFewEvery = 10 * time.Second
	makeFew      = 5
	makeFewGroup = 8
	// While the memory is full, a network has recallBurst games looked up that the
	// lists have forgotten, and then one each recallEvery: a table of friends comes
	// back at once, and who tries codes learns as little as from [Guesses].
	recallEvery = 10 * time.Second
	recallBurst = 20
	// All who watch a room say watchersBurst lines at once and then one each
	// watchersEvery, as fast as one can read along; those of one network, half as
	// many. Those who play do not count.
	watchersEvery = time.Second
	watchersBurst = 10

	// joinDelay gathers arrivals into one update, so that people who come and
	// go do not make everyone's screen flicker.
	joinDelay = 100 * time.Millisecond
	// talkDelay gathers lines in the same way while many talk.
	talkDelay = 100 * time.Millisecond
	// awayGrace is how long a player may be gone unnoticed: a reloaded page is
	// back by then.
	awayGrace = 2 * time.Second
	// matchGrace is how long a room that was made just now is matched although its
	// player is not yet looking at it. Once they have looked and gone, it is awayGrace.
	matchGrace = 10 * time.Second
	// reapAfter is when a public room closes whose waiting players are all gone.
	reapAfter = 2 * time.Minute
	// InviteFor is for how long a private room waits whose players are all gone: who
	// was sent the code comes when they read it.
	InviteFor = 24 * time.Hour
	// ChallengeFor is for how long a public room for a daily game waits: whoever sits
	// down need not meet anybody.
	ChallengeFor = 14 * 24 * time.Hour
	// maxChallenges is how many of them one network has: of the MaxListed that are shown,
	// less than half.
	maxChallenges = 20
	// sweepEvery is how often rooms are looked for in which something is due, that are not in
	// memory: the days for a move are over, or an invitation has waited for so long.
	sweepEvery = time.Minute
	// putAwayAfter is when a room that nobody looks at leaves the memory.
	putAwayAfter = 30 * time.Second
	// forgetAfter is when an unfinished game that nobody touched leaves the
	// lists; its code still opens it.
	forgetAfter = 30 * 24 * time.Hour

	// lingerFor is for how long whoever has gone is told that another wants a rematch, of a
	// game at one sitting.
	lingerFor = 30 * time.Minute

	// maxOwed is for how long somebody waits until their network has paid for what was
	// done for it: half of what a command has.
	maxOwed = 5 * time.Second

	// saveTimeout is how long a command waits for the disk.
	saveTimeout = 5 * time.Second
	// findTimeout is how long a room is waited for that is read back: the journal
	// and the rules take less, unless the disk stalls in the middle of it.
	findTimeout = saveTimeout + stepTime + time.Second
	// readTogether is how many records are read in one turn to call into the rules: a
	// millisecond's worth.
	readTogether = 64
	// stepTime is how long rules may take for one step. The slowest of any game
	// takes half a millisecond, and a thousand moves of chess are read back in 40,
	// each a step of its own. One that waits for a processor has more: see package
	// watchdog.
	stepTime = 2 * time.Second
	// maxCalls is how many rooms call their rules at once. Each call has a thread of
	// its own for that long, and more calls than there are processors only take turns
	// on them: two thousand games that moved in one second left 433 threads.
	maxCalls = 16
	// maxCallsOfGroup and maxCallsOfNetwork are how many of them are for one group of
	// networks, and for one network: whatever its rooms take, others find a turn at once.
	// A network has more than there can be stuck steps of a game.
	maxCallsOfGroup   = maxCalls / 2
	maxCallsOfNetwork = maxStuck + 1
	// maxReading is how many transcripts are read at once, and how many games after a
	// start to know whose turn it is, of a group of networks one: so that asking for many
	// takes nothing from those who play, and who asks for one waits for no other of a
	// crowd's.
	maxReading = 2
	// maxStuck is how many steps of one game's rules may be stuck at a time before
	// nobody plays it any more: each keeps a thread, and memory, for good.
	maxStuck = 3
	// brokenFor is how long a room is not opened again whose rules got stuck: who
	// comes back at once would lose another thread to the same step.
	brokenFor = 10 * time.Minute
	// lobbyEvery is the shortest time between two updates of the lobby, and
	// lobbyShare what it is at least for each of those who look: a list of a
	// hundred rooms takes 30 µs to send, so the lobby never takes more than 3 % of
	// a processor, whoever makes it change.
	lobbyEvery = 100 * time.Millisecond
	lobbyShare = time.Millisecond
	// After each lobbyChunk readers of the lobby it rests for lobbyPause: a crowd
	// that is woken at once needs memory for all of its writers at once, and holds
	// up the moves of those who play.
	lobbyChunk = 32
	lobbyPause = time.Millisecond
	// sickEvery is how often the log says that the journal fails, which every
	// command finds out anew.
	sickEvery = time.Second
)
