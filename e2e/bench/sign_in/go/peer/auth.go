package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	arrivalPage  = "/web-manager/sso/callback"
	thereSeconds = 600
	backSeconds  = 120
	mostFailures = 60
	keptRights   = 30 * time.Second
)

type person struct {
	UserID     string `json:"user_id"`
	UserName   string `json:"user_name"`
	Email      string `json:"email,omitempty"`
	Department string `json:"department,omitempty"`
	Phone      string `json:"phone,omitempty"`
	Status     string `json:"status,omitempty"`
	Valid      bool   `json:"valid,omitempty"`
}

// Who a browser is on its way as: kept between the way there and the way back, and between that and the console's page.
type onTheWay struct {
	Verifier  string `json:"verifier,omitempty"`
	ReturnURL string `json:"return_url"`
	Person    person `json:"person"`
}

type keptUser struct {
	rights rights
	until  time.Time
}

// The process that people sign in at.
type auth struct {
	tokens                      *tokens
	secret                      []byte
	usapURL, usapID, usapKey    string
	callback                    string
	usap, plain, admin, session *neighbour
	mutex                       sync.RWMutex
	ended                       map[string]struct{}
	users                       map[string]keptUser
}

func newAuth() *auth {
	bearer := map[string]string{"Authorization": "Bearer " + setting("INTERNAL_TOKEN")}
	a := &auth{tokens: newTokens(signingKey()), secret: []byte(setting("SECRET")), usapURL: setting("USAP_URL"), usapID: setting("USAP_CLIENT_ID"),
		usapKey: setting("USAP_CLIENT_SECRET"), callback: setting("CALLBACK_URL"), ended: map[string]struct{}{}, users: map[string]keptUser{}}
	a.usap = newNeighbour(a.usapURL, map[string]string{"X-Client-ID": a.usapID, "X-Client-Secret": a.usapKey})
	a.plain = newNeighbour(a.usapURL, nil)
	a.admin = newNeighbour(setting("ADMIN_URL"), bearer)
	a.session = newNeighbour(setting("SESSION_URL"), bearer)
	go a.followEnds()
	return a
}

func (a *auth) routes(mux *http.ServeMux) {
	mux.HandleFunc("POST "+base+"/sso/login", a.byTicket)
	mux.HandleFunc("GET "+base+"/auth/login", a.depart)
	mux.HandleFunc("GET "+base+"/auth/callback", a.arrive)
	mux.HandleFunc("POST "+base+"/auth/complete", a.complete)
	mux.HandleFunc("POST "+base+"/sso/refresh", a.refresh)
	mux.HandleFunc("GET "+base+"/sso/user-info", a.userInfo)
	mux.HandleFunc("POST "+base+"/sso/users/batch", a.batch)
	mux.HandleFunc("GET "+base+"/auth/verify", a.verify)
}

// Which sessions ended: asked for each second, looked up in memory.
func (a *auth) followEnds() {
	var seq int64
	for ; ; time.Sleep(time.Second) {
		news, err := ask[endedSessions](context.Background(), a.session, "GET", "/internal/v1/revocations?after="+jsonNumber(seq), nil)
		if err != nil {
			slog.Error("the feed of ended sessions cannot be read", "error", err.Error())
			continue
		}
		seq = news.Seq
		a.mutex.Lock()
		for _, sid := range news.SIDs {
			a.ended[sid] = struct{}{}
		}
		a.mutex.Unlock()
	}
}

func jsonNumber(number int64) string {
	text, _ := json.Marshal(number)
	return string(text)
}

func (a *auth) hasEnded(sid string) bool {
	a.mutex.RLock()
	defer a.mutex.RUnlock()
	_, ended := a.ended[sid]
	return ended
}

func (a *auth) rightsOf(ctx context.Context, uid string) (rights, error) {
	a.mutex.RLock()
	kept, known := a.users[uid]
	a.mutex.RUnlock()
	if known && time.Now().Before(kept.until) {
		return kept.rights, nil
	}
	user, err := ask[rights](ctx, a.admin, "GET", "/internal/v1/users/"+uid+"/rights", nil)
	if err == nil {
		a.mutex.Lock()
		a.users[uid] = keptUser{user, time.Now().Add(keptRights)}
		a.mutex.Unlock()
	}
	return user, err
}

