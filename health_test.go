package main

import "testing"

func TestTheHealthcheckAsksThisMachine(t *testing.T) {
	for listened, asked := range map[string]string{
		":8080":            "http://127.0.0.1:8080/healthz",
		"0.0.0.0:80":       "http://127.0.0.1:80/healthz",
		"[::]:8080":        "http://[::1]:8080/healthz",
		"127.0.0.1:8080":   "http://127.0.0.1:8080/healthz",
		"192.168.1.5:8080": "http://192.168.1.5:8080/healthz",
		"localhost:8080":   "http://localhost:8080/healthz",
	} {
		if got := healthURL(listened); got != asked {
			t.Errorf("%s: asks %s, not %s", listened, got, asked)
		}
	}
}
