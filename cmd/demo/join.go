package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// joinCommand is what the example's provisioners run: `demo join recorder`, with a token in ROOM_TOKEN. It stands for
// whatever joins rooms in real life, and spares people a curl.
const joinCommand = "join"

func joinMain(name string) int {
	if err := join(os.Getenv("RTC_SIMULATOR_URL"), os.Getenv("ROOM_TOKEN")); err != nil {
		say(os.Stderr, "%s cannot join: %s\n", name, err)
		return 1
	}
	return 0
}

func join(url, token string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/join", nil) //nolint:gosec // The demo says where.
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request) //nolint:gosec // As above.
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		reason, _ := io.ReadAll(io.LimitReader(response.Body, 1024)) //nolint:errcheck // The status says enough.
		return fmt.Errorf("refused with %s: %s", response.Status, reason)
	}
	return nil
}

// joinCommandLine is joinCommand of this program, for a shell of any system.
func joinCommandLine() (string, error) {
	program, err := os.Executable()
	return `"` + program + `" ` + joinCommand, err
}
