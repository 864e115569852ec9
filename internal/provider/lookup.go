package provider

import (
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// A lookup is a data source of existing objects. Each type of object has two: one that lists them, and one that finds a
// single one. Both share attributes, model and conversion. This file has what else they share.

// foundBy turns the attributes of an object into those of a lookup that finds one, by its ID or by the attribute key.
func (a attributes) foundBy(key string) attributes {
	found := a.as(optionalComputed, "id", key)
	id, isString := found["id"].(resourceschema.StringAttribute)
	name, both := found[key].(resourceschema.StringAttribute)
	if !isString || !both {
		panic("a lookup searches by strings, not by " + key)
	}
	id.MarkdownDescription += " Set exactly one of `id` and `" + key + "`."
	// It checks both attributes. On both, it would report the same mistake twice.
	id.Validators = append(slices.Clone(id.Validators), stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot(key)))
	name.MarkdownDescription += " Requires an exact, case-sensitive, unique match."
	found["id"], found[key] = id, name
	return found
}

// narrows is an attribute that the vendor filters a list by.
func narrows(description string, validators ...validator.String) resourceschema.StringAttribute {
	return resourceschema.StringAttribute{MarkdownDescription: description, Optional: true, Validators: validators}
}

func notEmpty() validator.String { return stringvalidator.LengthAtLeast(1) }

// each converts a list, and keeps null apart from empty.
func each[A, B any](items []A, convert func(A) B) []B {
	if items == nil {
		return nil
	}
	converted := make([]B, len(items))
	for i, item := range items {
		converted[i] = convert(item)
	}
	return converted
}

// perhaps converts what may be null.
func perhaps[A, B any](item *A, convert func(A) B) *B {
	if item == nil {
		return nil
	}
	converted := convert(*item)
	return &converted
}

// instant formats a time of the vendor's in RFC 3339, in UTC, with its fraction. The zero time becomes null.
func instant(at *time.Time) types.String {
	if at == nil || at.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(at.UTC().Format(time.RFC3339Nano))
}

// instantIf is instant, or null if the time is not known.
func instantIf(at time.Time, known bool) types.String {
	if !known {
		return types.StringNull()
	}
	return instant(&at)
}
