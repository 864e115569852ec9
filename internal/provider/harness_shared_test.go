package provider_test

import "sync"

// made is what several tests need and one makes.
var made sync.Map //nolint:gochecknoglobals // It lasts as long as the tests, as what it holds does.

// shared is what create returned for the first who asked by this name.
func shared[T any](name string, create func() T) T {
	once, _ := made.LoadOrStore(name, sync.OnceValue(create))
	value, _ := once.(func() T)
	return value()
}
