package simulator

import (
	"net/http"
	"net/url"
	"strings"
)

// A handler answers an operation, or refuses with an answer as its error.
type handler func(*Server, *exchange) (answer, error)

type route struct {
	vendor   vendor
	op       Operation
	method   string
	segments []string // of the path; one in braces is a parameter
	handle   handler
}

func allRoutes() []route {
	const (
		kit         = "/client/v4/accounts/{account_id}/realtime/kit"
		meeting     = kit + "/{app_id}/meetings/{meeting_id}"
		participant = meeting + "/participants/{participant_id}"
		webhook     = kit + "/{app_id}/webhooks/{webhook_id}"
		room        = "/v2/rooms/{room_id}"
	)
	at := func(v vendor, op Operation, method, path string, h handler) route {
		return route{v, op, method, strings.Split(path, "/"), h}
	}
	return []route{
		at(cloudflare, GetApps, http.MethodGet, kit+"/apps", (*Server).getApps),
		at(cloudflare, GetApp, http.MethodGet, kit+"/apps/{app_id}", (*Server).getApp),
		at(cloudflare, GetAllMeetings, http.MethodGet, kit+"/{app_id}/meetings", (*Server).getAllMeetings),
		at(cloudflare, CreateMeeting, http.MethodPost, kit+"/{app_id}/meetings", alone((*Server).createMeeting)),
		at(cloudflare, GetMeeting, http.MethodGet, meeting, (*Server).getMeeting),
		at(cloudflare, UpdateMeeting, http.MethodPatch, meeting, alone((*Server).updateMeeting)),
		at(cloudflare, GetActiveSession, http.MethodGet, meeting+"/active-session", (*Server).getActiveSession),
		at(cloudflare, KickParticipants, http.MethodPost, meeting+"/active-session/kick", alone((*Server).kickParticipants)),
		at(cloudflare, KickAllParticipants, http.MethodPost, meeting+"/active-session/kick-all", alone((*Server).kickAllParticipants)),
		at(cloudflare, GetMeetingParticipants, http.MethodGet, meeting+"/participants", (*Server).getMeetingParticipants),
		at(cloudflare, AddParticipant, http.MethodPost, meeting+"/participants", alone((*Server).addParticipant)),
		at(cloudflare, GetMeetingParticipant, http.MethodGet, participant, (*Server).getMeetingParticipant),
		at(cloudflare, EditParticipant, http.MethodPatch, participant, alone((*Server).editParticipant)),
		at(cloudflare, DeleteMeetingParticipant, http.MethodDelete, participant, alone((*Server).deleteMeetingParticipant)),
		at(cloudflare, RegenerateToken, http.MethodPost, participant+"/token", (*Server).regenerateToken),
		at(cloudflare, GetPresets, http.MethodGet, kit+"/{app_id}/presets", (*Server).getPresets),
		at(cloudflare, GetAllWebhooks, http.MethodGet, kit+"/{app_id}/webhooks", (*Server).getAllWebhooks),
		at(cloudflare, AddWebhook, http.MethodPost, kit+"/{app_id}/webhooks", alone((*Server).addWebhook)),
		at(cloudflare, GetWebhook, http.MethodGet, webhook, (*Server).getWebhook),
		at(cloudflare, EditWebhook, http.MethodPatch, webhook, alone((*Server).editWebhook)),
		at(cloudflare, DeleteWebhook, http.MethodDelete, webhook, alone((*Server).deleteWebhook)),

		at(telnyx, ListRooms, http.MethodGet, "/v2/rooms", (*Server).listRooms),
		at(telnyx, CreateRoom, http.MethodPost, "/v2/rooms", alone((*Server).createRoom)),
		at(telnyx, ViewRoom, http.MethodGet, room, (*Server).viewRoom),
		at(telnyx, UpdateRoom, http.MethodPatch, room, alone((*Server).updateRoom)),
		at(telnyx, DeleteRoom, http.MethodDelete, room, alone((*Server).deleteRoom)),
		at(telnyx, EndSession, http.MethodPost, "/v2/room_sessions/{room_session_id}/actions/end", alone((*Server).endRoomSession)),
		at(telnyx, CreateRoomClientToken, http.MethodPost, room+"/actions/generate_join_client_token", (*Server).createRoomClientToken),
		at(telnyx, RefreshRoomClientToken, http.MethodPost, room+"/actions/refresh_client_token", (*Server).refreshRoomClientToken),

		at(nobody, Join, http.MethodPost, "/join", alone((*Server).join)),
	}
}

// Operations are the operations of both vendors, with "cloudflare" or "telnyx".
func Operations() map[Operation]string {
	all := map[Operation]string{}
	for _, each := range allRoutes() {
		if each.vendor != nobody {
			all[each.op] = string(each.vendor)
		}
	}
	return all
}

// alone has a handler see no other write between its first look and its end.
func alone(h handler) handler {
	return func(s *Server, x *exchange) (answer, error) {
		s.world.writing.Lock()
		defer s.world.writing.Unlock()
		return h(s, x)
	}
}

// find matches the path as it was sent, never cleaned: an id that was not
// escaped must miss its route here as it would at the vendor.
func (s *Server) find(r *http.Request) (route, map[string]string) {
	sent := strings.Split(r.URL.EscapedPath(), "/")
	for _, candidate := range s.routes {
		if candidate.method != r.Method || len(candidate.segments) != len(sent) {
			continue
		}
		if parameters, ok := match(candidate.segments, sent); ok {
			return candidate, parameters
		}
	}
	return unrouted(r.URL.Path), nil
}

func match(segments, sent []string) (map[string]string, bool) {
	parameters := map[string]string{}
	for i, segment := range segments {
		name, isParameter := strings.CutPrefix(segment, "{")
		if !isParameter {
			if segment != sent[i] {
				return nil, false
			}
			continue
		}
		value, err := url.PathUnescape(sent[i])
		if err != nil || value == "" {
			return nil, false
		}
		parameters[strings.TrimSuffix(name, "}")] = value
	}
	return parameters, true
}

func unrouted(path string) route {
	switch {
	case strings.HasPrefix(path, "/client/v4/"):
		return route{vendor: cloudflare, op: Unrouted, handle: func(*Server, *exchange) (answer, error) {
			return answer{}, noRoute(http.StatusNotFound)
		}}
	case strings.HasPrefix(path, "/v2/"):
		return route{vendor: telnyx, op: Unrouted, handle: func(*Server, *exchange) (answer, error) {
			return answer{}, wrapped(http.StatusNotFound, notFound())
		}}
	}
	return route{vendor: nobody, op: Unrouted, handle: func(*Server, *exchange) (answer, error) {
		return answer{}, unjoined(http.StatusNotFound, "nothing is here")
	}}
}
