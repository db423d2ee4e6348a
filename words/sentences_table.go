package words

// atTable are the sentences that all windows have in common, the page among them:
// what a table says about itself and about what happens there, and what things are
// called.
var atTable = map[string]string{
	"status.waiting":   "Waiting for an opponent",
	"status.gathering": "Waiting for players: {n} of {all} are here",
	"status.share":     "Share {code}.",
	"status.starts":    "The game starts when somebody joins.",
	"status.full":      "It starts when all {n} are here.",
	"status.sooner":    "Sooner if {n} agree.",
	"status.free":      "A seat is free",
	"status.watching":  "You are watching.",
	"status.deserted":  "{names} {names|is|are} away. If you sit down the game begins, and waits for them.",
	"status.yours":     "Your turn",
	"status.theirs":    "{names}'s turn",
	"status.moment":    "One moment",
	"status.away":      "{names} {names|is|are} away {time}",
	"status.left":      "{names} {names|has|have} left.",
	"status.closed":    "This room is closed",
	"status.final":     "moves are final",
	"status.taken":     "Every seat is taken. You are watching.",

	// How a game ended. The reader is "You" at the beginning, and "you" behind it.
	"end.drawn":     "A draw",
	"end.won":       "{names} won",
	"end.youFirst":  "You",
	"end.you":       "you",
	"end.why":       "{end}: {why}",
	"end.resigned":  "{names} resigned",
	"end.away":      "{names} stayed away",
	"end.awayDrawn": "{names} stayed away, and {others} could not win any more",
	"end.agreed":    "by agreement",
	"end.aborted":   "The game was called off",
	"end.abortedBy": "{names} called the game off",

	"news.sat":         "{who} sat down as {seat}.",
	"news.bot":         "{name}, a bot,",
	"news.guest":       "{name}, a guest,",
	"news.room":        "{was} makes room.",
	"news.left":        "{name} left.",
	"news.named":       "{was} is called {name} now.",
	"news.offered":     "{name}: {do}.",
	"news.gaveUp":      "{name} gave up. The others play on.",
	"news.youGaveUp":   "You gave up. The others play on.",
	"news.out":         "{name} stayed away and is out. The others play on.",
	"news.youOut":      "You stayed away and are out. The others play on.",
	"news.started":     "The game begins.",
	"news.again":       "Game {n} begins, with the sides swapped.",
	"news.moved":       "{name} played {move}.",
	"news.youMoved":    "You played {move}.",
	"news.drew":        "{move}.",
	"news.away":        "{name} is away. The seat is kept.",
	"news.agreed":      "{name} agrees.",
	"news.declined":    "{name} declines.",
	"news.withdrawn":   "{name} withdraws it.",
	"news.tookBack":    "{name} took a move back.",
	"news.youTookBack": "You took a move back.",
	"news.back":        "{name} is back.",

	// Of a verb that has no words of its own for it.
	"verb.offered": "{do}? Waiting for {names}.",
	"verb.asked":   "{names}: {do}.",
	"verb.no":      "No",

	"name.bot":    "{name} (bot)",
	"name.guest":  "{name} (guest)",
	"name.you":    "{name} (you)",
	"name.nobody": "nobody",
	"name.seat":   "Seat {n}",

	"list.and":     "{some} and {last}",
	"list.or":      "{some} or {last}",
	"list.seats":   ", {n} of {all}",
	"list.players": "{n} {n|player|players}",

	"time.now":     "just now",
	"time.minutes": "{n} min",
	"time.hours":   "{n} h",
	"time.days":    "{n} days",

	"sorry.late": "That took too long. Try again.",

	"app.name":  "Crossplay",
	"app.title": "{page} — Crossplay",
	"app.turn":  "● your turn — {game}",

	"key.change": "change",

	"home.people":  "{n} {n|person|people} here",
	"home.mine":    "Your games",
	"home.open":    "Waiting for an opponent",
	"home.playing": "Being played",
	"home.private": "private",

	"invite.keeps":  "The invitation is good for a day: whoever has the code can sit down meanwhile.",
	"invite.closes": "The room closes if nobody looks for two minutes.",

	"join.title": "Join by code",

	"create.players":   "Players",
	"create.takebacks": "Takebacks",
	"create.may":       "If all agree",
	"create.never":     "Never",
	"create.listed":    "It is listed, and a quick match may lead here.",
	"create.unlisted":  "It is not listed. Share the code, the command or the link.",

	"table.keys":  "Arrows and enter, or type the move.",
	"table.which": "Which one?",

	"side.moves":    "Moves",
	"side.chat":     "Chat",
	"side.said":     "{name}: {text}",
	"side.watching": "{n} watching",
	"side.left":     "left",
	"side.you":      "you",
	"side.bot":      "bot",
	"side.guest":    "guest",
	"side.gaveUp":   "gave up",
	"side.ready":    "ready",

	"invite.terminal": "In a terminal",

	"fair.title":  "Fair dice",
	"fair.hash":   "The dice were settled before the first move by a secret with this SHA-256:",
	"fair.later":  "The secret is shown when the game is over.",
	"fair.secret": "The secret:",
	"fair.check":  "To check every roll:",
	"fair.verify": "crossplay verify game.json",

	"lobby.level":    "How good shall it be?",
	"lobby.find":     "Who may find the room?",
	"lobby.everyone": "Everyone",
	"lobby.private":  "Whoever has the code",

	"board.win":   "in the winning line",
	"board.check": "attacked",
	"board.last":  "just now",
	"board.out":   "out of play",
}
