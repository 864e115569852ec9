package provider_test

import (
	"maps"
	"regexp"

	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func aJWT() knownvalue.Check {
	return knownvalue.StringRegexp(regexp.MustCompile(`^eyJ[\w-]+\.e[\w-]+\.[\w-]+$`))
}

func aTime() knownvalue.Check {
	return knownvalue.StringRegexp(regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`))
}

type shape = map[string]knownvalue.Check

// Shorter names, since there are many of them below.
func text(value string) knownvalue.Check { return knownvalue.StringExact(value) }

func number(value int64) knownvalue.Check { return knownvalue.Int64Exact(value) }

func truth(value bool) knownvalue.Check { return knownvalue.Bool(value) }

func members(of shape) knownvalue.Check { return knownvalue.ObjectExact(of) }

func null() knownvalue.Check { return knownvalue.Null() }

func textSet(values ...string) knownvalue.Check {
	elements := make([]knownvalue.Check, len(values))
	for i, value := range values {
		elements[i] = text(value)
	}
	return knownvalue.SetExact(elements)
}

func found(things ...shape) shape {
	all := shape{}
	for _, one := range things {
		maps.Copy(all, one)
	}
	return all
}

// Where things are that the simulator has at first.
func inAccount() object { return object{"account_id": simulator.AccountID} }

func inApp() object { return object{"app_id": simulator.AppID} }

func inMeeting() object { return merged(inApp(), object{"meeting_id": simulator.MeetingID}) }

type calls = map[simulator.Operation]int
