package words

// overSSH are what the SSH server says before there is a window and after it, and
// the answers of its commands.
var overSSH = map[string]string{
	"ssh.back":    "To come back to your seat: {command}",
	"ssh.dropped": "After a dropped line, tput rmcup shows this, and reset mends the terminal.",
	"ssh.usage":   "Commands: join CODE, watch CODE, play GAME, bot GAME [LEVEL] [SIDE], invite GAME [SIDE], return CODE, plain, games, rooms, proof CODE, api, help, version. Without one you just come in.",
	"ssh.program": "Programs need no terminal: use ssh -T.",
	"ssh.long":    "That command is too long.",
	"ssh.room":    "Which room?",
	"ssh.game":    "Which game? After it may come a side (first, second, lot) and, for bot, a level.",
	"ssh.oneWord": "After {verb} comes one word.",
	"ssh.nothing": "After {verb} comes nothing like that.",
	"ssh.unknown": "There is no command {verb}.",
	"ssh.files":   "There are no files here, only games.",
	"ssh.idle":    "You pressed no key for two hours, so we let you go.",

	"shell.about":   "Crossplay: board games between terminals and browsers.",
	"shell.enter":   "come in",
	"shell.play":    "play the next opponent who fits",
	"shell.bot":     "play a bot",
	"shell.join":    "go to a room",
	"shell.watch":   "watch a room",
	"shell.return":  "come back as the guest you were",
	"shell.plain":   "lines of plain text instead of a screen",
	"shell.games":   "the games",
	"shell.rooms":   "who waits, and what is being played",
	"shell.api":     "for programs: docs/protocol.md says how",
	"shell.proof":   "a finished game, and how its dice fell: for crossplay verify",
	"shell.version": "the version",
	"shell.help":    "this",
	"shell.browser": "In a browser: {link}",
	"shell.takes":   "{verb} does not take {word}. See: help",
	"shell.unknown": "There is no command {verb}. See: help",
	"shell.noRooms": "No public room is open just now.",
	"shell.waiting": "waiting",
	"shell.playing": "playing",
}
