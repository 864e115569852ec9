package provider

import (
	"maps"
	"slices"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// attributes describe an object once, for data sources, resources and all other kinds: descriptions, types, validators.
// Only who sets a value differs between kinds. Attributes are written as those of managed resources, which have the most
// fields. They are assignable to the attribute types of every kind, which ignores the fields that it does not have.
type attributes map[string]resourceschema.Attribute

// with joins sets of attributes. If a name occurs twice, the last one wins.
func with(sets ...attributes) attributes {
	joined := attributes{}
	for _, set := range sets {
		maps.Copy(joined, set)
	}
	return joined
}

// A role says who sets an attribute.
type role int

const (
	computed         role = iota // the vendor
	required                     // the configuration
	optional                     // the configuration, or nobody
	optionalComputed             // the configuration, else the provider or the vendor
)

// withRole gives the named attributes another role.
func (a attributes) withRole(r role, names ...string) attributes {
	changed := maps.Clone(a)
	for _, name := range names {
		changed[name] = withFields(a[name], map[string]any{
			"Required": r == required,
			"Optional": r == optional || r == optionalComputed,
			"Computed": r == computed || r == optionalComputed,
		})
	}
	return changed
}

// trimmed makes named strings reject white space around them. A vendor may remove it, and would then never have what the
// configuration says.
func (a attributes) trimmed(names ...string) attributes {
	changed := maps.Clone(a)
	for _, name := range names {
		text, isString := a[name].(resourceschema.StringAttribute)
		if !isString {
			panic("only strings have white space around them, not " + name)
		}
		text.Validators = append(slices.Clone(text.Validators), isTrimmed()...)
		changed[name] = text
	}
	return changed
}

// Attributes that the vendor sets. Their validators are for the kinds in which the configuration sets them.

func computedString(description string, validators ...validator.String) resourceschema.StringAttribute {
	return resourceschema.StringAttribute{MarkdownDescription: description, Computed: true, Validators: validators}
}

func computedBool(description string) resourceschema.BoolAttribute {
	return resourceschema.BoolAttribute{MarkdownDescription: description, Computed: true}
}

// computedFlag is a boolean with a default, which is also the vendor's.
func computedFlag(description string, value bool) resourceschema.BoolAttribute {
	flag := computedBool(description)
	flag.Default = booldefault.StaticBool(value)
	return flag
}

func computedNumber(description string) resourceschema.NumberAttribute {
	return resourceschema.NumberAttribute{MarkdownDescription: description, Computed: true}
}

func computedObject(description string, members attributes) resourceschema.SingleNestedAttribute {
	return resourceschema.SingleNestedAttribute{MarkdownDescription: description, Computed: true, Attributes: members}
}

func computedList(description string, members attributes) resourceschema.ListNestedAttribute {
	return resourceschema.ListNestedAttribute{
		MarkdownDescription: description,
		Computed:            true,
		NestedObject:        resourceschema.NestedAttributeObject{Attributes: members},
	}
}
