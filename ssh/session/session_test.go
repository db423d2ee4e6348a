package session

import "testing"

func TestInvitationsAreCommandsAndAddressesThatWork(t *testing.T) {
	i := Invite{SSHHost: "play.example", SSHPort: 2222, BaseURL: "https://play.example"}
	for got, want := range map[string]string{
		i.SSH("K7MPQX"):  "ssh -t play.example -p 2222 join K7MPQX",
		i.Link("K7MPQX"): "https://play.example/r/K7MPQX",
		Invite{SSHHost: "h", SSHPort: 22}.SSH("C"): "ssh -t h join C",
		i.Command(""): "ssh -t play.example -p 2222",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
