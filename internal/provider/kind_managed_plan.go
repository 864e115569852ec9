package provider

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// ValidateConfig checks what one attribute alone cannot tell. No provider may be configured yet.
func (r *managedResource[M, T]) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, response *resource.ValidateConfigResponse) {
	if r.validate == nil {
		return
	}
	model := new(M)
	_, diagnostics := readInto(ctx, request.Config, model)
	if response.Diagnostics.Append(diagnostics...); diagnostics.HasError() {
		return
	}
	if err := r.validate(model); err != nil {
		response.Diagnostics.Append(diagnose(err))
	}
}

// ModifyPlan completes the plan of a change. It works on values of any type, which the framework's plan modifiers do not.
// Then it rejects what is known to fail, before a replacement deletes anything. A CLI plans a replacement as a change first,
// and then as new.
func (r *managedResource[M, T]) ModifyPlan(ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
	if request.Plan.Raw.IsNull() {
		return
	}
	config, diagnostics := readValues(ctx, request.Config)
	planned, unreadable := readValues(ctx, request.Plan)
	response.Diagnostics.Append(append(diagnostics, unreadable...)...)
	prior, unreadable := readValues(ctx, request.State)
	if response.Diagnostics.Append(unreadable...); response.Diagnostics.HasError() {
		return
	}
	if len(prior) > 0 {
		response.RequiresReplace = r.planChange(config, planned, prior)
		response.Diagnostics.Append(r.warnUnchecked(planned, prior)...)
		object, diagnostics := r.attributes.object(ctx, planned)
		response.Diagnostics.Append(diagnostics...)
		response.Diagnostics.Append(response.Plan.Set(ctx, object)...)
	}
	if r.plan == nil || response.Diagnostics.HasError() {
		return
	}
	o := &operation[M, T]{from: r.vendors, model: new(M), new: len(prior) == 0, known: true}
	for _, name := range r.identity {
		o.known = o.known && !config[name].IsUnknown()
		o.moved = o.moved || slices.ContainsFunc(response.RequiresReplace, path.Root(name).Equal)
	}
	o.moved = o.moved && o.known
	response.Diagnostics.Append(planned.into(ctx, o.model)...)
	if response.Diagnostics.HasError() {
		return
	}
	err := r.plan(ctx, o)
	if notYet(err) {
		err = nil
	}
	response.Diagnostics.Append(o.report(err)...)
}

// planChange keeps what the vendor sets once, and the spelling of IDs. It returns the attributes that replace the object.
func (d *managed[M, T]) planChange(config, planned, prior values) (replace path.Paths) {
	for name, attribute := range d.attributes {
		if attribute.IsComputed() && planned[name].IsUnknown() && config[name].IsNull() {
			planned[name] = prior[name]
		}
		switch {
		case d.identifies(name) && rest.SameID(planned.text(name), prior.text(name)):
			planned[name] = prior[name]
		case d.identifies(name):
			replace = append(replace, path.Root(name))
		case d.replaces(name) && !prior[name].IsNull() && !planned[name].Equal(prior[name]):
			replace = append(replace, path.Root(name))
		}
	}
	return replace
}

// warnUnchecked warns of values that the vendor did not tell, and that only a replacement would change. Nothing is replaced
// because a response lacks a field.
func (d *managed[M, T]) warnUnchecked(planned, prior values) (diagnostics diag.Diagnostics) {
	for _, name := range d.replace {
		if prior[name].IsNull() && !planned[name].IsNull() {
			diagnostics.AddAttributeWarning(path.Root(name), name+" cannot be checked",
				fmt.Sprintf("%[1]s's responses do not say which %[2]s this %[3]s has. Applying records the configured value and sends nothing.\n\n"+
					"What to do: check the %[2]s in %[1]s's dashboard. If it is another one, replace the %[3]s with terraform apply -replace.",
					d.vendor(), name, thingOf(d.name)))
		}
	}
	return diagnostics
}
