package simulator

import (
	"net/http"
	"net/url"
	"strings"
)

// A handler answers an operation, or refuses with an answer as its error.
type handler func(*Server, *exchange) (answer, error)

type route struct {
	vendor vendor
	op     Operation
	method string
	path   string // a segment in braces is a parameter
	handle handler
}

// allRoutes are the operations. http.ServeMux cannot hold them: in its eyes
// /kit/apps/{app_id} and /kit/{app_id}/meetings conflict.
func allRoutes() []route {
	const (
		get, post, patch, del = http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete

		kit          = "/client/v4/accounts/{account_id}/realtime/kit"
		meetings     = kit + "/{app_id}/meetings"
		meeting      = meetings + "/{meeting_id}"
		session      = meeting + "/active-session"
		participants = meeting + "/participants"
		participant  = participants + "/{participant_id}"
		webhooks     = kit + "/{app_id}/webhooks"
		webhook      = webhooks + "/{webhook_id}"
		rooms        = "/v2/rooms"
		room         = rooms + "/{room_id}"
	)
	return []route{
		{cloudflare, GetApps, get, kit + "/apps", (*Server).getApps},
		{cloudflare, GetApp, get, kit + "/apps/{app_id}", (*Server).getApp},
		{cloudflare, GetAllMeetings, get, meetings, (*Server).getAllMeetings},
		{cloudflare, CreateMeeting, post, meetings, (*Server).createMeeting},
		{cloudflare, GetMeeting, get, meeting, (*Server).getMeeting},
		{cloudflare, UpdateMeeting, patch, meeting, (*Server).updateMeeting},
		{cloudflare, GetActiveSession, get, session, (*Server).getActiveSession},
		{cloudflare, KickParticipants, post, session + "/kick", (*Server).kickParticipants},
		{cloudflare, KickAllParticipants, post, session + "/kick-all", (*Server).kickAllParticipants},
		{cloudflare, GetMeetingParticipants, get, participants, (*Server).getMeetingParticipants},
		{cloudflare, AddParticipant, post, participants, (*Server).addParticipant},
		{cloudflare, GetMeetingParticipant, get, participant, (*Server).getMeetingParticipant},
		{cloudflare, EditParticipant, patch, participant, (*Server).editParticipant},
		{cloudflare, DeleteMeetingParticipant, del, participant, (*Server).deleteMeetingParticipant},
		{cloudflare, RegenerateToken, post, participant + "/token", (*Server).regenerateToken},
		{cloudflare, GetPresets, get, kit + "/{app_id}/presets", (*Server).getPresets},
		{cloudflare, GetAllWebhooks, get, webhooks, (*Server).getAllWebhooks},
		{cloudflare, AddWebhook, post, webhooks, (*Server).addWebhook},
		{cloudflare, GetWebhook, get, webhook, (*Server).getWebhook},
		{cloudflare, EditWebhook, patch, webhook, (*Server).editWebhook},
		{cloudflare, DeleteWebhook, del, webhook, (*Server).deleteWebhook},

		{telnyx, ListRooms, get, rooms, (*Server).listRooms},
		{telnyx, CreateRoom, post, rooms, (*Server).createRoom},
		{telnyx, ViewRoom, get, room, (*Server).viewRoom},
		{telnyx, UpdateRoom, patch, room, (*Server).updateRoom},
		{telnyx, DeleteRoom, del, room, (*Server).deleteRoom},
		{telnyx, EndSession, post, "/v2/room_sessions/{room_session_id}/actions/end", (*Server).endRoomSession},
		{telnyx, CreateRoomClientToken, post, room + "/actions/generate_join_client_token", (*Server).createRoomClientToken},
		{telnyx, RefreshRoomClientToken, post, room + "/actions/refresh_client_token", (*Server).refreshRoomClientToken},

		{noVendor, Join, post, "/join", (*Server).join},
	}
}

// writes says whether the operation changes what the vendors hold. To mint a
// token does not, and many are minted at the same time.
func (r route) writes() bool {
	switch r.op {
	case RegenerateToken, CreateRoomClientToken, RefreshRoomClientToken:
		return false
	}
	return r.method != http.MethodGet
}

// Operations are the operations of both vendors, with "cloudflare" or "telnyx".
func Operations() map[Operation]string {
	all := map[Operation]string{}
	for _, each := range allRoutes() {
		if each.vendor != noVendor {
			all[each.op] = string(each.vendor)
		}
	}
	return all
}

// find matches the path as it was sent. It does not clean it: an ID that is not
// escaped must miss its route, as at the vendor.
func (s *Server) find(r *http.Request) (route, map[string]string) {
	sent := strings.Split(r.URL.EscapedPath(), "/")
	for _, each := range s.routes {
		if each.method != r.Method {
			continue
		}
		if parameters, matches := match(strings.Split(each.path, "/"), sent); matches {
			return each, parameters
		}
	}
	return unrouted(r.URL.Path), nil
}

func match(segments, sent []string) (map[string]string, bool) {
	if len(segments) != len(sent) {
		return nil, false
	}
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

// unrouted refuses what is no operation, in the form of the vendor.
func unrouted(path string) route {
	refusal := func(v vendor, a answer) route {
		return route{vendor: v, op: Unrouted, method: http.MethodGet, handle: func(*Server, *exchange) (answer, error) { return answer{}, a }}
	}
	switch {
	case strings.HasPrefix(path, "/client/v4/"):
		return refusal(cloudflare, noRoute(http.StatusNotFound))
	case strings.HasPrefix(path, "/v2/"):
		return refusal(telnyx, wrapped(http.StatusNotFound, notFound()))
	}
	return refusal(noVendor, joinRefused(http.StatusNotFound, "nothing is here"))
}
