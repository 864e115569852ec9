package main

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// simulated are vendors in this process.
type simulated struct{ server *simulator.Server }

func startSimulated() (vendors, error) {
	server, err := simulator.Start(simulator.Options{})
	if err != nil {
		return nil, fmt.Errorf("the simulator of both vendors cannot be started: %w", err)
	}
	return &simulated{server: server}, nil
}

func (s *simulated) describe() string {
	return "simulated, at " + s.server.URL() + "; nothing leaves this machine"
}

func (s *simulated) environment(env map[string]string) {
	env["CLOUDFLARE_BASE_URL"] = s.server.CloudflareURL()
	env["CLOUDFLARE_API_TOKEN"] = simulator.CloudflareAPIToken
	env["CLOUDFLARE_ACCOUNT_ID"] = simulator.AccountID
	env["TELNYX_BASE_URL"] = s.server.TelnyxURL()
	env["TELNYX_API_KEY"] = simulator.TelnyxAPIKey
	env[joinAddress] = s.server.JoinURL()
}

func (s *simulated) ids() ids {
	return ids{
		app:         simulator.AppID,
		meeting:     simulator.MeetingID,
		participant: simulator.ParticipantID,
		room:        simulator.RoomID,
	}
}

func (s *simulated) close() { s.server.Close() }

// minting are the operations that mint, and what the provider calls that.
func minting() map[simulator.Operation]tokenType {
	return map[simulator.Operation]tokenType{
		simulator.RegenerateToken:        participantToken,
		simulator.CreateRoomClientToken:  clientToken,
		simulator.RefreshRoomClientToken: refreshedToken,
	}
}

func (s *simulated) observe() observation {
	o := observation{calls: map[tokenType]int{}}
	for operation, count := range s.server.AllCalls() {
		switch kind, mints := minting()[operation]; {
		case mints:
			o.calls[kind] = count
		case operation != simulator.Join && count > 0:
			o.unwanted = append(o.unwanted, fmt.Sprintf("%d of %s", count, operation))
		}
	}
	for _, issued := range s.server.Tokens() {
		kind := minting()[issued.Operation]
		o.issued = append(o.issued, token{
			kind: kind, refresh: issued.Refresh, secret: newSecret(issued.Token), expires: issued.Expires,
			opens: ids{participant: issued.Participant, room: issued.Room}.opens(kind),
		})
	}
	o.joined, o.refused = s.joins()
	return o
}

func (s *simulated) joins() (joined []entrance, refused []string) {
	for _, in := range s.server.Joins() {
		e := entrance{vendor: telnyx, who: "user " + short(in.Participant), where: "room " + short(in.Room)}
		if in.Vendor == "cloudflare" {
			e = entrance{vendor: cloudflare, who: "participant " + short(in.Participant), where: "meeting " + short(in.Room)}
		}
		joined = append(joined, e)
	}
	// They come in at once, in whatever order; the report shall not differ from run to run.
	slices.SortStableFunc(joined, func(a, b entrance) int { return strings.Compare(a.vendor, b.vendor) })
	for _, call := range s.server.Log() {
		if call.Operation == simulator.Join && call.Status != http.StatusOK {
			query, _ := url.ParseQuery(call.Query) //nolint:errcheck // What cannot be read names nobody.
			refused = append(refused, fmt.Sprintf("%s, with %d %s", query.Get(joinAsParam), call.Status, http.StatusText(call.Status)))
		}
	}
	return joined, refused
}
