package simulator

import (
	"slices"
	"testing"
)

func TestLatestKeepsTheLast(t *testing.T) {
	t.Parallel()
	var l latest[int]
	for i := range 3*remembered + 7 {
		if i == 3 && !slices.Equal(l.inOrder(), []int{0, 1, 2}) {
			t.Error("at the start:", l.inOrder())
		}
		l.add(i)
	}
	kept := l.inOrder()
	if len(kept) != remembered || len(l.items) != remembered || kept[0] != 2*remembered+7 || kept[remembered-1] != 3*remembered+6 {
		t.Errorf("%d items, from %d to %d", len(kept), kept[0], kept[len(kept)-1])
	}
	if l.total != 3*remembered+7 || !slices.IsSorted(kept) {
		t.Error("counted", l.total, "or out of order")
	}
}
