package players

import "strings"

// likeLatin are letters that people read as the Latin letter before them,
// beyond what Unicode's table says: small capitals, and the letters of
// phonetics, of old manuscripts and of a few living alphabets that are called
// that letter "turned", "with hook", "with stroke" and so on. Few names need
// them, and those of pretenders do.
var likeLatin = map[string]string{
	"3": "ȝɜ",
	"a": "ɐɑɒʌᴀᶏⱥꞻꬰꭤ",
	"b": "ƀƅʙᴃᵬᶀꞗ",
	"c": "ƈȼɕʗꜿꞔ𝼏𝼝",
	"d": "ƌȡᴅᴆᵭᶁᶑ∂ꝺꟈ𝼥",
	"e": "ǝɘəɛɝɞʚᴇᶒᶓᶔᶕⱸⱻꞓꬳꬴ",
	"f": "ᶂꜰꝼꟻ",
	"g": "ɡɢʛᵷᵹꝿꞡꟑꬶ𝼁𝼂",
	"h": "ɥɦʜʮʯⱨⱶꜧꟶ",
	"i": "ɪᴉᶖꞽꟾ𝼚",
	"j": "ȷɟʄʝᴊ",
	"k": "ĸʞᶄⱪꝁꝃꝅꞣ𝼃𝼐",
	"l": "ƚȴɫɬʟᴌᶅⱡꝇꝉꞁꞎꬷꬸꬹ𝼄𝼑𝼓𝼦",
	"m": "ɯɰɱʍᴟᶆꟺꟽꟿꬺ",
	"n": "ŋƞȵɲɴᴎᶇꞑꞥꬻꬼ𝼇𝼔𝼧",
	"o": "ɔᴒᴓᴖᴗᶗⱺꝍꟁ𝼛",
	"p": "ᴘᵱᵽᶈꝑꝓꝕꟼ",
	"q": "ɋꝗꝙꞯ",
	"r": "ɍɹɺɻɽɾɿʀʁᴙᴚᶉⱹꝛꞃꞧꭅꭆꭉꭋꭌꭨ𝼈𝼕𝼖𝼨",
	"s": "ȿʂᶊẜꞅꞩꟊꟗꟙ𝼞𝼩",
	"t": "ƫȶʇʈᴛⱦꓕꞇ𝼉𝼍𝼪",
	"u": "ʉʊᴝᶙꞹꞿꭏ",
	"v": "ʋỽⱱⱴꝟ",
	"w": "ɷωⱳꙍꟃ",
	"x": "χᶍꭔꭖꭗꭘꭙ",
	"y": "ɣʎỿ𝼆",
	"z": "ɀʑᶎⱬꝣ",
}

// readable are symbols that are read as letters in the midst of a word.
var readable = map[rune]string{
	'!': "i", '$': "s", '@': "a", '©': "c", '®': "r", '¢': "c", '£': "l", '¥': "y", '€': "e",
}

// alphabets are letters in boxes and circles, and those that flags are made of.
// Each begins an alphabet.
var alphabets = []rune{'🅐', '🅰', '🇦'}

// toLatin reads those letters as the Latin ones.
var toLatin = func() *strings.Replacer {
	var pairs []string
	for latin, all := range likeLatin {
		for _, r := range all {
			pairs = append(pairs, string(r), latin)
		}
	}
	return strings.NewReplacer(pairs...)
}()

// alike makes one of the letters and digits that many fonts hardly tell apart.
var alike = strings.NewReplacer("l", "i", "1", "i", "0", "o", "5", "s", "rn", "m", "vv", "w")
