package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTheHealthcheckAsksThisMachine(t *testing.T) {
	for listened, asked := range map[string]string{
		":8080":            "http://127.0.0.1:8080/readyz",
		"0.0.0.0:80":       "http://127.0.0.1:80/readyz",
		"[::]:8080":        "http://[::1]:8080/readyz",
		"127.0.0.1:8080":   "http://127.0.0.1:8080/readyz",
		"192.168.1.5:8080": "http://192.168.1.5:8080/readyz",
		"localhost:8080":   "http://localhost:8080/readyz",
	} {
		if got := healthURL(listened); got != asked {
			t.Errorf("%s: asks %s, not %s", listened, got, asked)
		}
	}
}

func TestTheHealthcheckSaysThatNothingIsSaved(t *testing.T) {
	ready := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/readyz" && !ready {
			http.Error(w, "cannot save", http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	c := Config{HTTPAddr: server.Listener.Addr().String()}
	if err := healthcheck(t.Context(), c); err != nil {
		t.Errorf("a server that is well: %v", err)
	}
	ready = false
	if err := healthcheck(t.Context(), c); err == nil || !strings.HasSuffix(err.Error(), ": cannot save") {
		t.Errorf("a server that cannot save: %v", err)
	}
}
