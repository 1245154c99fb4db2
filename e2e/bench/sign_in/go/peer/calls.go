package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// An answer with another status than 200.
type refused int

func (r refused) Error() string { return fmt.Sprintf("answered with %d", int(r)) }

// One of the other processes, or the provider.
type neighbour struct {
	url     string
	headers map[string]string
	client  *http.Client
}

func newNeighbour(url string, headers map[string]string) *neighbour {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 0, 256
	return &neighbour{url, headers, &http.Client{Transport: transport, Timeout: 5 * time.Second}}
}

func ask[T any](ctx context.Context, to *neighbour, method, path string, question any) (T, error) {
	var body io.Reader
	if question != nil {
		text, err := json.Marshal(question)
		if err != nil {
			var nothing T
			return nothing, err
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, to.url+path, body)
	if err != nil {
		var nothing T
		return nothing, err
	}
	request.Header.Set("Content-Type", "application/json")
	return exchanged[T](to, request)
}

func exchanged[T any](to *neighbour, request *http.Request) (T, error) {
	var value T
	for name, text := range to.headers {
		request.Header.Set(name, text)
	}
	response, err := to.client.Do(request)
	if err != nil {
		return value, err
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		io.Copy(io.Discard, response.Body)
		return value, refused(response.StatusCode)
	}
	err = json.NewDecoder(response.Body).Decode(&value)
	io.Copy(io.Discard, response.Body)
	return value, err
}
