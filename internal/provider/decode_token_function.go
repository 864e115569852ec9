package provider

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/text/unicode/norm"

	"terraform.local/rtc/terraform-provider-rtc/internal/jwt"
)

// decodeTokenFunction is provider::rtc::decode_token.
type decodeTokenFunction struct{}

// decodedToken is its result.
type decodedToken struct {
	Header    types.Dynamic `tfsdk:"header"`
	Claims    types.Dynamic `tfsdk:"claims"`
	IssuedAt  types.String  `tfsdk:"issued_at"`
	NotBefore types.String  `tfsdk:"not_before"`
	ExpiresAt types.String  `tfsdk:"expires_at"`
}

func (decodeTokenFunction) Metadata(_ context.Context, _ function.MetadataRequest, response *function.MetadataResponse) {
	response.Name = "decode_token"
}

func (decodeTokenFunction) Definition(_ context.Context, _ function.DefinitionRequest, response *function.DefinitionResponse) {
	response.Definition = function.Definition{
		Summary: "Decodes a token without verifying it",
		MarkdownDescription: "Decodes a token of either vendor, or any other signed JWT, without a request. It **never " +
			"verifies** the token: a forged token can contain anything, so do not base access decisions on the result.\n\n" +
			"Returns an object. `header` and `claims` are the token's own. `issued_at`, `not_before` and " +
			"`expires_at` are the claims `iat`, `nbf` and `exp` in RFC 3339, or null if a claim is missing or is not a time. " +
			"The whole result is as secret as the token: ephemeral for an ephemeral token, sensitive for a sensitive one. " +
			"If the token is null, as in a plan that mints nothing, every attribute of the result is null.",
		Parameters: []function.Parameter{function.StringParameter{
			Name:                "token",
			MarkdownDescription: "Token, a signed JWT in compact form. May be null.",
			AllowNullValue:      true,
		}},
		Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
			"header":     types.DynamicType,
			"claims":     types.DynamicType,
			"issued_at":  types.StringType,
			"not_before": types.StringType,
			"expires_at": types.StringType,
		}},
	}
}

func (decodeTokenFunction) Run(ctx context.Context, request function.RunRequest, response *function.RunResponse) {
	var token types.String
	if response.Error = request.Arguments.Get(ctx, &token); response.Error != nil {
		return
	}
	result := decodedToken{Header: types.DynamicNull(), Claims: types.DynamicNull()}
	if !token.IsNull() {
		var err error
		if result, err = decodeToken(ctx, token.ValueString()); err != nil {
			// The CLI puts 'Invalid value for "token" parameter:' in front, and a full stop at the end. The error does not quote the token.
			response.Error = function.NewArgumentFuncError(0, err.Error())
			return
		}
	}
	response.Error = response.Result.Set(ctx, &result)
}

func decodeToken(ctx context.Context, token string) (decodedToken, error) {
	decoded, err := jwt.Decode(token)
	if err != nil {
		return decodedToken{}, err
	}
	header, err := valueFromJSON(ctx, decoded.Header, deepest)
	if err != nil {
		return decodedToken{}, err
	}
	claims, err := valueFromJSON(ctx, decoded.Claims, deepest)
	if err != nil {
		return decodedToken{}, err
	}
	return decodedToken{
		Header:    types.DynamicValue(header),
		Claims:    types.DynamicValue(claims),
		IssuedAt:  instantIf(decoded.IssuedAt()),
		NotBefore: instantIf(decoded.NotBefore()),
		ExpiresAt: instantIf(decoded.ExpiresAt()),
	}, nil
}

// A token comes from outside. No real claim exceeds these bounds. Values beyond them are expensive for Terraform, which
// writes numbers out in digits, and a value's type once for each level.
const (
	deepest      = 50   // levels of arrays and objects
	widestNumber = 2048 // binary digits before or behind the point, beyond what a double can hold
	precision    = 512  // bits, as Terraform's own numbers have
)

var (
	errTooDeep  = errors.New("the token contains arrays or objects nested too deeply")
	errTooLarge = errors.New("the token contains a number that is too large or too small")
)

// valueFromJSON turns what encoding/json read into Terraform's values, as jsondecode does.
func valueFromJSON(ctx context.Context, value any, levels int) (attr.Value, error) {
	if levels == 0 {
		return nil, errTooDeep
	}
	switch value := value.(type) {
	case string:
		return types.StringValue(value), nil
	case bool:
		return types.BoolValue(value), nil
	case json.Number:
		return numberFromJSON(value)
	case []any:
		return tupleFromJSON(ctx, value, levels)
	case map[string]any:
		return objectFromJSON(ctx, value, levels)
	default: // nil is all that is left
		return types.DynamicNull(), nil
	}
}

func numberFromJSON(text json.Number) (attr.Value, error) {
	number, _, err := big.ParseFloat(text.String(), 10, precision, big.ToNearestEven)
	if err != nil {
		return nil, errTooLarge
	}
	if exponent := number.MantExp(nil); number.IsInf() || exponent > widestNumber || exponent < -widestNumber {
		return nil, errTooLarge
	}
	return types.NumberValue(number), nil
}

func tupleFromJSON(ctx context.Context, items []any, levels int) (attr.Value, error) {
	values, valueTypes := make([]attr.Value, len(items)), make([]attr.Type, len(items))
	for i, item := range items {
		value, err := valueFromJSON(ctx, item, levels-1)
		if err != nil {
			return nil, err
		}
		values[i], valueTypes[i] = value, value.Type(ctx)
	}
	return types.TupleValueMust(valueTypes, values), nil
}

// objectFromJSON turns names into Unicode NFC, as every CLI does with what it reads: one that is not would not be found
// again. Of names that become one, the one that was in NFC before counts, else the last in order.
func objectFromJSON(ctx context.Context, members map[string]any, levels int) (attr.Value, error) {
	values, valueTypes := make(map[string]attr.Value, len(members)), make(map[string]attr.Type, len(members))
	for _, original := range slices.Sorted(maps.Keys(members)) {
		name := norm.NFC.String(original)
		if _, better := members[name]; better && name != original {
			continue
		}
		value, err := valueFromJSON(ctx, members[original], levels-1)
		if err != nil {
			return nil, err
		}
		values[name], valueTypes[name] = value, value.Type(ctx)
	}
	return types.ObjectValueMust(valueTypes, values), nil
}
