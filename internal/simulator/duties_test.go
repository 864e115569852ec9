package simulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// These tests go over every table and every operation, so that what a new type
// lacks is noticed without a line about that type.

// tablesOf are the tables of a server's world, by the name that a world file
// has for them.
func tablesOf(s *Server) map[string]interface{ ids() []string } {
	tables := map[string]interface{ ids() []string }{}
	world := reflect.ValueOf(s.world).Elem()
	for i := range world.NumField() {
		if strings.HasPrefix(world.Field(i).Type().String(), "*simulator.table[") {
			pointer := reflect.NewAt(world.Field(i).Type(), world.Field(i).Addr().UnsafePointer()).Elem()
			tables[world.Type().Field(i).Name] = pointer.Interface().(interface{ ids() []string }) //nolint:forcetypeassert // Every table has ids.
		}
	}
	return tables
}

func (t *table[T]) ids() []string {
	var ids []string
	for id := range t.rows {
		ids = append(ids, id)
	}
	return ids
}

func started(t *testing.T, options Options) *Server {
	t.Helper()
	s, err := Start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func TestEveryTableIsSeededAndCanBeRemovedFrom(t *testing.T) {
	t.Parallel()
	s := started(t, Options{})
	tables := tablesOf(s)
	if len(tables) < 6 {
		t.Fatal("tables:", len(tables))
	}
	for name, table := range tables {
		ids := table.ids()
		if len(ids) < 2 {
			t.Errorf("seeds.go has %d of %s; two or more show whether a client can tell them apart", len(ids), name)
		}
		if !s.Remove(ids[0]) || slices.Contains(table.ids(), ids[0]) {
			t.Error("Remove in world.go does not know", name)
		}
	}
}

func TestEveryTableIsInTheWorldFile(t *testing.T) {
	t.Parallel()
	one := reflect.ValueOf(&World{}).Elem()
	for _, field := range one.Fields() {
		field.Set(reflect.MakeSlice(field.Type(), 1, 1))
	}
	whole, _ := reflect.TypeAssert[World](one)
	for name, table := range tablesOf(started(t, Options{World: &whole})) {
		field, found := fieldOf(one.Type(), name)
		if !found {
			t.Errorf("World in worldfile.go has no %q", name)
			continue
		}
		lacking := whole
		reflect.ValueOf(&lacking).Elem().FieldByIndex(field.Index).SetZero()
		without := tablesOf(started(t, Options{World: &lacking}))[name]
		if len(table.ids()) != len(without.ids())+1 {
			t.Errorf("fill in worldfile.go does not put %s into the server", name)
		}
	}
}

func fieldOf(world reflect.Type, name string) (reflect.StructField, bool) {
	for field := range world.Fields() {
		if field.Tag.Get("json") == name {
			return field, true
		}
	}
	return reflect.StructField{}, false
}

// client sends to a server, without a network, what an operation takes.
type client struct {
	t *testing.T
	s *Server
}

func (c client) send(method, path, body string, header http.Header) (status int, answer map[string]any) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header = header
	recorder := httptest.NewRecorder()
	c.s.ServeHTTP(recorder, r)
	_ = json.Unmarshal(recorder.Body.Bytes(), &answer) //nolint:errcheck // A 204 has no body.
	return recorder.Code, answer
}

func credentials(v vendor) http.Header {
	key := map[vendor]string{cloudflare: CloudflareAPIToken, telnyx: TelnyxAPIKey}[v]
	return http.Header{"Authorization": {"Bearer " + key}, "Content-Type": {"application/json"}}
}

// seeded is a path with the IDs that every server has.
func seeded(path string) string {
	return strings.NewReplacer("{account_id}", AccountID, "{app_id}", AppID, "{meeting_id}", MeetingID, "{participant_id}", ParticipantID,
		"{webhook_id}", WebhookID, "{room_id}", RoomID).Replace(path)
}

func isOperation(method, path string) bool {
	return slices.ContainsFunc(allRoutes(), func(each route) bool { return each.method == method && each.path == path })
}

