package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
)

const (
	base       = "/api/v1"
	isJSON     = "Content-Type: application/json"
	isForm     = "Content-Type: application/x-www-form-urlencoded"
	eachHas    = 4 // sessions a connection, of different people, in turn
	permission = "annotator_stats"
)

var errUsedUp = errors.New("everything that was prepared is used up")

// What prepares the work, and then what does one of it on a connection.
func prepare(o *options) (func(int) error, error) {
	connections := make([]*connection, o.connections)
	for i := range connections {
		connections[i] = &connection{address: o.address}
		if o.work == "provider" {
			connections[i].address = o.usap
		}
	}
	switch o.work {
	case "ticket":
		return byTicket(o, connections)
	case "provider":
		return atProvider(o, connections)
	case "callback":
		return byCallback(o, connections)
	}
	sessions, err := signedIn(o)
	if err != nil {
		return nil, err
	}
	switch o.work {
	case "refresh":
		return byRefresh(connections, sessions), nil
	case "user-info":
		return bySession(connections, sessions, "GET", base+"/sso/user-info", "", 200), nil
	case "batch":
		return bySession(connections, sessions, "POST", base+"/sso/users/batch", aHundred(o.people), 200), nil
	case "verify":
		return bySession(connections, sessions, "GET", base+"/auth/verify?permission="+permission, "", 204), nil
	}
	return nil, fmt.Errorf("there is no work %q", o.work)
}

// People come from everywhere: what is counted by address does not count them as one.
func from() string {
	return fmt.Sprintf("X-Forwarded-For: 10.%d.%d.%d", rand.IntN(256), rand.IntN(256), 1+rand.IntN(254))
}

func decoded[T any](answer reply, err error, status int) (T, error) {
	var value T
	if err != nil {
		return value, err
	}
	if answer.status != status {
		return value, fmt.Errorf("answered with %d: %.300s", answer.status, answer.body)
	}
	return value, json.Unmarshal(answer.body, &value)
}

// The same for all of 0 to n-1, several at once, each worker with a connection of its own; the first error ends it.
func eachOf(n int, address string, do func(*connection, int) error) error {
	var next atomic.Int64
	var all sync.WaitGroup
	failures := make(chan error, 16)
	for range cap(failures) {
		all.Go(func() {
			own := &connection{address: address}
			defer own.close()
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				if err := do(own, i); err != nil {
					failures <- err
					return
				}
			}
		})
	}
	all.Wait()
	close(failures)
	return <-failures
}

func name(i, people int) string { return fmt.Sprintf("person%d", 1+i%people) }

func tickets(o *options, n int) ([]string, error) {
	portal := make([]string, min(n, o.people))
	err := eachOf(len(portal), o.usap, func(c *connection, i int) error {
		who := name(i, o.people)
		answer, err := c.ask("POST", "/api/auth/login", fmt.Sprintf(`{"username":%q,"password":"%s-demo"}`, who, who), isJSON)
		session, err := decoded[struct {
			ID string `json:"session_id"`
		}](answer, err, 200)
		portal[i] = session.ID
		return err
	})
	if err != nil {
		return nil, err
	}
	made := make([]string, n)
	return made, eachOf(n, o.usap, func(c *connection, i int) error {
		answer, err := c.ask("POST", "/api/auth/ticket", fmt.Sprintf(`{"session_id":%q,"target_system":"llm-guard-manager"}`, portal[i%len(portal)]), isJSON)
		ticket, err := decoded[struct {
			Ticket string `json:"ticket"`
		}](answer, err, 200)
		made[i] = ticket.Ticket
		return err
	})
}

type session struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
}

func signIn(c *connection, ticket string) (session, error) {
	answer, err := c.ask("POST", base+"/sso/login", fmt.Sprintf(`{"ticket":%q}`, ticket), isJSON, from())
	begun, err := decoded[session](answer, err, 200)
	if err == nil && (begun.Access == "" || begun.Refresh == "") {
		err = errors.New("signed in without tokens")
	}
	return begun, err
}

func byTicket(o *options, connections []*connection) (func(int) error, error) {
	all, err := tickets(o, o.most)
	var next atomic.Int64
	return func(i int) error {
		at := int(next.Add(1) - 1)
		if at >= len(all) {
			return errUsedUp
		}
		_, err := signIn(connections[i], all[at])
		return err
	}, err
}

// The provider alone: what of a sign-in is its own time.
func atProvider(o *options, connections []*connection) (func(int) error, error) {
	all, err := tickets(o, o.most)
	var next atomic.Int64
	return func(i int) error {
		at := int(next.Add(1) - 1)
		if at >= len(all) {
			return errUsedUp
		}
		answer, err := connections[i].ask("POST", "/api/auth/validate-ticket", fmt.Sprintf(`{"ticket":%q}`, all[at]), isJSON, "X-Client-ID: llm-guard-manager", "X-Client-Secret: "+o.usapSecret)
		_, err = decoded[struct{}](answer, err, 200)
		return err
	}, err
}

