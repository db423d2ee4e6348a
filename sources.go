package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"
)

// Source says where a value came from.
type Source struct {
	Env   string // the flag's twin: "CROSSPLAY_SSH_ADDR"
	Value string
	From  string // "flag", "environment" or "default"
}

func sources(parser *kong.Kong, ctx *kong.Context) []Source {
	var all []Source
	for _, f := range parser.Model.Flags {
		if len(f.Envs) == 0 {
			continue
		}
		from := "default"
		if _, ok := os.LookupEnv(f.Envs[0]); ok {
			from = "environment"
		}
		if slices.ContainsFunc(ctx.Path, func(p *kong.Path) bool { return p.Flag == f }) {
			from = "flag"
		}
		all = append(all, Source{Env: f.Envs[0], Value: text(f), From: from})
	}
	return all
}

func text(f *kong.Flag) string {
	if list, ok := f.Target.Interface().([]string); ok {
		return strings.Join(list, ",")
	}
	return fmt.Sprint(f.Target.Interface())
}

// unknown lists the CROSSPLAY_ variables that no flag reads.
func unknown(environ []string, known []Source) []string {
	var names []string
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "CROSSPLAY_") && !slices.ContainsFunc(known, func(s Source) bool { return s.Env == name }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// printConfig writes the effective configuration in the form of an environment
// file. Nothing in it is secret: secrets are files in the data directory.
func printConfig(w io.Writer, p Parsed) error {
	c := p.Config
	r := c.reach(c.sshPort, c.httpPort)
	derived := map[string]string{
		"CROSSPLAY_BASE_URL": r.baseURL,
		"CROSSPLAY_SSH_HOST": r.sshHost,
		"CROSSPLAY_SSH_PORT": fmt.Sprint(r.sshPort),
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range p.Sources {
		if value, ok := derived[s.Env]; ok && value != s.Value {
			s.Value, s.From = value, "derived"
		}
		fmt.Fprintf(t, "%s=%s\t# %s\n", s.Env, s.Value, s.From)
	}
	fmt.Fprintf(t, "# The cookie secret and the host key are in %s (hidden).\n", c.Data)
	return t.Flush()
}
