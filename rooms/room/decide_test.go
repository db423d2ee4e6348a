package room

import "testing"

func TestAnErrorOfTheRulesBecomesASentenceInAnyScript(t *testing.T) {
	for text, want := range map[string]string{
		"illegal move": "Illegal move.", "état inconnu": "État inconnu.", "": "", "世界": "世界.",
	} {
		if got := Sentence(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}
