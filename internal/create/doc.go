// Package create creates objects at the vendors exactly once, even if a vendor carries out a request and responds with an
// error, or not at all. It knows no vendor: what it creates comes as an [Object], a few functions.
//
//	once.go    looks for the object, sends the request, and looks again if the outcome is unclear
//	keys.go    creates of one key run one after another, and know what this run has created and deleted
//	list.go    a vendor's list that all blocks of a run share
//	errors.go  the errors explain themselves
package create
