// Package create creates objects exactly once.
package create
