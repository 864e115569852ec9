package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strings"
	"time"
)

// The demo's own program is also what the example's provisioners run: `demo join recorder`. It stands for whatever
// joins rooms in real life, and spares people a curl.
const (
	joinCommand  = "join"
	joinToken    = "ROOM_TOKEN" // the environment variable with the token
	joinAddress  = "JOIN_URL"   // and the one that says where the door is
	joinAsParam  = "as"
	joinPatience = 30 * time.Second
)

func joinMain(arguments []string) int {
	if len(arguments) != 1 {
		fmt.Fprintln(os.Stderr, "usage: demo join NAME")
		return 2
	}
	ctx, cancel := context.WithTimeout(context.Background(), joinPatience)
	defer cancel()
	if err := join(ctx, os.Getenv(joinAddress), os.Getenv(joinToken), arguments[0]); err != nil {
		fmt.Fprintf(os.Stderr, "%s could not join: %s\n", arguments[0], err)
		return 1
	}
	return 0
}

// join opens a door with a token.
func join(ctx context.Context, door, token, name string) error {
	if token == "" {
		return errors.New(joinToken + " is empty")
	}
	address := door + "?" + url.Values{joinAsParam: {name}}.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, nil) //nolint:gosec // The demo says where.
	if err != nil {
		return fmt.Errorf("%s is no URL: %w", joinAddress, err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request) //nolint:gosec // As above.
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		reason, _ := io.ReadAll(io.LimitReader(response.Body, 1024)) //nolint:errcheck // The status says enough.
		return fmt.Errorf("the door answered %s: %s", response.Status, reason)
	}
	return nil
}

// joinCommandLine is what the example's variable "join" holds: this program, for a shell.
func joinCommandLine() (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("finding the demo's own program: %w", err)
	}
	if runtime.GOOS == "windows" {
		return `"` + program + `" ` + joinCommand, nil
	}
	return "'" + strings.ReplaceAll(program, "'", `'\''`) + "' " + joinCommand, nil
}
