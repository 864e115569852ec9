package main

import (
	"fmt"
	"maps"
	"slices"
)

// judge lists what is not as it should be.
func (r *result) judge(live bool) []string {
	wrong := r.judgeTokens(live)
	if !live {
		wrong = append(wrong, r.judgeCalls()...)
		wrong = append(wrong, r.judgeJoins()...)
	}
	return append(wrong, r.judgePlaces()...)
}

// judgeTokens expects each type once through each door, and with each pair its refresh token; of ephemeral ones a live
// run does not see that.
func (r *result) judgeTokens(live bool) []string {
	var wrong []string
	expect := func(door string, tokens []token, kind tokenType, refresh bool) {
		found := 0
		for _, t := range tokens {
			if t.kind == kind && t.refresh == refresh {
				found++
			}
		}
		if found != 1 {
			what := string(kind)
			if refresh {
				what += "'s refresh token"
			}
			wrong = append(wrong, fmt.Sprintf("%s %s: 1 token expected, %d minted", door, what, found))
		}
	}
	for _, kind := range tokenTypes() {
		expect("ephemeral", r.ephemeral, kind, false)
		expect("data", r.kept, kind, false)
	}
	if !live {
		expect("ephemeral", r.ephemeral, clientToken, true)
	}
	expect("data", r.kept, clientToken, true)
	return wrong
}

// judgeCalls expects that plan calls for the data sources alone, and apply for the ephemeral resources alone.
func (r *result) judgeCalls() []string {
	var wrong []string
	for _, kind := range tokenTypes() {
		plan, apply := r.calls(kind)
		if plan != 1 || apply != 1 {
			wrong = append(wrong, fmt.Sprintf("%s: 1 call by plan and 1 by apply expected, %d and %d made", kind, plan, apply))
		}
	}
	for _, calls := range r.applied.unwanted {
		wrong = append(wrong, "calls that nobody needs: "+calls)
	}
	return wrong
}

// calls is how many each command made for a type.
func (r *result) calls(kind tokenType) (plan, apply int) {
	return r.planned.calls[kind], r.applied.calls[kind] - r.planned.calls[kind]
}

func (r *result) judgeJoins() []string {
	var wrong []string
	if early := len(r.planned.joined); early > 0 {
		wrong = append(wrong, fmt.Sprintf("%d joined during plan", early))
	}
	expected := map[string]int{}
	for _, kind := range consumers() {
		expected[kind.vendor()]++
	}
	for _, in := range r.applied.joined {
		expected[in.vendor]--
	}
	for _, vendor := range []string{cloudflare, telnyx} {
		switch missing := expected[vendor]; {
		case missing > 0:
			wrong = append(wrong, fmt.Sprintf("%s: %d did not join", vendor, missing))
		case missing < 0:
			wrong = append(wrong, fmt.Sprintf("%s: %d more joined than should", vendor, -missing))
		}
	}
	for _, refusal := range r.applied.refused {
		wrong = append(wrong, "not let in: "+refusal)
	}
	return wrong
}

func (r *result) judgePlaces() []string {
	var wrong []string
	for _, p := range r.places {
		for _, found := range slices.SortedFunc(maps.Keys(p.wanted), bySight) {
			wrong = append(wrong, fmt.Sprintf("ephemeral token %s is in the %s", found, p.name))
		}
		for _, found := range slices.SortedFunc(maps.Keys(p.strangers), bySight) {
			wrong = append(wrong, fmt.Sprintf("%s, which looks like a token and is no data source's, is in the %s", found, p.name))
		}
		if p.kind == inState && len(p.allowed) != len(r.kept) {
			wrong = append(wrong, fmt.Sprintf("of %d data-source tokens, %d are in the %s", len(r.kept), len(p.allowed), p.name))
		}
		if p.kind == elsewhere && len(p.allowed) > 0 {
			wrong = append(wrong, fmt.Sprintf("%d data-source tokens are in the %s", len(p.allowed), p.name))
		}
	}
	return wrong
}
