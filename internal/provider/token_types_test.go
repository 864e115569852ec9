package provider_test

import (
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// ofBothKinds are the kinds of a token, and what comes of its examples: made is how many participants they create.
func ofBothKinds(minted, made int) ([]string, map[string]outcome) {
	return []string{"data", "ephemeral"}, map[string]outcome{
		"data": {planned: minted, kept: true}, "ephemeral": {applied: minted, joined: minted, made: made},
	}
}

func tokenTypes() []typeCase {
	var (
		both, one = ofBothKinds(1, 0)
		_, many   = ofBothKinds(2, 0)
		_, bot    = ofBothKinds(1, 1)
		_, bots   = ofBothKinds(2, 2)
		alone     = shape{"token": aJWT(), "token_expires_at": aTime()}
		pair      = found(alone, shape{"refresh_token": aJWT(), "refresh_token_expires_at": aTime()})
		all       = func(of shape) shape {
			return shape{"tokens": knownvalue.MapExact(shape{"one": members(of), "two": members(of)})}
		}
		lives = []refusal{
			{object{"token_ttl_secs": 9}, "must be between 10 and 3600"},
			{object{"token_ttl_secs": 3601}, "must be between 10 and 3600"},
			{object{"refresh_token_ttl_secs": 59}, "must be between 60 and 86400"},
			{object{"refresh_token_ttl_secs": 86401}, "must be between 60 and 86400"},
			{object{"token_ttl_secs": 600.5}, "token_ttl_secs must be a whole number."},
			{object{"refresh_token_ttl_secs": 600.5}, "refresh_token_ttl_secs must be a whole number."},
		}
	)
	return []typeCase{
		{
			kinds: both, examples: bot, name: participantType,
			returns: []useCase{{content: goodParticipant(), want: alone, calls: calls{simulator.RegenerateToken: 1}}},
		},
		{
			kinds: both, examples: bots, name: participantType + "s",
			returns: []useCase{{
				content: merged(inMeeting(), object{"participant_ids": object{"one": simulator.ParticipantID, "two": simulator.ParticipantID}}),
				want:    all(alone), calls: calls{simulator.RegenerateToken: 2},
			}},
			refuses: []refusal{{object{"participant_ids": object{"one": "recorder"}}, `participant_ids["one"] must be a UUID`}},
		},
		{
			kinds: both, examples: one, name: roomType, refuses: lives,
			returns: []useCase{{content: goodRoom(), want: pair, calls: calls{simulator.CreateRoomClientToken: 1}}},
		},
		{
			kinds: both, examples: many, name: roomType + "s",
			returns: []useCase{{
				content: object{"room_ids": object{"one": simulator.RoomID, "two": simulator.RoomID}},
				want:    all(pair), calls: calls{simulator.CreateRoomClientToken: 2},
			}},
			refuses: append(lives, refusal{object{"room_ids": object{"one": "support"}}, `room_ids["one"] must be a UUID`}),
		},
		{
			kinds: both, examples: one, name: refreshType,
			returns: []useCase{{content: merged(goodRoom(), object{"refresh_token": aRefreshToken}), want: alone, calls: calls{simulator.RefreshRoomClientToken: 1}}},
			refuses: []refusal{lives[0], lives[1], {object{"refresh_token": nil}, "Not set: refresh_token"}},
		},
	}
}

// functionTypes need no vendor.
func functionTypes() []typeCase {
	return []typeCase{{
		kinds: []string{"function"}, name: "decode_token", examples: map[string]outcome{"function": {}},
		returns: []useCase{{content: object{"token": token(anyHeader, `{"exp":1}`)}}},
		refuses: []refusal{{object{"token": "no token"}, "not a JWT: expected 3 parts, found 1"}},
	}}
}
