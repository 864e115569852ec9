package provider

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

func (d *managed[M, T]) asResource() resource.Resource { return &managedResource[M, T]{managed: d} }

type managedResource[M any, T vendorObject] struct {
	*managed[M, T]
	vendors *vendors
}

func (r *managedResource[M, T]) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + r.name
}

func (r *managedResource[M, T]) Schema(ctx context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	response.Schema, response.Diagnostics = r.schema(ctx)
}

func (r *managedResource[M, T]) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, response *resource.IdentitySchemaResponse) {
	response.IdentitySchema = r.identitySchema()
}

func (r *managedResource[M, T]) Configure(_ context.Context, request resource.ConfigureRequest, response *resource.ConfigureResponse) {
	r.vendors = configured(request.ProviderData, &response.Diagnostics)
}

// Create creates the object, and stores it before anything else can fail.
func (r *managedResource[M, T]) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	o := &operation[M, T]{from: r.vendors, model: new(M)}
	planned, diagnostics := readInto(ctx, request.Plan, o.model)
	if response.Diagnostics.Append(diagnostics...); diagnostics.HasError() {
		return
	}
	o.write = r.changedFields(ctx, planned, nil)
	o.asSent = func(found T) bool { return r.hasFields(ctx, found, o.write, planned) }
	stored := r.run(ctx, o, r.create, planned, &response.State, response.Identity, &response.Diagnostics)
	if o.later != nil && !response.Diagnostics.HasError() {
		r.sendLater(ctx, o, planned, stored, response)
	}
	if !response.Diagnostics.HasError() {
		r.storePlanned(ctx, planned, stored, response)
	}
}

// sendLater sends what a create left to an update. Nothing but that changes in the state.
func (r *managedResource[M, T]) sendLater(ctx context.Context, o *operation[M, T], planned, stored values, response *resource.CreateResponse) {
	o.write = o.later
	object, err := r.update(ctx, o)
	var answered values
	if err == nil {
		answered, err = r.state(ctx, *o.model, object, planned)
	}
	if err != nil {
		err = &unfinishedError{thing: thingOf(r.name), attributes: slices.Sorted(maps.Keys(o.later)), cause: err}
	}
	if response.Diagnostics.Append(o.report(err)...); err != nil {
		return
	}
	for name := range o.later {
		stored[name] = answered[name]
	}
	response.Diagnostics.Append(r.store(ctx, stored, &response.State, response.Identity)...)
}

// storePlanned stores the plan of a new object, with a warning where the vendor has another value. An error would mark the
// object as failed, and each apply would destroy it and create another one.
func (r *managedResource[M, T]) storePlanned(ctx context.Context, planned, stored values, response *resource.CreateResponse) {
	changed := r.notKept(planned, stored)
	for _, one := range changed {
		one.created, one.replaces = thingOf(r.name), r.replaces(one.attribute)
		stored[one.attribute] = planned[one.attribute]
		attribute, summary, detail := one.Explain()
		response.Diagnostics.AddAttributeWarning(path.Root(attribute), summary, detail)
	}
	if len(changed) > 0 {
		response.Diagnostics.Append(r.store(ctx, stored, &response.State, response.Identity)...)
	}
}

func (r *managedResource[M, T]) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	o := &operation[M, T]{from: r.vendors, model: new(M)}
	prior, diagnostics := readInto(ctx, request.State, o.model)
	response.Diagnostics.Append(diagnostics...)
	// Terraform 1.10 and 1.11 refuse a resource without an identity, even one that is no longer there.
	response.Diagnostics.Append(r.identify(ctx, prior, response.Identity)...)
	if response.Diagnostics.HasError() {
		return
	}
	object, err := r.read(ctx, o)
	switch {
	case gone(err):
		response.State.RemoveResource(ctx)
	case err != nil:
		response.Diagnostics.Append(diagnose(err))
	default:
		stored, err := r.state(ctx, *o.model, object, prior)
		if err != nil {
			response.Diagnostics.Append(diagnose(err))
			return
		}
		response.Diagnostics.Append(r.store(ctx, stored, &response.State, response.Identity)...)
	}
}

// Update sends what changed, if there is anything to send.
func (r *managedResource[M, T]) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	o := &operation[M, T]{from: r.vendors, model: new(M), prior: new(M)}
	planned, diagnostics := readInto(ctx, request.Plan, o.model)
	prior, unreadable := readInto(ctx, request.State, o.prior)
	if response.Diagnostics.Append(append(diagnostics, unreadable...)...); response.Diagnostics.HasError() {
		return
	}
	if o.write = r.changedFields(ctx, planned, prior); len(o.write) == 0 {
		response.Diagnostics.Append(r.store(ctx, planned, &response.State, response.Identity)...)
		return
	}
	stored := r.run(ctx, o, r.update, planned, &response.State, response.Identity, &response.Diagnostics)
	if response.Diagnostics.HasError() {
		return
	}
	for _, one := range r.notKept(planned, stored) { // which the CLI would report as a bug of the provider
		response.Diagnostics.Append(diagnose(one))
	}
}

// Delete deletes the object. Terraform removes it from the state unless there is an error.
func (r *managedResource[M, T]) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	o := &operation[M, T]{from: r.vendors, model: new(M)}
	_, diagnostics := readInto(ctx, request.State, o.model)
	if response.Diagnostics.Append(diagnostics...); !diagnostics.HasError() {
		response.Diagnostics.Append(o.report(r.delete(ctx, o))...)
	}
}

// report reports the outcome of a verb, with its warnings.
func (o *operation[M, T]) report(err error) (diagnostics diag.Diagnostics) {
	diagnostics, o.warnings = o.warnings, nil
	if err != nil {
		diagnostics.Append(diagnose(err))
	}
	return diagnostics
}

// run sends the requests of a create or an update, and stores the response.
func (r *managedResource[M, T]) run(ctx context.Context, o *operation[M, T], verb func(context.Context, *operation[M, T]) (T, error), planned values,
	state *tfsdk.State, identity *tfsdk.ResourceIdentity, diagnostics *diag.Diagnostics,
) values {
	object, err := verb(ctx, o)
	if diagnostics.Append(o.report(o.aboutRemoval(err))...); err != nil {
		return nil
	}
	stored, err := r.state(ctx, *o.model, object, planned)
	if err != nil {
		diagnostics.Append(diagnose(err))
		return nil
	}
	for name, value := range planned {
		if !r.isSettable(name) && !value.IsUnknown() { // the vendor sets it once
			stored[name] = value
		}
	}
	diagnostics.Append(stored.into(ctx, o.model)...) // for what follows in the same operation
	diagnostics.Append(r.store(ctx, stored, state, identity)...)
	return stored
}

// store writes the state and the identity.
func (r *managedResource[M, T]) store(ctx context.Context, stored values, state *tfsdk.State, identity *tfsdk.ResourceIdentity) diag.Diagnostics {
	whole, diagnostics := r.attributes.object(ctx, stored)
	if diagnostics.HasError() {
		return diagnostics
	}
	diagnostics.Append(state.Set(ctx, whole)...)
	diagnostics.Append(r.identify(ctx, stored, identity)...)
	return diagnostics
}

// identify writes the identity in canonical form, however the configuration writes its IDs.
func (r *managedResource[M, T]) identify(ctx context.Context, of values, identity *tfsdk.ResourceIdentity) (diagnostics diag.Diagnostics) {
	for _, name := range r.identity {
		diagnostics.Append(identity.SetAttribute(ctx, path.Root(name), rest.CanonicalID(of.text(name)))...)
	}
	return diagnostics
}
