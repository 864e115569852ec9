package provider

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/numberdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// All numbers that a configuration sets are of the framework's type Number: for its Int64, the framework refuses a fraction
// as an error of the provider.

// wholeNumber is an attribute that the vendor sets, or a configuration within these bounds.
func wholeNumber(description string, least, most int64) resourceschema.NumberAttribute {
	return resourceschema.NumberAttribute{MarkdownDescription: description, Computed: true, Validators: whole(least, most)}
}

// withDefault adds a default, which is also the vendor's.
func withDefault(value float64, attribute resourceschema.NumberAttribute) resourceschema.NumberAttribute {
	attribute.Default = numberdefault.StaticBigFloat(big.NewFloat(value))
	return attribute
}

// bounds is a validator.
type bounds struct {
	described
	check func(*big.Float) error
}

// whole accepts whole numbers within bounds.
func whole(least, most int64) []validator.Number {
	between := fmt.Sprintf("must be between %d and %d", least, most)
	return []validator.Number{bounds{described(between), func(number *big.Float) error {
		switch value, accuracy := number.Int64(); {
		case !number.IsInt():
			return errors.New("must be a whole number")
		case accuracy != big.Exact || value < least || value > most:
			return errors.New(between)
		}
		return nil
	}}}
}

// atLeast accepts any number that is not less.
func atLeast(least float64) []validator.Number {
	must := fmt.Sprintf("must be at least %v", least)
	return []validator.Number{bounds{described(must), func(number *big.Float) error {
		if number.Cmp(big.NewFloat(least)) < 0 {
			return errors.New(must)
		}
		return nil
	}}}
}

// ValidateNumber rejects numbers outside the bounds.
func (b bounds) ValidateNumber(_ context.Context, request validator.NumberRequest, response *validator.NumberResponse) {
	if request.ConfigValue.IsNull() || request.ConfigValue.IsUnknown() {
		return
	}
	if err := b.check(request.ConfigValue.ValueBigFloat()); err != nil {
		response.Diagnostics.Append(invalidValue(request.Path, err))
	}
}

// int64Of is a number that the validators have checked; 0 where there is none.
func int64Of(number types.Number) int64 {
	if number.IsNull() || number.IsUnknown() {
		return 0
	}
	value, _ := number.ValueBigFloat().Int64()
	return value
}

// float64Of is a number with a fraction; 0 where there is none.
func float64Of(number types.Number) float64 {
	if number.IsNull() || number.IsUnknown() {
		return 0
	}
	value, _ := number.ValueBigFloat().Float64()
	return value
}
