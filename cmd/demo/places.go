package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	tfjson "github.com/hashicorp/terraform-json"
)

// place is something of a run that was searched.
type place struct {
	name string
	kind placeKind
	findings
}

type placeKind int

const (
	elsewhere placeKind = iota
	inState
	inPlan
)

const stateFile = "terraform.tfstate"

// search looks for tokens in all that the run has left: every file, what the CLI makes of plan and state, and what it
// said.
func (w *workspace) search(shown *views, ephemeral, kept []token) ([]place, error) {
	contents, err := w.contents(shown)
	if err != nil {
		return nil, err
	}
	f := finder{wanted: ephemeral, allowed: kept}
	var places []place
	for _, c := range contents {
		found, err := f.find(c.text)
		if err != nil {
			return nil, fmt.Errorf("the %s cannot be searched: %w", c.name, err)
		}
		places = append(places, place{name: c.name, kind: c.kind, findings: found})
	}
	return places, nil
}

// content is what a place holds.
type content struct {
	name string
	kind placeKind
	text []byte
}

func (w *workspace) contents(shown *views) ([]content, error) {
	state, err := os.ReadFile(filepath.Join(w.example, stateFile))
	if err != nil {
		return nil, fmt.Errorf("the run left no state to search: %w", err)
	}
	plan, err := os.ReadFile(filepath.Join(w.example, planFile))
	if err != nil {
		return nil, fmt.Errorf("the run left no plan to search: %w", err)
	}
	others, err := w.otherFiles()
	if err != nil {
		return nil, err
	}
	return append([]content{
		{"state file", inState, state},
		{"state as JSON", inState, shown.stateJSON},
		{"plan file, unzipped", inPlan, plan},
		{"plan as JSON", inPlan, shown.planJSON},
		{"output of plan and apply", elsewhere, slices.Concat(w.said.Bytes(), w.complained.Bytes())},
	}, others...), nil
}

// views are what the CLI makes of plan and state, as it prints it: the library's structs leave out what they do not know.
type views struct {
	state               *tfjson.State
	stateJSON, planJSON []byte
}

func (w *workspace) show(ctx context.Context) (*views, error) {
	defer w.runner.SetStdout(&w.said)
	var v views
	var stateJSON, planJSON bytes.Buffer
	w.runner.SetStdout(&stateJSON)
	var err error
	if v.state, err = w.runner.Show(ctx); err != nil {
		return nil, err
	}
	w.runner.SetStdout(&planJSON)
	if _, err = w.runner.ShowPlanFile(ctx, planFile); err != nil {
		return nil, err
	}
	v.stateJSON, v.planJSON = stateJSON.Bytes(), planJSON.Bytes()
	return &v, nil
}

func (w *workspace) otherFiles() ([]content, error) {
	var others []content
	folder := os.DirFS(w.example)
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || name == stateFile || name == planFile {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		others = append(others, content{name: name, text: text})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("the run's folder cannot be searched: %w", err)
	}
	return others, nil
}
