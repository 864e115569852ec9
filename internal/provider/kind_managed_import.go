package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// importError is an import ID that does not name an object.
type importError struct {
	form string // what it looks like
	err  error  // nil: it has the wrong number of parts
}

func (e *importError) Error() string { return "the import ID must be " + e.form }

func (e *importError) Explain() (attribute, summary, detail string) {
	detail = "The import ID must have the form " + e.form + "."
	if e.err != nil {
		detail += " " + e.err.Error() + "."
	}
	return "", "Invalid import ID", detail
}

// ImportState imports an object by its identity, or by an import ID: the same parts, separated by slashes. The account ID
// is optional in both.
func (r *managedResource[M, T]) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	parts := map[string]string{}
	if request.ID != "" {
		var err error
		if parts, err = r.parseImportID(request.ID); err != nil {
			response.Diagnostics.Append(diagnose(err))
			return
		}
	} else {
		for _, name := range r.identity {
			var part types.String
			response.Diagnostics.Append(request.Identity.GetAttribute(ctx, path.Root(name), &part)...)
			if err := parseID(name, part.ValueString()); err != nil && (name != "account_id" || !part.IsNull()) {
				response.Diagnostics.Append(invalidValue(path.Root(name), err))
			}
			parts[name] = part.ValueString()
		}
	}
	if r.identity[0] == "account_id" && parts["account_id"] == "" && !response.Diagnostics.HasError() {
		var in inAccount
		if _, err := r.vendors.cloudflareFor(&in); err != nil {
			response.Diagnostics.Append(diagnose(err))
			return
		}
		parts["account_id"] = in.account()
	}
	for _, name := range r.identity {
		id := rest.CanonicalID(parts[name])
		response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root(name), id)...)
		response.Diagnostics.Append(response.Identity.SetAttribute(ctx, path.Root(name), id)...)
	}
}

func (d *managed[M, T]) parseImportID(text string) (map[string]string, error) {
	names := d.identity
	given := strings.Split(text, "/")
	if names[0] == "account_id" && len(given) == len(names)-1 {
		names = names[1:]
	}
	if len(given) != len(names) {
		return nil, &importError{form: d.importForm()}
	}
	parts := map[string]string{}
	for i, name := range names {
		if err := parseID(name, given[i]); err != nil {
			return nil, &importError{form: d.importForm(), err: fmt.Errorf("%s %w", d.importName(name), err)}
		}
		parts[name] = given[i]
	}
	return parts, nil
}

// importForm is the form of an import ID: [ACCOUNT_ID/]APP_ID/MEETING_ID.
func (d *managed[M, T]) importForm() string {
	var names []string
	for _, name := range d.identity {
		names = append(names, d.importName(name))
	}
	return strings.Replace(strings.Join(names, "/"), "ACCOUNT_ID/", "[ACCOUNT_ID/]", 1)
}

// importName is the name of a part of an import ID: MEETING_ID for "id".
func (d *managed[M, T]) importName(attribute string) string {
	if attribute == "id" {
		attribute = thingOf(d.name) + "_id"
	}
	return strings.ToUpper(attribute)
}
