package simulator

// A page of a list, counted from one.
type page struct{ number, size int }

// pageOf gives the items of one page, and how many come before them.
func pageOf[T any](items []T, p page) (shown []T, before int) {
	before = min((p.number-1)*p.size, len(items))
	return items[before:min(before+p.size, len(items))], before
}

func views[T any](items []T, view func(T) map[string]any) []map[string]any {
	all := make([]map[string]any, len(items)) // never nil: an empty list is [], not null
	for i, item := range items {
		all[i] = view(item)
	}
	return all
}