// Connections times eachHas people who are signed in.
func signedIn(o *options) ([][]session, error) {
	all, err := tickets(o, o.connections*eachHas)
	if err != nil {
		return nil, err
	}
	sessions := make([][]session, o.connections)
	for i := range sessions {
		sessions[i] = make([]session, eachHas)
	}
	return sessions, eachOf(len(all), o.address, func(c *connection, i int) error {
		var err error
		sessions[i/eachHas][i%eachHas], err = signIn(c, all[i])
		return err
	})
}

func byRefresh(connections []*connection, sessions [][]session) func(int) error {
	turn := make([]int, len(connections))
	return func(i int) error {
		own := &sessions[i][turn[i]%eachHas]
		turn[i]++
		answer, err := connections[i].ask("POST", base+"/sso/refresh", fmt.Sprintf(`{"refresh_token":%q}`, own.Refresh), isJSON, from())
		fresh, err := decoded[session](answer, err, 200)
		if err != nil {
			return err
		}
		if fresh.Refresh == "" || fresh.Refresh == own.Refresh || fresh.Access == "" {
			return errors.New("refreshed without another token")
		}
		*own = fresh
		return nil
	}
}

func bySession(connections []*connection, sessions [][]session, method, target, body string, status int) func(int) error {
	turn := make([]int, len(connections))
	headers := []string{"", isJSON}
	if method == "GET" {
		headers = headers[:1]
	}
	return func(i int) error {
		own := sessions[i][turn[i]%eachHas]
		turn[i]++
		answer, err := connections[i].ask(method, target, body, append([]string{"Authorization: Bearer " + own.Access}, headers[1:]...)...)
		if err == nil && (answer.status != status || body != "" && strings.Count(string(answer.body), `"user_name"`) != 100) {
			err = fmt.Errorf("answered with %d: %.300s", answer.status, answer.body)
		}
		return err
	}
}

func aHundred(people int) string {
	ids := make([]string, 100)
	for i := range ids {
		ids[i] = name(i, people)
	}
	text, _ := json.Marshal(map[string][]string{"user_ids": ids})
	return string(text)
}

// A browser that comes back from the provider: where to, and the cookies that it has.
type browser struct {
	target  string
	cookies map[string]string
}

func (b *browser) take(header http.Header) {
	response := http.Response{Header: header}
	for _, cookie := range response.Cookies() {
		b.cookies[cookie.Name] = cookie.Value
	}
}

func (b *browser) line() string {
	var all []string
	for name, value := range b.cookies {
		all = append(all, name+"="+value)
	}
	return "Cookie: " + strings.Join(all, "; ")
}

func byCallback(o *options, connections []*connection) (func(int) error, error) {
	browsers := make([]*browser, o.most)
	forms := make([]string, o.most)
	err := eachOf(o.most, o.address, func(c *connection, i int) error {
		answer, err := c.ask("GET", base+"/auth/login?provider=usap", "", from())
		if err != nil || answer.status != 303 {
			return fmt.Errorf("no way to the provider: %d %s %.300s %v", answer.status, answer.header.Get("Location"), answer.body, err)
		}
		browsers[i] = &browser{cookies: map[string]string{}}
		browsers[i].take(answer.header)
		location, err := url.Parse(answer.header.Get("Location"))
		if err != nil {
			return err
		}
		query, who := location.Query(), name(i, o.people)
		query.Set("username", who)
		query.Set("password", who+"-demo")
		forms[i] = query.Encode()
		return nil
	})
	if err == nil {
		err = eachOf(o.most, o.usap, func(c *connection, i int) error {
			answer, err := c.ask("POST", "/oauth/authorize", forms[i], isForm)
			if err != nil || answer.status != 303 {
				return fmt.Errorf("no way back from the provider: %d %.300s %v", answer.status, answer.body, err)
			}
			back, err := url.Parse(answer.header.Get("Location"))
			if err == nil {
				browsers[i].target = base + "/auth/callback?" + back.RawQuery
			}
			return err
		})
	}
	var next atomic.Int64
	return func(i int) error {
		at := int(next.Add(1) - 1)
		if at >= len(browsers) {
			return errUsedUp
		}
		return arrived(connections[i], browsers[at], o.origin)
	}, err
}

// The provider's answer, and then the console's page, which asks for the session.
func arrived(c *connection, b *browser, origin string) error {
	address := from()
	answer, err := c.ask("GET", b.target, "", b.line(), address)
	if err != nil {
		return err
	}
	_, handle, found := strings.Cut(answer.header.Get("Location"), "#in=")
	if answer.status != 303 || !found {
		return fmt.Errorf("nobody arrived: %d %s %.300s", answer.status, answer.header.Get("Location"), answer.body)
	}
	b.take(answer.header)
	answer, err = c.ask("POST", base+"/auth/complete", fmt.Sprintf(`{"in":%q}`, handle), isJSON, "Origin: "+origin, b.line(), address)
	begun, err := decoded[session](answer, err, 200)
	if err == nil && begun.Access == "" {
		err = errors.New("arrived without a token")
	}
	return err
}
