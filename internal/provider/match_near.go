package provider

import (
	"cmp"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

const (
	maxClosest   = 5   // how many near misses are shown
	maxEdits     = 2   // how many edits a near miss is away
	longestNamed = 250 // characters: comparing longer names takes too long
)

// closest picks the candidates that the user may have meant, the closest first: a few edits away, in whichever case, or
// with the wanted text in the name.
func closest(wanted string, others []candidate) []candidate {
	type miss struct {
		candidate
		distance int
	}
	var misses []miss
	for _, other := range others {
		name := other.key.ValueString()
		switch distance := edits(wanted, name); {
		case distance <= maxEdits:
			misses = append(misses, miss{other, distance})
		case rest.Within(name, wanted):
			misses = append(misses, miss{other, maxEdits + len(name)})
		}
	}
	slices.SortStableFunc(misses, func(a, b miss) int { return cmp.Compare(a.distance, b.distance) })
	return each(misses[:min(len(misses), maxClosest)], func(m miss) candidate { return m.candidate })
}

// edits is the Levenshtein distance of two texts regardless of case, as far as it matters here: beyond maxEdits any
// number will do.
func edits(one, other string) int {
	a, b := []rune(strings.ToLower(one)), []rune(strings.ToLower(other))
	if max(len(a), len(b))-min(len(a), len(b)) > maxEdits || len(a) > longestNamed {
		return maxEdits + 1
	}
	row := make([]int, len(b)+1) // of the distances from a's beginning to each beginning of b
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
