package provider_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// writes are the operations since the last reset that change something, in order.
func (w *world) writes() []simulator.Operation {
	var all []simulator.Operation
	for _, call := range w.Log() {
		if call.Method != http.MethodGet && call.Operation != simulator.Join {
			all = append(all, call.Operation)
		}
	}
	return all
}

func checkWrites(t *testing.T, w *world, want ...simulator.Operation) {
	t.Helper()
	if got := w.writes(); !slices.Equal(got, want) {
		t.Errorf("sent %v, want %v", got, want)
	}
}

// Whoever is in the session is taken out before the participant is deleted, and after it once more.
func TestDestroyParticipantInSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	sent := inMiddle(t, w)
	m := w.managedIn(t, participantResource)
	must(t, m.apply(participants().least))
	token := w.lastToken(t)
	if !w.join(t, token) {
		t.Fatal("the token does not work")
	}
	w.OnCall(func(op simulator.Operation) { // who was kicked comes back at once
		if op == simulator.DeleteMeetingParticipant && !w.join(t, token) {
			t.Error("the token ends before the delete")
		}
	})
	w.ResetCalls()
	sent.forget()
	must(t, m.destroy())
	w.OnCall(nil)
	checkWrites(t, w, simulator.KickParticipants, simulator.DeleteMeetingParticipant, simulator.KickParticipants)
	if here := w.Present(simulator.MeetingID); len(here) > 0 || w.join(t, token) {
		t.Errorf("%v are still there", here)
	}
	if !m.state.IsNull() || len(w.alike(t, participants())) > 0 {
		t.Error("it is still there")
	}
	for _, body := range sent.bodies("POST") {
		ids, _ := body["participant_ids"].([]any)
		others, both := body["custom_participant_ids"].([]any)
		if len(ids) != 1 || len(others) != 0 || !both {
			t.Errorf("kicked with %v", body)
		}
	}
}

// Where nobody is, one kick is enough.
func TestDestroyParticipantOutOfSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	m := w.managedIn(t, participantResource)
	must(t, m.apply(participants().least))
	w.ResetCalls()
	must(t, m.destroy())
	checkWrites(t, w, simulator.KickParticipants, simulator.DeleteMeetingParticipant)
}

// A kick that fails is a warning, and the tokens end all the same.
func TestDestroyParticipantThatCannotBeKicked(t *testing.T) {
	t.Parallel()
	for _, fault := range []simulator.Fault{simulator.Refusal(403), simulator.HTML(404), {Ending: simulator.Reset}} {
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, participantResource)
		must(t, m.apply(participants().least))
		token := w.lastToken(t)
		w.FailAlways(simulator.KickParticipants, fault)
		problems := m.destroy()
		if failed(problems) || len(problems) != 1 || !m.state.IsNull() || w.join(t, token) {
			t.Errorf("%s\n%s", m.state, written(problems))
		}
		contains(t, written(problems), "Warning: The participant may still be in the session", "The provider deleted the participant")
	}
}

// Where the delete fails, too, nothing says that the participant was deleted.
func TestDestroyParticipantThatCannotBeDeleted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	m := w.managedIn(t, participantResource)
	must(t, m.apply(participants().least))
	w.FailAlways(simulator.KickParticipants, simulator.Refusal(403))
	w.FailAlways(simulator.DeleteMeetingParticipant, simulator.Refusal(403))
	problems := m.destroy()
	if !failed(problems) || m.state.IsNull() || strings.Contains(written(problems), "deleted the participant") {
		t.Errorf("%s\n%s", m.state, written(problems))
	}
	w.Recover()
	must(t, m.destroy())
}

// A meeting becomes INACTIVE before everybody is taken out, and a warning says that it stays and how to have it back.
func TestDestroyMeeting(t *testing.T) {
	t.Parallel()
	for _, questions := range []simulator.Questions{{}, {KickAllNobodyOK: true}} {
		for _, somebody := range []bool{true, false} {
			w := newWorld(t, simulator.Options{Questions: questions})
			sent := inMiddle(t, w)
			m := w.managedIn(t, meetingResource)
			must(t, m.apply(meetings().least))
			id := m.id()
			bot := w.managedIn(t, participantResource)
			must(t, bot.apply(altered(participants().least, object{"meeting_id": id})))
			token := w.lastToken(t)
			if somebody {
				w.join(t, token)
			}
			w.ResetCalls()
			sent.forget()
			problems := m.destroy()
			checkWrites(t, w, simulator.UpdateMeeting, simulator.KickAllParticipants)
			checkBodies(t, "destroy", sent.bodies("PATCH"), object{"status": "INACTIVE"})
			if failed(problems) || len(problems) != 1 || !m.state.IsNull() || len(w.Present(id)) > 0 || w.join(t, token) {
				t.Errorf("%v\n%s", w.Present(id), written(problems))
			}
			contains(t, written(problems), "Warning: The meeting still exists", "import {", id)
			must(t, m.importAs(importIDs(written(problems))[0]))
			if m.get("status") != "INACTIVE" {
				t.Errorf("it is %v", m.get("status"))
			}
			must(t, m.apply(meetings().least))
			if m.id() != id || !w.join(t, token) {
				t.Error("it is not back")
			}
		}
	}
}

// A meeting whose people cannot be taken out is not forgotten.
func TestDestroyMeetingThatCannotBeEmptied(t *testing.T) {
	t.Parallel()
	for _, op := range []simulator.Operation{simulator.UpdateMeeting, simulator.KickAllParticipants} {
		w := newWorld(t, simulator.Options{})
		m := w.managedIn(t, meetingResource)
		must(t, m.apply(meetings().least))
		w.Fail(op, simulator.HTML(404))
		if problems := m.destroy(); !failed(problems) || m.state.IsNull() || strings.Contains(written(problems), "still exists") {
			t.Errorf("%s: %s", op, written(problems))
		}
		if problems := m.destroy(); failed(problems) || !m.state.IsNull() {
			t.Errorf("%s: %s", op, written(problems))
		}
	}
}

// With a room its people and its tokens go.
func TestDestroyRoom(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	d := w.newSession(t, nil)
	m := d.managed(roomResource)
	must(t, m.apply(rooms().least))
	must(t, d.ephemeral(t.Context(), roomType, object{"room_id": m.id()}))
	var token string
	for _, issued := range w.Tokens() {
		if !issued.Refresh {
			token = issued.Token
		}
	}
	id := m.id()
	if !w.join(t, token) {
		t.Fatal("the token does not work")
	}
	w.ResetCalls()
	must(t, m.destroy())
	checkWrites(t, w, simulator.DeleteRoom)
	if w.join(t, token) || len(w.Present(id)) > 0 || !m.state.IsNull() {
		t.Error(fmt.Sprint(w.Present(id)))
	}
}

// What is deleted by an answer that gets lost is deleted: the repeat finds nothing, and that is what was wanted.
func TestDestroyWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	for k, op := range map[string]simulator.Operation{participantResource: simulator.DeleteMeetingParticipant, roomResource: simulator.DeleteRoom} {
		w := newWorld(t, simulator.Options{})
		m := w.newSession(t, object{"max_retries": 1}).managed(k)
		content := participants().least
		if k == roomResource {
			content = rooms().least
		}
		must(t, m.apply(content))
		w.Fail(op, simulator.Refusal(500).AfterEffect().With("Retry-After", "0"))
		must(t, m.destroy())
		if w.Calls(op) != 2 {
			t.Errorf("%v", w.AllCalls())
		}
	}
}