// Who sends it; answers itself where that is nobody.
func (a *auth) caller(w http.ResponseWriter, request *http.Request) (rights, bool) {
	text, isBearer := strings.CutPrefix(request.Header.Get("Authorization"), "Bearer ")
	if !isBearer {
		refuse(w, 401, "not_authenticated")
		return rights{}, false
	}
	said, err := a.tokens.verify(text)
	if err != nil || a.hasEnded(said.SID) {
		refuse(w, 401, "invalid_token")
		return rights{}, false
	}
	user, err := a.rightsOf(request.Context(), said.UID)
	if err != nil {
		failed(w, err)
		return rights{}, false
	}
	if !user.IsActive {
		refuse(w, 403, "user_disabled")
		return rights{}, false
	}
	return user, true
}

// Whether an address has failed too often; answers itself where it has.
func (a *auth) admitted(w http.ResponseWriter, request *http.Request, key string) bool {
	failures, err := ask[count](request.Context(), a.session, "POST", "/internal/v1/counters/get", oneTime{Key: key + hashed(addressOf(request))})
	if err != nil {
		failed(w, err)
		return false
	}
	if failures.Count >= mostFailures {
		refuse(w, 429, "too_many_failures")
		return false
	}
	return true
}

// The gateway's word for it.
func addressOf(request *http.Request) string {
	if forwarded := request.Header.Get("X-Forwarded-For"); forwarded != "" {
		return strings.TrimSpace(forwarded[strings.LastIndexByte(forwarded, ',')+1:])
	}
	return request.RemoteAddr[:strings.LastIndexByte(request.RemoteAddr, ':')]
}

type signedIn struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int    `json:"expires_in"`
	RefreshToken string `json:"refresh_token,omitempty"`
	UserID       string `json:"user_id"`
	Role         string `json:"role"`
	ReturnURL    string `json:"return_url,omitempty"`
}

func (a *auth) begin(ctx context.Context, who person) (signedIn, error) {
	value, err := json.Marshal(who)
	if err != nil {
		return signedIn{}, err
	}
	if _, err := ask[done](ctx, a.session, "POST", "/internal/v1/user-info/put", userInfos{[]userInfo{{who.UserID, value}}}); err != nil {
		return signedIn{}, err
	}
	user, err := ask[rights](ctx, a.admin, "POST", "/internal/v1/users/sign-in", identity{"usap", who.UserID, who.UserName, who.Email})
	if err != nil {
		return signedIn{}, err
	}
	if !user.IsActive {
		return signedIn{}, refused(403)
	}
	sid, token := random(), random()
	if _, err := ask[done](ctx, a.session, "POST", "/internal/v1/sessions", newSession{sid, user.UID, user.UserID, hashed(token)}); err != nil {
		return signedIn{}, err
	}
	access, err := a.tokens.issue(user, sid)
	return signedIn{access, "bearer", accessHours * 3600, token, user.UserID, user.Role, ""}, err
}

func (a *auth) byTicket(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[struct {
		Ticket string `json:"ticket"`
	}](w, request)
	if !ok || !a.admitted(w, request, "ticket:") {
		return
	}
	who, err := ask[person](request.Context(), a.usap, "POST", "/api/auth/validate-ticket", asked)
	var status refused
	if errors.As(err, &status) && status == 401 || err == nil && !who.Valid {
		refuse(w, 401, "invalid_ticket")
		return
	}
	if err != nil {
		failed(w, err)
		return
	}
	a.started(w, request, who, "")
}

func (a *auth) started(w http.ResponseWriter, request *http.Request, who person, returnURL string) {
	who.Valid = false
	begun, err := a.begin(request.Context(), who)
	if err == refused(403) {
		refuse(w, 403, "user_disabled")
		return
	}
	if err != nil {
		failed(w, err)
		return
	}
	begun.ReturnURL = returnURL
	if returnURL != "" {
		http.SetCookie(w, &http.Cookie{Name: "refresh", Value: begun.RefreshToken, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: idleSeconds})
		begun.RefreshToken = ""
	}
	answer(w, 200, begun)
}

