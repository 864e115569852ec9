package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A managed definition is one managed resource: its name, its attributes, and its requests. M is its model, a struct with
// a field for each attribute. What all managed resources share is in this file. A definition has its verbs and nothing
// else.
type managed[M any] struct {
	name       string // after "rtc_"
	summary    string // Markdown, one paragraph
	attributes attributes
	identity   []string // the attributes that identify it, the outermost first, "id" last
	replace    []string // further attributes that replace the object when they change

	plan   verb[M] // checks at plan what validators cannot; optional
	create verb[M]
	read   verb[M]
	update verb[M]
	delete verb[M]
	list   lister[M]
}

// A verb sends the requests of one operation.
type verb[M any] func(ctx context.Context, o *operation[M]) error

// An operation is the input and the output of a verb.
type operation[M any] struct {
	from  *vendors
	model *M // from the plan or the state; afterwards from the vendor's response

	write  map[string]any           // what to send: at create whatever is set, at update what changed
	later  map[string]any           // what create leaves to an update, after the object is in the state
	asSent func(M, rest.Given) bool // whether the vendor has the values of write

	new   bool // plan: there is no object yet, or this one replaces another
	known bool // plan: all IDs of its scope are known

	given    rest.Given // the fields that the response had
	warnings []warning
}

// A warning is for an operation that succeeded.
type warning struct{ summary, detail string }

func (o *operation[M]) warn(summary, detail string) {
	o.warnings = append(o.warnings, warning{summary, detail})
}

func (d managed[M]) asResource() resource.Resource { return &managedResource[M]{definition: d} }

type managedResource[M any] struct {
	definition managed[M]
	vendors    *vendors
}

// Metadata names the resource.
func (r *managedResource[M]) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + r.definition.name
}

// Configure receives the configured clients.
func (r *managedResource[M]) Configure(_ context.Context, request resource.ConfigureRequest, response *resource.ConfigureResponse) {
	r.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// ModifyPlan rejects what is known to fail, before a replacement deletes anything. A CLI plans a replacement as a change
// first, and then as new.
func (r *managedResource[M]) ModifyPlan(ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
	if r.definition.plan == nil || r.vendors == nil || request.Plan.Raw.IsNull() {
		return
	}
	o := &operation[M]{from: r.vendors, model: new(M), new: request.State.Raw.IsNull(), known: true}
	for _, name := range r.definition.identity {
		if value, ok := objectOf(request.Config.Raw)[name]; ok && !value.IsKnown() {
			o.known = false
		}
	}
	response.Diagnostics.Append(request.Plan.Get(ctx, o.model)...)
	if !response.Diagnostics.HasError() {
		o.run(ctx, r.definition.plan, &response.Diagnostics)
	}
}

// Create creates the object, and stores it before anything else can fail.
func (r *managedResource[M]) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	planned := objectOf(request.Plan.Raw)
	o := &operation[M]{from: r.vendors, model: new(M), write: r.changedFields(planned, nil)}
	o.asSent = r.comparing(ctx, o, response.State, planned)
	response.Diagnostics.Append(request.Plan.Get(ctx, o.model)...)
	if response.Diagnostics.HasError() || !o.run(ctx, r.definition.create, &response.Diagnostics) {
		return
	}
	r.store(ctx, o, planned, &response.State, response.Identity, &response.Diagnostics)
	if o.later != nil && !response.Diagnostics.HasError() {
		if o.write = o.later; !o.run(ctx, r.definition.update, &response.Diagnostics) {
			return
		}
		r.store(ctx, o, planned, &response.State, response.Identity, &response.Diagnostics)
	}
	r.checkKept(planned, objectOf(response.State.Raw), &response.Diagnostics)
}

// Read refreshes the state.
func (r *managedResource[M]) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	prior := objectOf(request.State.Raw)
	o := &operation[M]{from: r.vendors, model: new(M)}
	response.Diagnostics.Append(request.State.Get(ctx, o.model)...)
	// Terraform 1.10 and 1.11 refuse a resource without an identity, even one that is no longer there.
	r.identify(ctx, prior, response.Identity, &response.Diagnostics)
	if response.Diagnostics.HasError() {
		return
	}
	switch err := r.definition.read(ctx, o); {
	case gone(err):
		response.State.RemoveResource(ctx)
	case err != nil:
		response.Diagnostics.Append(diagnose(err))
	default:
		r.store(ctx, o, prior, &response.State, response.Identity, &response.Diagnostics)
	}
}

// Update sends what changed. It sends nothing if only the case of an ID changed.
func (r *managedResource[M]) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	planned, prior := objectOf(request.Plan.Raw), objectOf(request.State.Raw)
	o := &operation[M]{from: r.vendors, model: new(M), write: r.changedFields(planned, prior)}
	response.Diagnostics.Append(request.Plan.Get(ctx, o.model)...)
	if response.Diagnostics.HasError() || len(o.write) > 0 && !o.run(ctx, r.definition.update, &response.Diagnostics) {
		return
	}
	r.store(ctx, o, planned, &response.State, response.Identity, &response.Diagnostics)
	r.checkKept(planned, objectOf(response.State.Raw), &response.Diagnostics)
}

// Delete deletes the object. Terraform removes it from the state unless there is an error.
func (r *managedResource[M]) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	o := &operation[M]{from: r.vendors, model: new(M)}
	response.Diagnostics.Append(request.State.Get(ctx, o.model)...)
	if !response.Diagnostics.HasError() {
		o.run(ctx, r.definition.delete, &response.Diagnostics)
	}
}

// run sends the requests, reports errors and warnings, and says whether it succeeded.
func (o *operation[M]) run(ctx context.Context, do verb[M], diagnostics *diag.Diagnostics) bool {
	err := do(ctx, o)
	for _, one := range o.warnings {
		diagnostics.AddWarning(one.summary, one.detail)
	}
	o.warnings = nil
	if err != nil {
		diagnostics.Append(diagnose(err))
	}
	return err == nil
}

// store writes the vendor's response to the state, and the IDs to the identity.
func (r *managedResource[M]) store(ctx context.Context, o *operation[M], base object, state *tfsdk.State, identity *tfsdk.ResourceIdentity, diagnostics *diag.Diagnostics) {
	answered := tfsdk.State{Schema: state.Schema, Raw: tftypes.NewValue(state.Schema.Type().TerraformType(ctx), nil)}
	if diagnostics.Append(answered.Set(ctx, o.model)...); diagnostics.HasError() {
		return
	}
	kept := r.merge(ctx, objectOf(answered.Raw), base, o.given)
	state.Raw = tftypes.NewValue(answered.Raw.Type(), map[string]tftypes.Value(kept))
	r.identify(ctx, kept, identity, diagnostics)
}

// identify writes the identity in canonical form, however the configuration writes its IDs.
func (r *managedResource[M]) identify(ctx context.Context, of object, identity *tfsdk.ResourceIdentity, diagnostics *diag.Diagnostics) {
	for _, name := range r.definition.identity {
		diagnostics.Append(identity.SetAttribute(ctx, path.Root(name), canonical(of.text(name)))...)
	}
}

// comparing makes asSent.
func (r *managedResource[M]) comparing(ctx context.Context, o *operation[M], empty tfsdk.State, planned object) func(M, rest.Given) bool {
	return func(found M, given rest.Given) bool {
		state := empty
		if state.Set(ctx, &found).HasError() {
			return false
		}
		theirs := objectOf(state.Raw)
		for name := range o.write {
			if given.Has(name) && !same(planned[name], theirs[name]) {
				return false
			}
		}
		return true
	}
}
