package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// A lookup is a data source of existing objects. Each type of object has two: one that lists them, and one that finds a
// single one. Both share attributes. This file has what else they share.

// lookupBy turns the attributes of an object into those of a lookup that finds one, by its ID or by the attribute key.
func (a attributes) lookupBy(key string) attributes {
	found := a.withRole(optionalComputed, "id", key)
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

// filterAttribute is an attribute that the vendor filters a list by.
func filterAttribute(description string, validators ...validator.String) resourceschema.StringAttribute {
	return resourceschema.StringAttribute{MarkdownDescription: description, Optional: true, Validators: validators}
}

func notEmpty() validator.String { return stringvalidator.LengthAtLeast(1) }
