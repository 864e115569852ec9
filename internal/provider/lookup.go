package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// A lookup finds things that exist. Of each thing there are two: one that lists them and one that picks a single one,
// with the same attributes, the same model and the same conversion. What they need beside is here.

// The attributes of a thing that is shown as the vendor has it.

func shownString(description string) dataschema.StringAttribute {
	return dataschema.StringAttribute{MarkdownDescription: description, Computed: true}
}

func shownBool(description string) dataschema.BoolAttribute {
	return dataschema.BoolAttribute{MarkdownDescription: description, Computed: true}
}

func shownInt64(description string) dataschema.Int64Attribute {
	return dataschema.Int64Attribute{MarkdownDescription: description, Computed: true}
}

// shownNumber is for what the vendor calls a number, where it does not promise an integer.
func shownNumber(description string) dataschema.Float64Attribute {
	return dataschema.Float64Attribute{MarkdownDescription: description, Computed: true}
}

func shownObject(description string, members attributes) dataschema.SingleNestedAttribute {
	return dataschema.SingleNestedAttribute{MarkdownDescription: description, Computed: true, Attributes: members}
}

func shownList(description string, members attributes) dataschema.ListNestedAttribute {
	return dataschema.ListNestedAttribute{
		MarkdownDescription: description,
		Computed:            true,
		NestedObject:        dataschema.NestedAttributeObject{Attributes: members},
	}
}

// idKey is the id of a thing that is found either by it or by another attribute.
func idKey(description, otherKey, form string, parse func(string) (string, error)) dataschema.StringAttribute {
	return dataschema.StringAttribute{
		MarkdownDescription: description + " Exactly one of `id` and `" + otherKey + "` is given.",
		Optional:            true,
		Computed:            true,
		// For both keys here: each would report the same mistake.
		Validators: append(parses(form, parse), stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot(otherKey))),
	}
}

// nameKey is the other attribute by which a thing is found.
func nameKey(description string) dataschema.StringAttribute {
	return dataschema.StringAttribute{
		MarkdownDescription: description + " To find one by it, it has to match letter by letter, and only once.",
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
	}
}

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

// instant writes a time of the vendor's in RFC 3339, in UTC and with the fraction it came with.
func instant(at *time.Time) types.String {
	if at == nil {
		return types.StringNull()
	}
	return types.StringValue(at.UTC().Format(time.RFC3339Nano))
}
