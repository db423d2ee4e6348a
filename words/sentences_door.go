package words

// atDoor are what the SSH server says before there is a window and after it, and
// the answers of its commands.
var atDoor = map[string]string{
	"door.back":    "To come back to your seat: {command}",
	"door.usage":   "Commands: join CODE, watch CODE, play GAME, bot GAME [LEVEL], return CODE, plain, games, rooms, proof CODE, api, help, version. Without one you just come in.",
	"door.program": "Programs need no terminal: use ssh -T.",
	"door.long":    "That command is too long.",
	"door.room":    "Which room?",
	"door.game":    "Against a bot at which game?",
	"door.oneWord": "After {verb} comes one word.",
	"door.nothing": "After {verb} comes nothing like that.",
	"door.unknown": "There is no command {verb}.",
	"door.files":   "There are no files here, only games.",
	"door.idle":    "You pressed no key for two hours, so we let you go.",

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
