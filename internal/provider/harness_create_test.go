package provider_test

import (
	"sync"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// An ending is how a request to create ends without a clear answer.
type ending struct {
	fault simulator.Fault
	over  bool // the vendor will not carry it out later
}

func endings() map[string]ending {
	return map[string]ending{
		"500":                   {simulator.Refusal(500), true},
		"503":                   {simulator.Refusal(503), true},
		"521":                   {simulator.HTML(521), true},
		"523":                   {simulator.Answer(523, "error code: 523"), true},
		"530":                   {simulator.Answer(530, "error code: 1033"), true},
		"500 of a proxy":        {simulator.HTML(500), false},
		"503 of a proxy":        {simulator.Answer(503, "no healthy upstream"), false},
		"502":                   {simulator.HTML(502), false},
		"408":                   {simulator.Answer(408, ""), false},
		"504":                   {simulator.Answer(504, "upstream request timeout"), false},
		"520":                   {simulator.HTML(520), false},
		"522":                   {simulator.HTML(522), false},
		"524":                   {simulator.HTML(524), false},
		"500 and cut":           {simulator.Fault{Status: 500, Body: `{"success":false}`, Ending: simulator.Cut}, false},
		"cut before the status": {simulator.Fault{Ending: simulator.Reset}, false},
		"cut in the body":       {simulator.Fault{Status: 201, Body: `{"success":true,"data":{"id":"x"}}`, Ending: simulator.Cut}, false},
		"never":                 {simulator.Fault{Ending: simulator.Hang}, false},
		"not JSON":              {simulator.HTML(201), false},
		"without an ID":         {simulator.Answer(201, `{"success":true,"data":{}}`), false},
		"wrong type":            {simulator.Answer(201, `{"success":true,"data":{"id":7}}`), false},
	}
}

// settings make a silent vendor a short one to wait for.
func (e ending) settings() object {
	if e.fault.Ending == simulator.Hang {
		return object{"max_retries": 3, "request_timeout": "500ms"}
	}
	return object{"max_retries": 3}
}

func eachEnding(t *testing.T, test func(t *testing.T, k kind, e ending)) {
	t.Helper()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		for name, e := range endings() {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, k, e)
			})
		}
	})
}

// onlyOne checks that there is one object in the vendor's world, and that it is the one in state.
func (m *managedResource) onlyOne(w *world, k kind) {
	m.t.Helper()
	if m.state.IsNull() {
		m.t.Fatal("it is not in state")
	}
	if ids := w.alike(m.t, k); len(ids) != 1 || ids[0] != m.id() {
		m.t.Errorf("there are %v, in state is %s", ids, m.id())
	}
	m.settled(k.least)
}

// together applies blocks of one run at the same time, as many at once as a CLI does, and gives what each says.
func together(blocks []*managedResource, content func(i int) object) []diagnostics {
	said := make([]diagnostics, len(blocks))
	atOnce := make(chan struct{}, 10)
	var group sync.WaitGroup
	for i, m := range blocks {
		group.Go(func() {
			atOnce <- struct{}{}
			defer func() { <-atOnce }()
			said[i] = m.apply(content(i))
		})
	}
	group.Wait()
	return said
}

func (d *session) blocks(typeName string, count int) []*managedResource {
	all := make([]*managedResource, count)
	for i := range all {
		all[i] = d.managed(typeName)
	}
	return all
}

// created orders a fault of the request that creates.
func created(fault simulator.Fault) func(*testing.T, *world, *managedResource, kind) diagnostics {
	return func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
		t.Helper()
		w.FailAlways(k.created, fault)
		return m.apply(k.least)
	}
}