func (a *auth) depart(w http.ResponseWriter, request *http.Request) {
	state, verifier := random(), random()
	kept, err := json.Marshal(onTheWay{Verifier: verifier, ReturnURL: "/web-manager/"})
	if err == nil {
		_, err = ask[done](request.Context(), a.session, "POST", "/internal/v1/one-time/put", oneTime{"state:" + hashed(state), string(kept), thereSeconds})
	}
	if err != nil {
		failed(w, err)
		return
	}
	challenge := sha256.Sum256([]byte(verifier))
	query := url.Values{"response_type": {"code"}, "client_id": {a.usapID}, "redirect_uri": {a.callback}, "scope": {"profile"}, "state": {state},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(challenge[:])}, "code_challenge_method": {"S256"}}
	http.SetCookie(w, &http.Cookie{Name: "way", Value: hashed(state), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: thereSeconds})
	http.Redirect(w, request, a.usapURL+"/oauth/authorize?"+query.Encode(), 303)
}

// Takes what was kept under a key of the browser that holds its cookie.
func (a *auth) taken(request *http.Request, kind, key string) (onTheWay, error) {
	var way onTheWay
	cookie, err := request.Cookie("way")
	if err != nil || cookie.Value != hashed(key) {
		return way, refused(401)
	}
	kept, err := ask[oneTime](request.Context(), a.session, "POST", "/internal/v1/one-time/take", oneTime{Key: kind + hashed(key)})
	if err == refused(404) {
		return way, refused(401)
	}
	if err == nil {
		err = json.Unmarshal([]byte(kept.Value), &way)
	}
	return way, err
}

func (a *auth) arrive(w http.ResponseWriter, request *http.Request) {
	if !a.admitted(w, request, "return:") {
		return
	}
	way, err := a.taken(request, "state:", request.URL.Query().Get("state"))
	if err == nil {
		way.Person, err = a.redeemed(request.Context(), request.URL.Query().Get("code"), way.Verifier)
	}
	if err == nil && !way.Person.Valid {
		err = refused(401)
	}
	handle := random()
	if err == nil {
		way.Verifier = ""
		var kept []byte
		if kept, err = json.Marshal(way); err == nil {
			_, err = ask[done](request.Context(), a.session, "POST", "/internal/v1/one-time/put", oneTime{"arrival:" + hashed(handle), string(kept), backSeconds})
		}
	}
	if err != nil {
		slog.Error("nobody arrived", "error", err.Error())
		http.Redirect(w, request, arrivalPage+"#error=sign_in_refused", 303)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: "way", Value: hashed(handle), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: backSeconds})
	http.Redirect(w, request, arrivalPage+"#in="+handle, 303)
}

func (a *auth) redeemed(ctx context.Context, code, verifier string) (person, error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {a.callback}, "code_verifier": {verifier}}
	request, err := http.NewRequestWithContext(ctx, "POST", a.usapURL+"/oauth/token", strings.NewReader(form.Encode()))
	if err != nil {
		return person{}, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(url.QueryEscape(a.usapID), url.QueryEscape(a.usapKey))
	granted, err := exchanged[struct {
		AccessToken string `json:"access_token"`
	}](a.plain, request)
	if err != nil {
		return person{}, err
	}
	if request, err = http.NewRequestWithContext(ctx, "GET", a.usapURL+"/oauth/userinfo", nil); err != nil {
		return person{}, err
	}
	request.Header.Set("Authorization", "Bearer "+granted.AccessToken)
	return exchanged[person](a.plain, request)
}

func (a *auth) complete(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[struct {
		In string `json:"in"`
	}](w, request)
	if !ok || !a.admitted(w, request, "return:") {
		return
	}
	way, err := a.taken(request, "arrival:", asked.In)
	if err == refused(401) {
		refuse(w, 401, "sign_in_expired")
		return
	}
	if err != nil {
		failed(w, err)
		return
	}
	a.started(w, request, way.Person, way.ReturnURL)
}

