package provider_test

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const appScope = "  app_id = \"" + simulator.AppID + "\"\n"

// What does not name one thing says how many there are, which, and what tells them apart.
func TestLookupsThatFindNoneOrSeveral(t *testing.T) {
	t.Parallel()
	for _, one := range entered(t) {
		if one.finds == nil {
			continue
		}
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			d, _ := w.configured(t, nil)
			thing := one.name[strings.LastIndex(one.name, "_")+1:]
			byName := one.returns[0].content
			said := asText(written(d.use(t.Context(), one, merged(byName, object{one.finds.key: one.finds.none}))))
			expectAll(t, said, "Error: No "+thing+" found at AttributeName(\""+one.finds.key+"\")", one.finds.saysNone)
			unheard := cmp.Or(one.finds.unheard, "unheard of \x1b")
			shown, several := fmt.Sprintf("%q", unheard), "the "+one.finds.key+" \""
			if one.finds.secret {
				shown, several = "this "+one.finds.key, "this "+one.finds.key+":"
			}
			said += asText(written(d.use(t.Context(), one, merged(byName, object{one.finds.key: unheard}))))
			expectAll(t, said, shown+`. What to do: correct the `+one.finds.key+". It must match exactly")
			none := "00000000-0000-4000-8000-000000000000"
			expectAll(t, asText(written(d.use(t.Context(), one, merged(byName, object{one.finds.key: nil, "id": none})))),
				"responded with 404 Not Found", thing+`_id = "`+none+`"`)
			one.finds.add(w)
			d, _ = w.configured(t, nil) // another run: what this one has read of a meeting's participants, it does not read again
			said += asText(written(d.use(t.Context(), one, byName)))
			expectAll(t, said, append(one.finds.saysSeveral,
				thing+"s found, expected 1 at AttributeName(\""+one.finds.key+"\")", thing+"s have "+several,
				"What to do: set id instead of "+one.finds.key+", or give each "+thing+" a unique "+one.finds.key+".")...)
			if one.finds.secret && (strings.Contains(said, unheard) || strings.Contains(said, fmt.Sprint(byName[one.finds.key]))) {
				t.Errorf("it shows a %s: %s", one.finds.key, said)
			}
		})
	}
}

// A list of candidates is for people: bounded, each line too, and nothing in it reaches the terminal as it is.
func TestCandidatesAreListedForPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	for i := range 12 {
		w.AddMeeting(simulator.Meeting{ID: fmt.Sprintf("bbb00000-0000-4000-8000-0000000000%02d", i), Title: "daily"})
	}
	w.AddMeeting(simulator.Meeting{Title: "long " + strings.Repeat("title\x1b", 20)})
	got := complaint(t, w,
		"data \"rtc_cloudflare_meeting\" \"none\" {\n"+appScope+"  title = \"itle\"\n}",
		"data \"rtc_cloudflare_meeting\" \"many\" {\n"+appScope+"  title = \"daily\"\n}")
	expectAll(t, got, `Error: No meeting found with data.rtc_cloudflare_meeting.none`, `No meeting has the title "itle". Did you mean "long title\x1btitle`,
		`title = "long title\x1btitle\x1btitle\x1btitle\x1btitle\x1btitle\x1btitle\x1btitle\x1btitle\x1bt…", status = "ACTIVE"`,
		`Error: 12 meetings found, expected 1 with data.rtc_cloudflare_meeting.many`, `and 2 more`)
	if strings.Contains(got, "\x1b") {
		t.Error("a title reaches the terminal as it is")
	}
	if listed := regexp.MustCompile(`bbb00000-0000-4000-8000-`).FindAllString(got, -1); len(listed) != 10 {
		t.Errorf("%d of the many are listed", len(listed))
	}
}

// Destroyed meetings stay, INACTIVE: the one ACTIVE meeting of a title is the one that is meant, and an INACTIVE one
// only where it is alone.
func TestOneActiveMeetingWins(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	gone := w.AddMeeting(simulator.Meeting{Title: "weekly", Status: "INACTIVE"})
	expectFound := func(want string) {
		t.Helper()
		got, said := w.newSession(t, nil).read(t.Context(), "rtc_cloudflare_meeting", merged(inApp(), object{"title": "weekly"}))
		if must(t, said); got["id"] != want {
			t.Errorf("found %s, want %s", got["id"], want)
		}
	}
	expectFound(gone)
	w.AddMeeting(simulator.Meeting{Title: "another", Status: "INACTIVE"})
	expectFound(gone)
	again := w.AddMeeting(simulator.Meeting{Title: "weekly"})
	w.AddMeeting(simulator.Meeting{Title: "weekly", Status: "INACTIVE"})
	expectFound(again)
}

// A CLI writes every string in Unicode NFC. A vendor may have a name as it was typed, and search byte by byte.
func TestNamesCompareInUnicodeNFC(t *testing.T) {
	t.Parallel()
	const composed, decomposed = "caf\u00e9", "cafe\u0301"
	w := newWorld(t, simulator.Options{})
	w.AddApp(simulator.App{ID: "5c3f1b9e-0000-4e57-9a0c-2f8b7d614e90", Name: decomposed})
	w.AddMeeting(simulator.Meeting{Title: decomposed})
	w.AddParticipant(simulator.Participant{CustomParticipantID: decomposed})
	w.AddRoom(simulator.Room{UniqueName: decomposed})
	w.AddWebhook(simulator.Webhook{Name: "menu", URL: "https://example.com/" + decomposed})
	d, _ := w.configured(t, nil)
	for _, one := range registered(t) {
		if one.finds != nil {
			name := composed
			if one.finds.key == "url" {
				name = "https://example.com/" + composed
			}
			if said := written(d.use(t.Context(), one, merged(one.returns[0].content, object{one.finds.key: name}))); said != "" {
				t.Errorf("%s: %s", one, said)
			}
		}
	}
}
