package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// A managed definition is one managed resource: its name, its attributes, and its requests. M is its model, a struct with a
// field for each attribute that the requests need. T is the object in the vendor's responses, with the attributes under
// their names in JSON. What all managed resources share is in the files
// kind_managed_….go. A definition has its verbs and nothing else.
type managed[M any, T vendorObject] struct {
	name       string // after "rtc_"
	summary    string // Markdown, one paragraph
	attributes attributes
	identity   []string // the attributes that identify it, the outermost first, "id" last
	replace    []string // further attributes that replace the object when they change

	validate func(model *M) error // rules that need no vendor, for what is known; optional

	plan   func(ctx context.Context, o *operation[M, T]) error // checks at plan what needs the vendor; optional
	create func(ctx context.Context, o *operation[M, T]) (T, error)
	read   func(ctx context.Context, o *operation[M, T]) (T, error)
	update func(ctx context.Context, o *operation[M, T]) (T, error)
	delete func(ctx context.Context, o *operation[M, T]) error
	list   lister[M, T]
}

// A lister lists objects, managed or not.
type lister[M any, T vendorObject] struct {
	summary    string     // Markdown, one paragraph
	attributes attributes // of the list block: scope and filters
	title      string     // the attribute that is shown as the name
	// find finds objects, and returns a model with what they have in common. read reads the list block into a pointer to a
	// struct with a field for each attribute. most is how many are wanted, 0 for all.
	find func(ctx context.Context, from *vendors, read func(into any) error, most int) (common M, found []T, err error)
}

// A vendorObject is an object in a response, which knows the fields that it came with.
type vendorObject interface{ Has(field string) bool }

// An operation is the input of a verb.
type operation[M any, T vendorObject] struct {
	from  *vendors
	model *M // from the plan or the state
	prior *M // update: from the state

	write  map[string]any // what to send: at create whatever is set, at update what changed
	later  map[string]any // what create leaves to an update, after the object is in the state
	asSent func(T) bool   // whether an object has the values of write

	new   bool // plan: there is no object yet, or this one replaces another
	known bool // plan: all IDs of its scope are known
	moved bool // plan: they are, and it replaces one in another scope, which the apply deletes first

	warnings diag.Diagnostics
}

// warn keeps a warning for the end of the operation.
func (o *operation[M, T]) warn(summary, detail string) { o.warnings.AddWarning(summary, detail) }

// isSettable says whether a configuration can set an attribute, so that requests send it.
func (d *managed[M, T]) isSettable(name string) bool {
	attribute := d.attributes[name]
	return (attribute.IsRequired() || attribute.IsOptional()) && !d.identifies(name)
}

// identifies says whether an attribute is a part of the identity.
func (d *managed[M, T]) identifies(name string) bool { return slices.Contains(d.identity, name) }

// replaces says whether a change of an attribute, which is no part of the identity, replaces the object.
func (d *managed[M, T]) replaces(name string) bool { return slices.Contains(d.replace, name) }

// vendor is the name of the vendor, as people write it.
func (d *managed[M, T]) vendor() string {
	if strings.HasPrefix(d.name, "telnyx_") {
		return telnyx.Vendor
	}
	return cloudflare.Vendor
}
