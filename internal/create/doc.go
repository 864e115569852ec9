// Package create creates objects at the vendors exactly once, even if a vendor carries out a request and responds with an
// error, or not at all. It knows no vendor: what it creates comes as an [Object], a few functions.
//
//	once.go     sends the request, and looks for the object if the outcome is unclear
//	before.go   looks for existing objects first, and waits for deletes
//	keys.go     creates of one key run one after another, and know what this run has created and deleted
//	list.go     a vendor's list that all blocks of a run share
//	exists.go   the error for an object that exists already
//	unclear.go  the error for a create with an unknown outcome
package create