func TestEveryCreateAndDeleteFollowsTheLags(t *testing.T) {
	t.Parallel()
	bodies := map[Operation]string{
		CreateMeeting:  `{"title":"new"}`,
		AddParticipant: `{"custom_participant_id":"new","preset_name":"group_call_host"}`,
		AddWebhook:     `{"name":"new","url":"https://new.example","events":["meeting.ended"]}`,
		CreateRoom:     `{"unique_name":"new"}`,
	}
	for _, create := range allRoutes() {
		if create.method != http.MethodPost || !isOperation(http.MethodGet, create.path) {
			continue
		}
		body, given := bodies[create.op]
		if !given {
			t.Errorf("this test has no body for %s", create.op)
		}
		delete(bodies, create.op)
		for _, lag := range []time.Duration{0, time.Hour} {
			c := client{t, started(t, Options{Questions: Questions{CreateLag: lag, DeleteLag: lag}})}
			c.createAndDelete(create, body, lag)
		}
	}
	for op := range bodies {
		t.Errorf("%s creates nothing that is listed", op)
	}
}

func (c client) createAndDelete(create route, body string, lag time.Duration) {
	c.t.Helper()
	path := seeded(create.path)
	_, made := c.send(http.MethodPost, path, body, credentials(create.vendor))
	data, _ := made["data"].(map[string]any)
	id, _ := data["id"].(string)
	if id == "" {
		c.t.Fatalf("%s: %v", create.op, made)
	}
	if listed := c.lists(path, id, create.vendor); listed != (lag == 0) {
		c.t.Errorf("what %s made is in the list at once: %t, with a lag of %s", create.op, listed, lag)
	}
	if !isOperation(http.MethodDelete, itemOf(create.path)) {
		return
	}
	if status, answer := c.send(http.MethodDelete, path+"/"+id, "", credentials(create.vendor)); status >= http.StatusMultipleChoices {
		c.t.Errorf("deleting what %s made: %d %v", create.op, status, answer)
	}
	status, _ := c.send(http.MethodGet, path+"/"+id, "", credentials(create.vendor))
	if read := status == http.StatusOK; read != (lag > 0) {
		c.t.Errorf("what %s made and a delete took away is read: %d, with a lag of %s", create.op, status, lag)
	}
	if status, _ := c.send(http.MethodDelete, path+"/"+id, "", credentials(create.vendor)); status != http.StatusNotFound {
		c.t.Errorf("deleting what %s made twice: %d", create.op, status)
	}
}

// itemOf is the path of one of a list.
func itemOf(list string) string {
	for _, each := range allRoutes() {
		if rest, found := strings.CutPrefix(each.path, list+"/{"); found && strings.HasSuffix(rest, "}") {
			return each.path
		}
	}
	return ""
}

func (c client) lists(path, id string, v vendor) bool {
	_, answer := c.send(http.MethodGet, path, "", credentials(v))
	items, _ := answer["data"].([]any)
	return slices.ContainsFunc(items, func(item any) bool {
		fields, _ := item.(map[string]any)
		return fields["id"] == id
	})
}

func TestEveryOperationAsksForItsCredential(t *testing.T) {
	t.Parallel()
	c := client{t, started(t, Options{})}
	for _, each := range allRoutes() {
		if each.op == RefreshRoomClientToken {
			continue // The token in its body is its credential.
		}
		header := http.Header{"Content-Type": {"application/json"}}
		status, _ := c.send(each.method, seeded(each.path), "{}", header)
		if each.vendor == cloudflare && status != 400 || each.vendor != cloudflare && status != 401 {
			t.Errorf("%s without a credential: %d", each.op, status)
		}
		header.Set("Authorization", "Bearer wrong")
		if status, _ := c.send(each.method, seeded(each.path), "{}", header); status != 401 {
			t.Errorf("%s with a wrong credential: %d", each.op, status)
		}
	}
	if calls := c.s.Calls(Unrouted); calls > 0 {
		t.Errorf("%d requests reached no operation", calls)
	}
}

// What a vendor holds is not changed by two operations at once, and minting is
// not held up.
func TestEveryOperationThatWritesRunsAlone(t *testing.T) {
	t.Parallel()
	var beside []Operation
	for _, each := range allRoutes() {
		if !each.writes() {
			beside = append(beside, each.op)
		} else if each.method == http.MethodGet {
			t.Errorf("%s reads", each.op)
		}
	}
	beside = slices.DeleteFunc(beside, func(op Operation) bool {
		return strings.HasPrefix(strings.ToLower(string(op)), "get") || op == ListRooms || op == ViewRoom
	})
	if !slices.Equal(beside, []Operation{RegenerateToken, CreateRoomClientToken, RefreshRoomClientToken}) {
		t.Error("these run beside others:", beside)
	}
}
