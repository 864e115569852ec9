package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestNearMissesAreTheClosest(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 300)
	for wanted, c := range map[string]struct{ names, want []string }{
		"Video":      {[]string{"audio", "videos", "video"}, []string{"video", "videos"}},
		"vdieo":      {[]string{"video"}, []string{"video"}},
		"vid":        {[]string{"a very long video name", "video"}, []string{"video", "a very long video name"}},
		"daily":      {[]string{"weekly", "monthly", "retro"}, nil},
		"caf\u00e9":  {[]string{"cafe", "cafe\u0301s and bars"}, []string{"cafe", "cafe\u0301s and bars"}},
		"s":          {[]string{"s1", "s2", "s3", "s4", "s5", "s6"}, []string{"s1", "s2", "s3", "s4", "s5"}},
		long:         {[]string{long + "y", long[1:] + "y"}, []string{long + "y"}},
		"unheard of": {nil, nil},
	} {
		var others []candidate
		for _, name := range c.names {
			others = append(others, candidate{key: types.StringValue(name)})
		}
		others = append(others, candidate{key: types.StringNull()})
		got := each(closest(wanted, others), func(one candidate) string { return one.key.ValueString() })
		if !slices.Equal(got, c.want) {
			t.Errorf("%.20q: %.20q, want %.20q", wanted, got, c.want)
		}
	}
}