func (a *auth) refresh(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[struct {
		RefreshToken string `json:"refresh_token"`
	}](w, request)
	if !ok {
		return
	}
	ctx, hash := request.Context(), hashed(asked.RefreshToken)
	session, err := ask[foundSession](ctx, a.session, "POST", "/internal/v1/sessions/lookup", byHash{hash})
	if err == refused(404) {
		refuse(w, 401, "invalid_refresh_token")
		return
	}
	if err != nil {
		failed(w, err)
		return
	}
	known, err := a.people(ctx, []string{session.UserID})
	if err != nil {
		failed(w, err)
		return
	}
	user, err := a.rightsOf(ctx, session.UID)
	if err != nil {
		failed(w, err)
		return
	}
	if !user.IsActive || known[session.UserID].Status == "disabled" {
		refuse(w, 403, "user_disabled")
		return
	}
	fresh := successor(a.secret, asked.RefreshToken, session.SID)
	result, err := ask[rotated](ctx, a.session, "POST", "/internal/v1/sessions/rotate", rotation{hash, hashed(fresh)})
	if err != nil {
		failed(w, err)
		return
	}
	if result.Outcome != "rotated" && result.Outcome != "replayed" {
		refuse(w, 401, "invalid_refresh_token")
		return
	}
	access, err := a.tokens.issue(user, session.SID)
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, 200, signedIn{access, "bearer", accessHours * 3600, fresh, user.UserID, user.Role, ""})
}

// What is kept of people; who is not, the provider is asked about, all at once.
func (a *auth) people(ctx context.Context, ids []string) (map[string]person, error) {
	kept, err := ask[userInfos](ctx, a.session, "POST", "/internal/v1/user-info/get", userIDs{ids})
	if err != nil {
		return nil, err
	}
	known := make(map[string]person, len(ids))
	for _, entry := range kept.Entries {
		var who person
		if err := json.Unmarshal(entry.Value, &who); err != nil {
			return nil, err
		}
		known[entry.UserID] = who
	}
	missing := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, has := known[id]; return has })
	if len(missing) == 0 {
		return known, nil
	}
	fetched, err := ask[struct {
		Users []person `json:"users"`
	}](ctx, a.usap, "POST", "/api/users/batch", userIDs{missing})
	if err != nil {
		return nil, err
	}
	var fresh userInfos
	for _, who := range fetched.Users {
		known[who.UserID] = who
		value, err := json.Marshal(who)
		if err != nil {
			return nil, err
		}
		fresh.Entries = append(fresh.Entries, userInfo{who.UserID, value})
	}
	_, err = ask[done](ctx, a.session, "POST", "/internal/v1/user-info/put", fresh)
	return known, err
}

func (a *auth) userInfo(w http.ResponseWriter, request *http.Request) {
	user, ok := a.caller(w, request)
	if !ok {
		return
	}
	known, err := a.people(request.Context(), []string{user.UserID})
	if err != nil {
		failed(w, err)
		return
	}
	who, found := known[user.UserID]
	if !found {
		refuse(w, 404, "not_found")
		return
	}
	answer(w, 200, struct {
		person
		Role        string              `json:"role"`
		Scenarios   []string            `json:"scenarios"`
		Permissions []string            `json:"global_permissions"`
		InScenarios map[string][]string `json:"scenario_permissions"`
	}{who, user.Role, []string{}, user.Permissions, map[string][]string{}})
}

func (a *auth) batch(w http.ResponseWriter, request *http.Request) {
	if _, ok := a.caller(w, request); !ok {
		return
	}
	asked, ok := read[userIDs](w, request)
	if !ok {
		return
	}
	if len(asked.UserIDs) > 100 {
		refuse(w, 422, "too_many")
		return
	}
	known, err := a.people(request.Context(), asked.UserIDs)
	if err != nil {
		failed(w, err)
		return
	}
	type named struct {
		UserID   string `json:"user_id"`
		UserName string `json:"user_name"`
	}
	names := struct {
		Users    []named  `json:"users"`
		NotFound []string `json:"not_found"`
	}{make([]named, 0, len(asked.UserIDs)), []string{}}
	for _, id := range asked.UserIDs {
		if who, found := known[id]; found {
			names.Users = append(names.Users, named{id, who.UserName})
		} else {
			names.NotFound = append(names.NotFound, id)
		}
	}
	answer(w, 200, names)
}

func (a *auth) verify(w http.ResponseWriter, request *http.Request) {
	user, ok := a.caller(w, request)
	if !ok {
		return
	}
	if !slices.Contains(user.Permissions, request.URL.Query().Get("permission")) {
		refuse(w, 403, "missing_permission")
		return
	}
	w.Header().Set("X-Auth-User", user.Username)
	w.Header().Set("X-Auth-Roles", user.Role)
	w.WriteHeader(204)
}
